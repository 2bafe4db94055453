"""What changed between two wordings."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.weekly.reviewing.differences import Change, Piece, difference, elided

_WORDS = st.lists(
    st.sampled_from(["门控", "很", "贵。", "deep ", "learning ", "！", "\n", "a-b", "。"]), max_size=12
).map("".join)


@settings(max_examples=40)
@given(_WORDS, _WORDS)
def test_both_wordings_can_be_read_from_the_pieces(before: str, after: str) -> None:
    """Nothing is lost and nothing is made up, whatever was changed."""
    pieces = difference(before, after)
    assert "".join(one.text for one in pieces if one.change is not Change.REMOVED) == after
    assert "".join(one.text for one in pieces if one.change is not Change.ADDED) == before


def test_chinese_is_compared_by_characters_and_english_by_words() -> None:
    """A reader sees the one character or the one word that is new."""
    assert difference("损失函数下降得慢。", "损失函数下降得快。")[1:3] == (
        Piece(Change.REMOVED, "慢"),
        Piece(Change.ADDED, "快"),
    )
    assert Piece(Change.ADDED, "faster") in difference("It trains slower than that.", "It trains faster than that.")


def test_long_unchanged_stretches_are_cut() -> None:
    """Beside a change some characters stay."""
    pieces = elided(difference(f"{'长' * 90}。甲。{'尾' * 90}", f"{'长' * 90}。乙。{'尾' * 90}"), 5)
    assert sum(len(one.text) for one in pieces) < 30
    assert pieces[0].text.startswith("…")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("的是在不了有和人这" * 350, "不了有和的是在人那" * 350),
        ("啊。" * 15_000, "了。" + "啊。" * 14_998 + "了。"),
        ("的" * 12_000, "的的的的的了" * 2_000),
    ],
)
def test_long_texts_are_compared_soon(before: str, after: str) -> None:
    """Comparing takes no seconds, however long and alike in their characters and sentences they are."""
    begun = time.process_time()
    difference(before, after)
    assert time.process_time() - begun < 2
