"""Prose as runs."""

from bot.rendering.prose import prose, with_formulas
from bot.rendering.runs import Run


def test_citation_marks_stay_whole() -> None:
    """Neighbouring marks are one piece."""
    assert list(prose("真的[1][12]。", "page")) == [Run("真的"), Run("[1][12]", whole=True), Run("。")]


def test_a_formula_stays_whole() -> None:
    """Converted or not."""
    assert list(with_formulas(r"令 $x_t$", "page")) == [Run("令 "), Run("xₜ", whole=True)]


def test_tags_reach_every_run() -> None:
    """A bold line with an address in it is bold throughout."""
    assert [run.tags for run in prose("见 a.example 吧", "model", ("b",))] == [("b",), ("b", "code"), ("b",)]


def test_a_closing_bracket_is_not_part_of_an_address() -> None:
    """Nor is a Chinese stop."""
    assert [run.text for run in prose("（https://a.example/x）(http://b.example)。", "model")] == [
        "（",
        "https://a.example/x",
        "）(",
        "http://b.example",
        ")。",
    ]


def test_versions_and_abbreviations_are_no_addresses() -> None:
    """A dot alone does not make one."""
    assert list(prose("见 v1.2 与 e.g. 第 3.4 节", "model")) == [Run("见 v1.2 与 e.g. 第 3.4 节")]
