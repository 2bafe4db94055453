from dataclasses import replace
from time import process_time

import pytest

from knowledge.reading.formats.pdf.lines import Line
from knowledge.reading.formats.pdf.paragraphs import paragraphs


def line(text: str, y: float = 700, x0: float = 72, x1: float = 500) -> Line:
    """A line of a column that reaches from 72 to 500."""
    return Line(text, x0, x1, y, y + 10, 10, False, False, 0, 72, 500)  # noqa: FBT003


def texts(*lines: Line) -> list[str]:
    """The paragraphs of one page."""
    return [paragraph.text for paragraph in paragraphs([lines])]


def _seconds(lines: list[Line]) -> float:
    """The processor's time to make one paragraph of these lines, at best."""
    times = []
    for _ in range(3):
        before = process_time()
        assert len(paragraphs([lines])) == 1
        times.append(process_time() - before)
    return min(times)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("注意力机制", "让模型比较", "注意力机制让模型比较"),
        ("attention lets", "models compare", "attention lets models compare"),
        ("attention mecha-", "nisms", "attention mechanisms"),
        ("attention mecha-\u00ad", "nisms", "attention mechanisms"),
        ("the GPT-", "2 model", "the GPT- 2 model"),
        ("使用 Adam", "优化器", "使用 Adam 优化器"),
        ("使用Adam", "优化器", "使用Adam优化器"),
    ],
)
def test_lines_join_as_their_language_does(first: str, second: str, joined: str) -> None:
    """Chinese without a space, English with one, a divided word without its hyphen."""
    assert texts(line(first), line(second, 686)) == [joined]


def test_a_space_between_languages_is_learnt_from_the_lines_before() -> None:
    """Of the same paragraph, not from what follows in it."""
    lines = ("使用Adam", "优化器", "训练 GPT 模型", "再用Adam", "方法")
    joined = "使用Adam优化器训练 GPT 模型再用Adam 方法"
    assert texts(*(line(text, 700 - 14 * n) for n, text in enumerate(lines))) == [joined]


def test_a_paragraph_of_a_thousand_pages_is_joined_in_little_time() -> None:
    """Each line once: its time grows with the text, not with its square."""
    few, many = ([line("汉" * 40, 700 - 14 * n) for n in range(count)] for count in (1_000, 16_000))
    assert _seconds(many) < 80 * _seconds(few)


@pytest.mark.parametrize(
    "second",
    [
        line("乙", 660),
        line("乙", 686, x0=92),
        line("1. 乙", 686),
        line("• 乙", 686),
        replace(line("乙", 686), size=14),
        replace(line("乙", 686), bold=True),
        replace(line("乙", 686), fixed=True),
    ],
    ids=["gap", "indent", "number", "bullet", "size", "bold", "code"],
)
def test_a_paragraph_ends_before(second: Line) -> None:
    """A line farther below, indented, marked, or in other letters."""
    before = [line("甲", 728), line("甲", 714), line("甲", 700)]
    assert texts(*before, second) == ["甲甲甲", second.text]


def test_a_short_line_ends_its_paragraph() -> None:
    """The first word of the next would have had room in it; not where that goes on in small letters."""
    assert texts(line("甲。", x1=200), line("乙" * 40, 686)) == ["甲。", "乙" * 40]
    assert texts(line("as we", x1=440), line("see below", 686)) == ["as we see below"]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    """Where its sentence does."""
    assert texts(line("注意力", 60), line("机制", 700)) == ["注意力机制"]
    assert texts(line("注意力。", 60), line("机制", 700)) == ["注意力。", "机制"]
