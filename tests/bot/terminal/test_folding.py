"""Folding lines."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from bot.terminal.folding import fold


def folded(text: str, width: int) -> list[str]:
    """The lines as strings."""
    return [line.plain for line in fold(Text(text), width)]


def test_chinese_breaks_between_any_two_characters() -> None:
    """A character is two cells."""
    assert folded("机器学习小组", 8) == ["机器学习", "小组"]


def test_english_breaks_between_words() -> None:
    """A word stays whole where it can."""
    assert folded("long short term", 10) == ["long short", "term"]


def test_a_stop_does_not_begin_a_line() -> None:
    """The character before it goes along."""
    assert folded("机器学习。小组", 8) == ["机器学", "习。小组"]


def test_a_bracket_does_not_end_a_line() -> None:
    """It opens the next one."""
    assert folded("机器学《习》", 8) == ["机器学", "《习》"]


def test_a_citation_stays_with_its_sentence() -> None:
    """[n] does not begin a line."""
    assert folded("机器学习 [1]。", 8) == ["机器学", "习 [1]。"]


def test_a_long_address_is_cut_where_it_must() -> None:
    """Nothing is wider than the terminal."""
    assert folded("https://example.org/abc", 10) == ["https://ex", "ample.org/", "abc"]


@given(st.text(alphabet="学习a b，。[1]（🙂", max_size=80), st.integers(8, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    """For any text at any width."""
    lines = folded(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
