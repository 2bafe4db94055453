"""A double of the `MessageEmbedder` port."""

from dataclasses import dataclass, field

from knowledge.errors import EmbedderRefused
from knowledge.records import Vector
from tests.fakes import BagOfWords


@dataclass
class Speaking:
    """A `MessageEmbedder` by words that notes what it heard."""

    messages_name: str = "speaking"
    reachable: bool = True
    heard: list[str] = field(default_factory=list)

    async def message(self, text: str) -> Vector:
        """The vector of a message."""
        if not self.reachable:
            raise EmbedderRefused(self.messages_name)
        self.heard.append(text)
        return await BagOfWords().question(text)
