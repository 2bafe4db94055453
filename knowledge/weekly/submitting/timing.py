"""When a draft is previewed by itself or thrown away, and which message belongs to the one before."""

import datetime as dt
from typing import Final

from knowledge.weekly.notes import Note, NoteState, Part

SETTLES: Final = dt.timedelta(seconds=2.5)
"""How long the next item of an album, or the next piece of a cut paste, may take."""

LONGEST: Final = dt.timedelta(seconds=10)
HELD: Final = dt.timedelta(minutes=1)
"""How long an item of an album waits for the one that says whose note it belongs to."""

KEPT: Final = dt.timedelta(hours=24)
CUT_FROM: Final = 3900
"""UTF-16 units: clients cut a paste near 4,096, at a word's end where there is one."""


def waits_for_author(note: Note) -> bool:
    """Whether a note is collected until its author says that it is whole."""
    if note.state is not NoteState.COLLECTING:
        return False
    return note.due_at is None or note.due_at - note.opened_at > 2 * LONGEST


def due(note: Note, now: dt.datetime) -> dt.datetime:
    """When a note is due after a message that has come now; every message moves it, so that none is overlooked."""
    if note.state is not NoteState.COLLECTING or waits_for_author(note):
        return now + KEPT
    at = min(now + SETTLES, note.opened_at + LONGEST)
    return at if at != note.due_at else at + dt.timedelta.resolution


def continues(last: Part, sent_at: dt.datetime) -> bool:
    """Whether what was sent then is the next piece of a paste of which `last` is a full one."""
    units = len(last.text.encode("utf-16-le", "surrogatepass")) // 2
    return units >= CUT_FROM and dt.timedelta(0) <= sent_at - last.sent_at <= SETTLES
