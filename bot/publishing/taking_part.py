"""What members hear each week if they want to: that the cut-off is near, and what they wrote a month ago."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language, language
from bot.catalogue.taking_part import TakingPartWords
from bot.publishing import cut_off
from bot.publishing.outgoing import Outgoing, effects
from bot.rendering import own_notes, sentence
from bot.settings import Settings
from bot.tongues import Tongues
from knowledge.ports import Clock
from knowledge.records import Effect
from knowledge.spine.outbox import Outbox
from knowledge.spine.schedule import Period, Weekly
from knowledge.weekly.compiled import Label
from knowledge.weekly.members import Member
from knowledge.weekly.notes import Written
from knowledge.weekly.taking_part import FindRecalled, FindUnwritten

_REMINDER: Final = "reminder"
_RECALL: Final = "recall"
_WEDNESDAY: Final = 2
_EVENING: Final = dt.time(20)


def reminding(settings: Settings) -> Weekly:
    """When members are reminded: a day before the cut-off."""
    return cut_off.reminding(settings, _REMINDER)


def recalling(settings: Settings) -> Weekly:
    """When members are asked about what they wrote."""
    return Weekly(_RECALL, _WEDNESDAY, _EVENING, ZoneInfo(settings.zone))


@dataclass(frozen=True, slots=True)
class Telling:
    """How members are told: quietly, each in their own language, or in that of the deployment."""

    outbox: Outbox
    clock: Clock
    language: Language
    tongues: Tongues = field(default_factory=Tongues)

    async def put(self, told: list[Effect]) -> None:
        """Put this into the outbox, once however often it is asked for."""
        await self.outbox.put(told, self.clock.now())

    def spoken(self, member: Member) -> Language:
        """The language of a member."""
        return self.tongues.of(member.user_id, language(member.language, self.language))


@dataclass(frozen=True, slots=True)
class RemindMembers:
    """Remind those who want it and have nothing in the open issue; not once the cut-off has come.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    find: FindUnwritten
    telling: Telling

    async def __call__(self, period: Period) -> None:
        """The reminders of a period, each once."""
        at = cut_off.reminded_of(period)
        if self.telling.clock.now() >= at:
            return
        told: list[Effect] = []
        for member in await self.find():
            said = TakingPartWords.REMINDER.say(self.telling.spoken(member), at=cut_off.spoken(at, period))
            told += _quietly(f"{_REMINDER}:{period.key}:{member.user_id}", member, said)
        await self.telling.put(told)


@dataclass(frozen=True, slots=True)
class AskAboutNotes:
    """Ask those who want it what they remember of a note of theirs, with a button that shows it.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    find: FindRecalled
    telling: Telling

    async def __call__(self, period: Period) -> None:
        """The questions of a period, each once."""
        told: list[Effect] = []
        for member, written in await self.find(period):
            told += self._asked(period, member, written)
        await self.telling.put(told)

    def _asked(self, period: Period, member: Member, written: Written) -> list[Effect]:
        spoken = self.telling.spoken(member)
        title = own_notes.title_of(written, spoken)
        said = TakingPartWords.RECALLED.say(spoken, label=own_notes.label(written.note), title=title)
        printed = Label.of(written.note.label or "")
        keyboard: Keyboard = ()
        if printed is not None:
            press = Press("read", "entry", printed.issue, 0, printed.slug)
            keyboard = ((Button(TakingPartWords.READ.say(spoken), press.pack()),),)
        return _quietly(f"{_RECALL}:{period.key}:{member.user_id}", member, said, keyboard)


def _quietly(key: str, member: Member, said: str, keyboard: Keyboard = ()) -> list[Effect]:
    return effects(key, member.user_id, sentence(said), Outgoing("", silent=True, keyboard=keyboard))
