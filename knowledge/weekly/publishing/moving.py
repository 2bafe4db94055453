"""Notes that go with their issue, or over into another."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from knowledge.records import Audit
from knowledge.weekly.issues import NoteChange
from knowledge.weekly.lifecycles.note import moved
from knowledge.weekly.notes import Note, NoteEvent, Written

SECOND_NEW: Final = -2
"""The id of the issue that stands second in a step and is new."""


def over(notes: Iterable[Written], issue_id: int) -> tuple[NoteChange, ...]:
    """Notes into another issue, as they are."""
    return tuple(NoteChange(one.note, replace(one.note, issue_id=issue_id)) for one in notes)


def changed(note: Note, event: NoteEvent, *, label: str | None, byline: str | None) -> NoteChange:
    """A note after what happens to it with its issue, under this label and name.

    Raises:
        TransitionRefused: it may not happen to the note.
    """
    return NoteChange(note, replace(moved(note, event), label=label, byline=byline))


def audits(changes: Iterable[NoteChange], event: NoteEvent, actor: str) -> tuple[Audit, ...]:
    """What is kept of what happens to notes with their issue."""
    return tuple(
        Audit(actor, event, f"note:{one.before.id}", one.before.state, one.after.state)
        for one in changes
        if one.before is not None
    )
