"""What somebody has handed in, and how they take part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from knowledge.ports import Clock
from knowledge.spine.schedule import Weekly
from knowledge.weekly.members import Member
from knowledge.weekly.notes import NoteState, Written
from knowledge.weekly.ports import Members, Notes
from knowledge.weekly.taking_part.streaks import Streak, streak, week_of, weeks_of

_SHOWN: Final = frozenset(NoteState) - {NoteState.COLLECTING, NoteState.DISCARDED, NoteState.ERASED}


class Wish(StrEnum):
    """What members may want, or not; each is off until they say so."""

    REMINDERS = "reminders"
    RECALL = "recall"
    STREAK = "streak"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a chat knows them."""

    user_id: int
    name: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """Somebody's notes, the newest first, and their streak."""

    member: Member
    notes: Sequence[Written]
    streak: Streak


@dataclass(frozen=True, slots=True)
class ShowMine:
    """What is somebody's own; drafts that are not whole yet, and what was thrown away, are left out.

    Raises:
        LibraryUnavailable: the database cannot be reached.
    """

    notes: Notes
    members: Members
    clock: Clock
    cut_off: Weekly

    async def __call__(self, person: Person) -> Mine:
        """All of it."""
        member = await self.members.seen(person.user_id, person.name, person.language)
        notes = await self.notes.of_author(person.user_id, _SHOWN)
        now = week_of(self.clock.now(), self.cut_off)
        return Mine(member, notes, streak(weeks_of([one.note for one in notes], self.cut_off), now))


@dataclass(frozen=True, slots=True)
class ChangeWish:
    """Note what somebody wants.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    members: Members

    async def __call__(self, person: Person, wish: Wish, *, wanted: bool) -> Member:
        """Them, as they want it from now on."""
        member = await self.members.seen(person.user_id, person.name, person.language)
        changed = _wishing(member, wish, wanted=wanted)
        if changed != member:
            await self.members.keep(changed, member)
        return changed


def wants(member: Member, wish: Wish) -> bool:
    """Whether somebody wants it."""
    match wish:
        case Wish.REMINDERS:
            return member.wants_reminders
        case Wish.RECALL:
            return member.wants_recall
        case Wish.STREAK:
            return member.shows_streak
        case Wish.ANONYMOUS:
            return member.anonymous


def _wishing(member: Member, wish: Wish, *, wanted: bool) -> Member:
    match wish:
        case Wish.REMINDERS:
            return replace(member, wants_reminders=wanted)
        case Wish.RECALL:
            return replace(member, wants_recall=wanted)
        case Wish.STREAK:
            return replace(member, shows_streak=wanted)
        case Wish.ANONYMOUS:
            return replace(member, anonymous=wanted)
