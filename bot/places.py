"""The chats that have a part in a deployment: as the settings say, else as an admin has set them up in a chat."""

from dataclasses import dataclass, field
from typing import Protocol

from bot.settings import Settings
from knowledge.governance.granted import Granted
from knowledge.governance.places import Places
from knowledge.governance.ports import Admissions, SetUp
from knowledge.governance.setting_up import ClaimBot, OfferCode, Place, SetPlace


class KnownPlaces(Protocol):
    """The chats that have a part, as they are at the moment when they are asked for."""

    @property
    def notice_chat(self) -> int | None:
        """Where notices go."""
        ...

    @property
    def editors_chat(self) -> int | None:
        """Where notes are reviewed."""
        ...

    @property
    def channel(self) -> int | None:
        """The channel that issues are published to."""
        ...

    @property
    def groups(self) -> tuple[int, ...]:
        """The groups that issues are published to."""
        ...


@dataclass(slots=True)
class Deployed:
    """The places of a deployment: what is set up in a chat is followed by whoever calls `refresh` now and then.

    What the settings name stays as they say, whatever is set up.
    """

    settings: Settings
    set_up: SetUp | None = None
    _put: Places = field(default_factory=Places, init=False)

    async def refresh(self) -> None:
        """See what is set up by now.

        Raises:
            LibraryUnavailable: the database cannot be reached; it stays as it was known.
        """
        if self.set_up is not None:
            self._put = await self.set_up.places()

    @property
    def fixed(self) -> frozenset[str]:
        """The names of those that the settings decide."""
        return frozenset(name for name in Places.__slots__ if getattr(self.settings, name) not in (None, []))

    @property
    def notice_chat(self) -> int | None:
        """Where notices go."""
        return self.settings.notice_chat if self.settings.notice_chat is not None else self._put.notice_chat

    @property
    def editors_chat(self) -> int | None:
        """Where notes are reviewed."""
        return self.settings.editors_chat if self.settings.editors_chat is not None else self._put.editors_chat

    @property
    def channel(self) -> int | None:
        """The channel that issues are published to."""
        return self.settings.channel if self.settings.channel is not None else self._put.channel

    @property
    def groups(self) -> tuple[int, ...]:
        """The groups that issues are published to."""
        return tuple(dict.fromkeys(self.settings.groups)) or self._put.groups

    @property
    def current(self) -> Places:
        """All of them at this moment."""
        return Places(self.notice_chat, self.editors_chat, self.channel, self.groups)


@dataclass(frozen=True, slots=True)
class SettingUp:
    """Setting a deployment up in a chat: the use cases, and the places that they change."""

    offer_code: OfferCode
    claim_bot: ClaimBot
    set_place: SetPlace
    admissions: Admissions
    places: Deployed

    @property
    def granted(self) -> Granted:
        """Who has a role."""
        return self.claim_bot.granted

    def is_fixed(self, place: Place) -> bool:
        """Whether the settings decide this part."""
        return place.value in self.places.fixed
