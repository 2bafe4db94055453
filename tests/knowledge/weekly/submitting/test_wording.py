"""The wording of a note from its messages."""

import pytest

from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.notes import Note, NoteState, Part
from knowledge.weekly.submitting import NoteRefusal, NoteRefused
from knowledge.weekly.submitting.wording import with_part, worded
from tests.fakes import NOON


def test_a_note_has_twenty_pictures_at_most() -> None:
    """Two albums: an issue holds the bytes of all of them in each of its revisions."""
    albums = [Part(1, 7, number, "", NOON, attachments=tuple(range(10))) for number in (1, 2)]
    assert len(with_part(albums[:1], albums[1])) == 2
    with pytest.raises(NoteRefused) as refused:
        with_part(albums, Part(1, 7, 3, "", NOON, attachments=(10,)))
    assert (refused.value.refusal, refused.value.detail) == (NoteRefusal.TOO_MANY_PICTURES, "20")


def test_a_hashtag_that_names_the_section_is_not_printed() -> None:
    """It was for the bot; other hashtags are the author's words."""
    note = Note(1, 7, Origin(7, 1, 7), Section.STUDY, NoteState.COLLECTING, NOON, NOON)
    revision, section = worded(note, "#论文 #attention 这一篇去掉了循环。", NOON)
    assert (revision.text, section) == ("#attention 这一篇去掉了循环。", Section.PAPERS)
    assert worded(note, "#资料", NOON)[0].text == "#资料"
