"""Streaks: how many weeks in a row somebody has handed in, with weeks off that are earned by keeping at it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from knowledge.spine.schedule import Weekly
from knowledge.weekly.notes import Note, NoteState

EARNED_EVERY: Final = 4
"""Weeks of a streak after which one that is missed is bridged."""

MOST_STORED: Final = 2

COUNTS: Final = frozenset(NoteState) - {
    NoteState.COLLECTING,
    NoteState.PREVIEWED,
    NoteState.DISCARDED,
    NoteState.WITHDRAWN,
    NoteState.ERASED,
}
"""Handed in, and not taken back by its author; whatever editors made of it."""


@dataclass(frozen=True, slots=True)
class Streak:
    """Weeks in a row with a note; `stored` missed ones would be bridged, and `this_week` has one already."""

    weeks: int = 0
    stored: int = 0
    this_week: bool = False


def streak(weeks: Iterable[int], now: int) -> Streak:
    """The streak that these weeks make, in the week `now`, which is not missed before it is over."""
    handed_in = {week for week in weeks if week <= now}
    length = stored = 0
    for week in range(min(handed_in, default=now), now + 1):
        if week in handed_in:
            length += 1
            stored = min(MOST_STORED, stored + (length % EARNED_EVERY == 0))
        elif stored and week < now:
            stored -= 1
        elif week < now:
            length = 0
    return Streak(length, stored, now in handed_in)


def week_of(moment: dt.datetime, cut_off: Weekly) -> int:
    """The number of the week that ends with the first cut-off after a moment; the next week has the next number."""
    return cut_off.next_after(moment).astimezone(cut_off.zone).date().toordinal() // 7


def weeks_of(notes: Iterable[Note], cut_off: Weekly) -> set[int]:
    """The weeks in which notes were begun that were handed in; nobody writes at one for longer than a day."""
    return {week_of(one.opened_at, cut_off) for one in notes if one.state in COUNTS}
