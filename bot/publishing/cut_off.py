"""The weekly's clock: an issue closes at its cut-off, and editors are reminded a day before."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from bot.catalogue import Language
from bot.catalogue.cut_off import CutOffs
from bot.places import KnownPlaces
from bot.publishing.outgoing import effects
from bot.rendering import sentence
from bot.settings import WEEKDAYS, Settings
from bot.tongues import Tongues
from bot.weekly import cut_off_of
from knowledge.ports import Clock
from knowledge.records import CLOCK
from knowledge.spine.outbox import Outbox
from knowledge.spine.schedule import Period, Weekly
from knowledge.weekly.issues import IssueState
from knowledge.weekly.lifecycles.note import IN_HAND
from knowledge.weekly.notes import NoteState
from knowledge.weekly.ports import Issues, Notes
from knowledge.weekly.publishing import CloseIssue

_CLOSING: Final = "cut-off"
_REMINDER: Final = "cut-off-reminder"
_A_DAY: Final = dt.timedelta(days=1)


def closing(settings: Settings) -> Weekly:
    """When an issue closes."""
    return cut_off_of(settings)


def reminding(settings: Settings, name: str = _REMINDER) -> Weekly:
    """When somebody is reminded of it: a day before; each reminder has a name of its own."""
    at = closing(settings)
    return Weekly(name, (at.weekday - 1) % len(WEEKDAYS), at.time, at.zone)


def reminded_of(period: Period) -> dt.datetime:
    """The cut-off that the reminder of a period is about."""
    return period.ends + _A_DAY


def spoken(cut_off: dt.datetime, period: Period) -> str:
    """The time of a cut-off where it is, such as `11-28 20:00`."""
    return cut_off.astimezone(ZoneInfo(period.zone)).strftime("%m-%d %H:%M")


@dataclass(frozen=True, slots=True)
class EditorsChat:
    """Where editors are told; nowhere without a chat of theirs."""

    outbox: Outbox
    clock: Clock
    places: KnownPlaces
    otherwise: Language
    tongues: Tongues = field(default_factory=Tongues)

    @property
    def language(self) -> Language:
        """What is spoken there."""
        return self.tongues.of(self.chat_id, self.otherwise)

    @property
    def chat_id(self) -> int | None:
        """The chat as it is now."""
        return self.places.editors_chat

    async def tell(self, key: str, said: str) -> None:
        """Put this into the outbox, once however often it is asked for."""
        chat_id = self.chat_id
        if chat_id is not None:
            told = effects(f"{key}:{chat_id}", chat_id, sentence(said))
            await self.outbox.put(told, self.clock.now())


@dataclass(frozen=True, slots=True)
class CloseAtCutOff:
    """Close the open issue, or skip it where too little came; one that is not a day old was opened by hand, and stays.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    close: CloseIssue
    editors: EditorsChat

    async def __call__(self, period: Period) -> None:
        """What is due for a period, which is done once however often it is asked for."""
        issue = await self.close.issues.open(self.close.clock.now())
        if issue.opened_at > period.ends - _A_DAY:
            return
        notes = len(await self.close.notes.of_issue(issue.id, IN_HAND))
        if not notes and self.editors.chat_id is None:  # nobody uses the weekly here
            return
        closed = await self.close(issue, CLOCK)
        if closed is not None and closed.state is IssueState.SKIPPED:
            said = CutOffs.SKIPPED.say(self.editors.language, notes=notes, least=self.close.least)
            await self.editors.tell(f"{_CLOSING}:{period.key}", said)


@dataclass(frozen=True, slots=True)
class RemindEditors:
    """Tell editors that the cut-off is a day away; not once it has come.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    notes: Notes
    editors: EditorsChat

    async def __call__(self, period: Period) -> None:
        """The reminder of a period."""
        now, cut_off = self.editors.clock.now(), reminded_of(period)
        if now >= cut_off:
            return
        notes = [one.note.state for one in await self.notes.of_issue((await self.issues.open(now)).id, IN_HAND)]
        said = CutOffs.NEAR.say(
            self.editors.language,
            at=spoken(cut_off, period),
            notes=len(notes),
            pending=notes.count(NoteState.PENDING),
            placed=notes.count(NoteState.PLACED),
        )
        await self.editors.tell(f"{_REMINDER}:{period.key}", said)
