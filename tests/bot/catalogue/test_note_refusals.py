"""Why wishes about notes are refused."""

from bot.catalogue.note_refusals import REFUSALS, note_refusal
from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.notes import Note, NoteState
from knowledge.weekly.submitting import NoteRefusal, NoteRefused
from tests.fakes import NOON

NOTE = Note(5, 7, Origin(7, 1, 7), Section.STUDY, NoteState.PREVIEWED, NOON, NOON)


def test_every_refusal_is_one_sentence_in_both_languages() -> None:
    """With everything filled in, short enough for the notice of a button (200 characters)."""
    assert set(REFUSALS) == set(NoteRefusal)
    for refusal in NoteRefusal:
        for spoken in ("zh", "en"):
            said = note_refusal(NoteRefused(refusal, NOTE, detail="12", until="2026-02-01", by="阿黄"), spoken)
            assert 0 < len(said) <= 200
            assert "{" not in said


def test_a_stale_button_names_who_was_there_before() -> None:
    """Where somebody was."""
    assert note_refusal(NoteRefused(NoteRefusal.STALE, NOTE, by="阿黄"), "zh").startswith("已由 阿黄 处理")
    assert "过时" in note_refusal(NoteRefused(NoteRefusal.STALE, NOTE), "zh")
