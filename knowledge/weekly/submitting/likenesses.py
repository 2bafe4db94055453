"""Notes that say the same, nearly the same, or are about the same thing."""

import asyncio
from collections.abc import Sequence
from typing import Final

from knowledge.links import identity
from knowledge.weekly.issues import IssueState
from knowledge.weekly.lifecycles.note import IN_HAND
from knowledge.weekly.notes import Note, NoteState, Written
from knowledge.weekly.submitting.desk import Desk
from knowledge.weekly.writing import fingerprint, likeness

DUPLICATE_FROM: Final = 90
_LIVE: Final = frozenset(IN_HAND) | {NoteState.PREVIEWED, NoteState.FROZEN, NoteState.PUBLISHED}
_IN_WORK: Final = frozenset({IssueState.OPEN, IssueState.REVIEW, IssueState.FROZEN})
_COMPARABLE: Final = 0.7
"""Texts of which one is so much shorter than the other are not nearly the same; comparing takes time."""


async def same_as(desk: Desk, note: Note, text: str) -> Note | None:
    """A note that says the very same: of anybody for the issues in work, or of the same author ever."""
    notes = {one.note.id: one for issue in await desk.issues.issues(_IN_WORK) for one in await _of(desk, issue.id)}
    if note.author_id is not None:
        notes |= {one.note.id: one for one in await desk.notes.of_author(note.author_id, _LIVE)}
    notes.pop(note.id, None)
    return await asyncio.to_thread(_same, list(notes.values()), text)


async def about_the_same(desk: Desk, note: Note, url: str | None) -> Written | None:
    """A note of the open issue about the same paper or address, under whose entry this one may stand."""
    if not url:
        return None
    issue, wanted = await desk.issues.open(desk.clock.now()), identity(url)
    for other in await _of(desk, issue.id):
        ours = other.note.id in {note.id, note.amends} or other.note.joins is not None
        if not ours and other.revision.url and identity(other.revision.url) == wanted:
            return other
    return None


async def near(desk: Desk, written: Written) -> list[tuple[Note, int]]:
    """The notes of the same issue that say nearly the same, with their likeness in per cent; the likest first."""
    if written.note.issue_id is None:
        return []
    others = [one for one in await _of(desk, written.note.issue_id) if one.note.id != written.note.id]
    return await asyncio.to_thread(_near, others, written.revision.text)


async def hints_of(desk: Desk, written: Written, warnings: Sequence[str]) -> list[str]:
    """What the card of a note tells editors: other notes that are nearly the same, then warnings."""
    found = await near(desk, written)
    return [desk.hints.near(note.id, percent) for note, percent in found] + list(warnings)


async def _of(desk: Desk, issue_id: int) -> list[Written]:
    return await desk.notes.of_issue(issue_id, _LIVE)


def _same(notes: Sequence[Written], text: str) -> Note | None:
    wanted = fingerprint(text)
    return next((one.note for one in notes if fingerprint(one.revision.text) == wanted), None)


def _near(notes: Sequence[Written], text: str) -> list[tuple[Note, int]]:
    comparable = [one for one in notes if _comparable(one.revision.text, text)]
    scored = [(one.note, int(likeness(one.revision.text, text))) for one in comparable]
    return sorted((one for one in scored if one[1] >= DUPLICATE_FROM), key=lambda one: -one[1])


def _comparable(one: str, other: str) -> bool:
    lengths = sorted((len(one), len(other)))
    return lengths[0] >= _COMPARABLE * lengths[1]
