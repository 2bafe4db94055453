"""Places in issues, as people and links name them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.issue_places import Place, entry_of, place_of
from knowledge.weekly.compiled import Label, Section


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("4", Place(4)),
        ("第4期", Place(4)),
        ("第 4 期", Place(4)),
        ("#4", Place(4)),
        ("4-p", Place(4, Section.PAPERS)),
        ("#4-论2", Place(4, Section.PAPERS, 2)),
        (" 4-P2 ", Place(4, Section.PAPERS, 2)),
        ("12－心 10", Place(12, Section.STUDY, 10)),
        ("4-q1", Place(4, Section.OPEN_QUESTIONS, 1)),
    ],
)
def test_a_place_is_named_in_several_ways(typed: str, place: Place) -> None:
    """As in the issue, as in an address, as a phone writes it."""
    assert place_of(typed) == place


@pytest.mark.parametrize("typed", ["", "第期", "4-x2", "4-p2 是什么", "论2", "2026-11-21", "1234567", "GPT-4"])
def test_what_is_no_place_is_a_question(typed: str) -> None:
    """Nothing is guessed."""
    assert place_of(typed) is None


@settings(max_examples=50)
@given(st.integers(1, 99999), st.sampled_from(Section), st.integers(1, 999))
def test_every_label_is_a_place(issue: int, section: Section, position: int) -> None:
    """In both of its forms."""
    label = Label(issue, section, position)
    assert place_of(str(label)) == entry_of(label.slug) == Place(issue, section, position)


def test_only_an_entry_is_opened_by_its_name_alone() -> None:
    """A number that somebody says in private is theirs."""
    assert entry_of("4") is entry_of("4-p") is None
