"""Which language chats and people have chosen, for what is told them by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.catalogue import Language, language
from knowledge.ports import Policies


@dataclass(slots=True)
class Tongues:
    """What was chosen, as it was when `refresh` was called last; without policies nobody has chosen anything."""

    policies: Policies | None = None
    _chosen: Mapping[int, str] = field(default_factory=dict, init=False)

    async def refresh(self) -> None:
        """See what is chosen by now.

        Raises:
            LibraryUnavailable: the database cannot be reached; it stays as it was known.
        """
        if self.policies is not None:
            self._chosen = await self.policies.languages()

    def of(self, chat_id: int | None, otherwise: Language) -> Language:
        """The language of a chat, or of a person by their number."""
        return language(self._chosen.get(chat_id) if chat_id is not None else None, otherwise)
