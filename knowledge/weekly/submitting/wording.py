"""The wording of a note from its messages."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from knowledge.weekly.compiled import Section
from knowledge.weekly.notes import LONGEST_TEXT, Note, Part, Revision
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused
from knowledge.weekly.writing import guessed, illustrated, joined, parsed, untagged

MOST_PARTS: Final = 60
MOST_PICTURES: Final = 20


def text_of(parts: Sequence[Part]) -> str:
    """What the messages of a note say together, with no other pictures than came with them.

    Raises:
        NoteRefused: nothing, or more than a note may say.
    """
    text = joined(parts).strip()
    if not text:
        raise NoteRefused(NoteRefusal.EMPTY)
    if len(text) > LONGEST_TEXT:
        raise NoteRefused(NoteRefusal.TOO_LONG, detail=str(LONGEST_TEXT))
    return illustrated(text, {number for part in parts for number in part.attachments})


def with_part(parts: Sequence[Part], part: Part) -> list[Part]:
    """The messages of a note with one more, or with another wording of one.

    Raises:
        NoteRefused: they are too many, or their pictures are.
    """
    others = [one for one in parts if (one.chat_id, one.message_id) != (part.chat_id, part.message_id)]
    together = sorted([*others, part], key=lambda one: one.message_id)
    if len(together) > MOST_PARTS:
        raise NoteRefused(NoteRefusal.TOO_MANY_PARTS, detail=str(MOST_PARTS))
    if sum(len(one.attachments) for one in together) > MOST_PICTURES:
        raise NoteRefused(NoteRefusal.TOO_MANY_PICTURES, detail=str(MOST_PICTURES))
    return together


def worded(note: Note, text: str, now: dt.datetime) -> tuple[Revision, Section]:
    """The next revision of a note, and the section that it is for: at first as it seems, then as it is."""
    is_first = note.revision == 0 and note.amends is None and note.supersedes is None
    guess = guessed(parsed(text), None if is_first else note.section)
    return Revision(note.id, note.revision + 1, guess.title, untagged(text), now, guess.url), guess.section
