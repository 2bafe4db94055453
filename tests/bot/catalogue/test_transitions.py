"""What is said where something may not happen now."""

import re

import pytest

from bot import catalogue
from bot.catalogue.phrase import Language
from knowledge.errors import TransitionRefused
from knowledge.weekly.issues import IssueEvent, IssueState
from knowledge.weekly.lifecycles import issue, note
from knowledge.weekly.notes import NoteEvent, NoteState

REFUSED: list[tuple[str, str]] = [
    *((state, event) for state in NoteState for event in NoteEvent if event not in note.allowed(state)),
    *((state, event) for state in IssueState for event in IssueEvent if event not in issue.allowed(state)),
]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_refused_transition_has_a_sentence(language: Language) -> None:
    """One line in the language of whoever asked, about the note or the issue, never the names of states."""
    subject = {"zh": ("投稿|草稿", "这一期"), "en": ("note|draft|issue", "issue")}[language]
    for state, event in REFUSED:
        said = catalogue.failure(TransitionRefused(state, event), language)
        assert re.search(subject[isinstance(state, IssueState)], said), (state, event)
        assert said[-1] == {"zh": "。", "en": "."}[language]
        assert bool(re.search("[\u4e00-\u9fff]", said)) is (language == "zh")
        assert "_" not in said
        assert "\n" not in said


def test_a_state_of_both_kinds_is_told_by_its_kind() -> None:
    """A frozen note and a frozen issue have equal names and different sentences."""
    of_note = catalogue.failure(TransitionRefused(NoteState.FROZEN, NoteEvent.EDIT), "zh")
    of_issue = catalogue.failure(TransitionRefused(IssueState.FROZEN, IssueEvent.ARRANGE), "zh")
    assert "先解冻再改" in of_issue
    assert of_note != of_issue


def test_only_states_have_sentences() -> None:
    """A misspelt state is a mistake of the program, and noticed."""
    with pytest.raises(TypeError):
        catalogue.failure(TransitionRefused("frozne", "edit"), "en")
