"""What one person says in one go: quick successive messages are one turn."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from knowledge.reading.conversations.messages import Message
from knowledge.reading.conversations.speech import Act, Speech, analyse

_PAUSE: Final = dt.timedelta(minutes=3)
_MOST_MESSAGES: Final = 20


@dataclass(slots=True, eq=False)
class Turn:
    """Messages of one person with nobody between them; `place` counts the turns of the topic."""

    messages: list[Message]
    speech: Speech
    place: int = 0
    mentions: frozenset[str] = field(default=frozenset())

    @property
    def person(self) -> str:
        """Whose turn it is."""
        return self.messages[0].person

    @property
    def text(self) -> str:
        """All that was said."""
        return "\n".join(message.text for message in self.messages)

    @property
    def start(self) -> dt.datetime:
        """When its first message was sent."""
        return self.messages[0].time

    @property
    def end(self) -> dt.datetime:
        """When its last message was sent."""
        return self.messages[-1].time

    def goes_on_with(self, message: Message, speech: Speech) -> bool:
        """Whether this message is still the same turn: soon after, and neither a new reply nor a new question."""
        if message.person != self.person or message.time - self.end > _PAUSE or len(self.messages) >= _MOST_MESSAGES:
            return False
        own = {one.id for one in self.messages}
        if message.reply_to is not None and message.reply_to not in own | {self.messages[0].reply_to}:
            return False
        if (speech.act is Act.ASIDE) != (self.speech.act is Act.ASIDE):
            return False
        if speech.opens or message.forwarded != self.messages[0].forwarded:
            return False
        return speech.act is not Act.QUESTION or self._leads_to(speech)

    def _leads_to(self, question: Speech) -> bool:
        if self.speech.act is Act.QUESTION:
            return question.follows or not question.words or bool(question.words & self.speech.words)
        return self.messages[0].reply_to is None

    def extend(self, message: Message) -> None:
        """Take one more message into the turn."""
        self.messages.append(message)
        self.speech = analyse(self.text, forwarded=message.forwarded)
