"""When drafts are due."""

import datetime as dt
from dataclasses import replace

from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.notes import Note, NoteState, Part
from knowledge.weekly.submitting import timing
from tests.fakes import NOON

SECOND = dt.timedelta(seconds=1)
DRAFT = Note(1, 7, Origin(7, 1, 7), Section.STUDY, NoteState.COLLECTING, NOON, NOON, due_at=NOON + timing.SETTLES)


def test_a_draft_is_due_when_its_messages_have_settled() -> None:
    """At the latest ten seconds after it began, and each message moves it."""
    assert timing.due(DRAFT, NOON + SECOND) == NOON + SECOND + timing.SETTLES
    late = timing.due(DRAFT, NOON + 9 * SECOND)
    assert late == NOON + timing.LONGEST
    assert timing.due(replace(DRAFT, due_at=late), NOON + 9 * SECOND) > late


def test_what_waits_for_its_author_waits_a_day() -> None:
    """From its last message."""
    waiting = replace(DRAFT, due_at=NOON + timing.KEPT)
    assert timing.waits_for_author(waiting)
    assert not timing.waits_for_author(DRAFT)
    assert timing.due(waiting, NOON + SECOND) == NOON + SECOND + timing.KEPT


def test_only_a_full_message_is_continued() -> None:
    """By one that comes at once; units are UTF-16, so that emoji count twice."""
    full = Part(1, 7, 1, "😀" * 1950, NOON)
    assert timing.continues(full, NOON + 2 * SECOND)
    assert not timing.continues(full, NOON + 3 * SECOND)
    assert not timing.continues(replace(full, text="短"), NOON)
