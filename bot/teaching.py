"""What teaching the bot when to speak up stands on, and how its parts are shown."""

from dataclasses import dataclass
from typing import Final

from bot.catalogue.manners import Manners
from bot.rendering import Audience, manners
from bot.rendering.manners import Page, Waiting
from knowledge.governance.manners import ChangeManners
from knowledge.governance.ports import Admissions
from knowledge.listening.calibrate_chat import CalibrateChat
from knowledge.ports import Library, Overhearings
from knowledge.records import Overheard

_SHOWN: Final = 100
"""So many of those that wait can be leafed through: the newest say more than what was said weeks ago."""


@dataclass(frozen=True, slots=True)
class Teaching:
    """The use cases and ports behind /shadow and /calibrate.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached.
    """

    change: ChangeManners
    calibrate: CalibrateChat
    overhearings: Overhearings
    library: Library
    admissions: Admissions

    async def name(self, chat_id: int, audience: Audience) -> str:
        """What a chat is called."""
        return await name_of(chat_id, self.admissions, audience)

    async def waiting(self, chat_id: int, audience: Audience) -> Waiting:
        """What waits in a chat for a label."""
        labelled = await self.overhearings.labelled(chat_id)
        return Waiting(
            chat_id=chat_id,
            chat=await self.name(chat_id, audience),
            overheard=await self.overhearings.unlabelled(chat_id, _SHOWN),
            labels=len(labelled),
            wanted=sum(one.label is True for one in labelled),
        )

    async def card(self, overheard: Overheard, audience: Audience) -> Page:
        """The question about one message."""
        found = await self.library.entry(overheard.entry_id) if overheard.entry_id else None
        entry = found[0] if found else None
        return manners.card(overheard, await self.name(overheard.chat_id, audience), entry, audience)


async def name_of(chat_id: int, admissions: Admissions, audience: Audience) -> str:
    """A chat's title as it was last seen, else its number."""
    known = await admissions.admission(chat_id)
    return known.title if known and known.title else Manners.A_GROUP.say(audience.language, id=chat_id)
