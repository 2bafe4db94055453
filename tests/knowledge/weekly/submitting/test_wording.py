"""The wording of a note from its messages."""

import pytest

from knowledge.weekly.notes import Part
from knowledge.weekly.submitting import NoteRefusal, NoteRefused
from knowledge.weekly.submitting.wording import with_part
from tests.fakes import NOON


def test_a_note_has_twenty_pictures_at_most() -> None:
    """Two albums: an issue holds the bytes of all of them in each of its revisions."""
    albums = [Part(1, 7, number, "", NOON, attachments=tuple(range(10))) for number in (1, 2)]
    assert len(with_part(albums[:1], albums[1])) == 2
    with pytest.raises(NoteRefused) as refused:
        with_part(albums, Part(1, 7, 3, "", NOON, attachments=(10,)))
    assert (refused.value.refusal, refused.value.detail) == (NoteRefusal.TOO_MANY_PICTURES, "20")
