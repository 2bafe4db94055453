"""Who is to be reminded of the cut-off, and of what they wrote a month ago: only those who want it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.ports import Clock
from knowledge.spine.schedule import Period
from knowledge.weekly.lifecycles.note import IN_HAND
from knowledge.weekly.members import Member
from knowledge.weekly.notes import NoteState, Written
from knowledge.weekly.ports import Issues, Members, Notes

A_MONTH: Final = dt.timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class FindUnwritten:
    """Finds those who want a reminder and have nothing in the open issue.

    Raises:
        LibraryUnavailable: the database cannot be reached.
    """

    notes: Notes
    issues: Issues
    members: Members
    clock: Clock

    async def __call__(self) -> list[Member]:
        """Them, by number."""
        now = self.clock.now()
        wanting = [one for one in _there(await self.members.members(), now) if one.wants_reminders]
        if not wanting:
            return []
        notes = await self.notes.of_issue((await self.issues.open(now)).id, IN_HAND)
        wrote = {one.note.author_id for one in notes}
        return [one for one in wanting if one.user_id not in wrote]


@dataclass(frozen=True, slots=True)
class FindRecalled:
    """Finds for those who want it what they published a month ago.

    Raises:
        LibraryUnavailable: the database cannot be reached.
    """

    notes: Notes
    members: Members
    clock: Clock

    async def __call__(self, period: Period) -> list[tuple[Member, Written]]:
        """One note of each, from the week that ended four weeks before the period did."""
        found = []
        for member in _there(await self.members.members(), self.clock.now()):
            if member.wants_recall:
                notes = await self.notes.of_author(member.user_id, {NoteState.PUBLISHED})
                found += [(member, one) for one in recalled(notes, period)[:1]]
        return found


def recalled(notes: Iterable[Written], period: Period) -> Sequence[Written]:
    """Of somebody's published notes those of the week a month before a period, the longest first."""
    begins, ends = period.begins - A_MONTH, period.ends - A_MONTH
    then = [one for one in notes if one.note.label and begins <= one.note.opened_at < ends]
    return sorted(then, key=lambda one: (-len(one.revision.text), one.note.id))


def _there(members: Iterable[Member], now: dt.datetime) -> Iterator[Member]:
    return (one for one in members if not one.is_banned(now))
