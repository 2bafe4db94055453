"""The order of notes in a section, with room between their positions so that moving one changes one."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from knowledge.weekly.notes import Note

ROOM: Final = 1024
"""Between neighbours."""


def in_order(notes: Sequence[Note]) -> list[Note]:
    """By position; those without one follow, the oldest first."""
    return sorted(notes, key=lambda note: (note.position is None, note.position or 0, note.id))


def behind_all(notes: Sequence[Note]) -> int:
    """The position of one more."""
    return max((note.position or 0 for note in notes), default=0) + ROOM


def shifted(notes: Sequence[Note], note_id: int, steps: int) -> Mapping[int, int]:
    """The positions that change where one of them moves by so many places; empty where it cannot."""
    ordered = in_order(notes)
    at = next(n for n, note in enumerate(ordered) if note.id == note_id)
    to = at + steps
    if steps == 0 or not 0 <= to < len(ordered):
        return {}
    moving = ordered.pop(at)
    ordered.insert(to, moving)
    place = _between(ordered, to)
    if place is not None:
        return {note_id: place}
    even = {note.id: n * ROOM for n, note in enumerate(ordered, 1)}
    return {note.id: even[note.id] for note in ordered if note.position != even[note.id]}


def _between(ordered: Sequence[Note], at: int) -> int | None:
    """A position for the one at this place; None where the others have to make room."""
    positions = [note.position for n, note in enumerate(ordered) if n != at]
    known = [position for position in positions if position is not None]
    if len(known) < len(positions) or any(a >= b for a, b in pairwise(known)):
        return None
    low = known[at - 1] if at else 0
    high = known[at] if at < len(known) else low + 2 * ROOM
    return (low + high) // 2 if high - low > 1 else None
