"""Which entries a set means."""

from dataclasses import replace

import pytest

from knowledge.evaluating.cases import Relevant
from knowledge.evaluating.relevance import Shelved, plain
from knowledge.records import Entry
from tests.notes import source

GATES = Entry("gates", "s", 0, "1.2 门", "阀门。\n\n# 1.2.1 遗忘门\n\n决定留下多少。", section="第一章 网络")
INPUT = Entry("input", "s", 1, "1.3 输入", "水流。", section="第一章 网络")
OTHER = Entry("other", "s", 2, "门", "另一章里的门。", section="第二章 别的")


def shelved(*entries: Entry, path: str = "/data/corpus/a/b.md") -> Shelved:
    """Those entries, in one source."""
    return Shelved.of([(entry, replace(source(), path=path)) for entry in entries or (GATES, INPUT, OTHER)])


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("1.1.2 張量與矩陣 的區別？", "张量与矩阵的区别"),
        ("第三章 损失", "损失"),
        ("3. Loss", "loss"),
        ("二、背景", "背景"),
        ("2 阶矩", "阶矩"),
        ("8bit", "8bit"),
        ("56be4db0", "56be4db0"),
    ],
)
def test_headings_are_compared_without_number_and_punctuation(heading: str, told: str) -> None:
    """A number that is part of a word stays."""
    assert plain(heading) == told


def test_a_path_is_met_by_its_end() -> None:
    """At a folder's boundary; without a heading every entry of the source is meant."""
    assert shelved().meant(Relevant("a/b.md")) == {"gates", "input", "other"}
    assert shelved().meant(Relevant("/b.md")) == {"gates", "input", "other"}
    assert shelved().meant(Relevant("xa/b.md")) == frozenset()
    assert shelved(path="ab.md").meant(Relevant("b.md")) == frozenset()


def test_a_path_may_hold_a_star() -> None:
    """For files whose name only begins so."""
    assert shelved(GATES, path="seeds/000_weekly.txt").meant(Relevant("000*")) == {"gates"}
    assert shelved(GATES, path="seeds/1000.txt").meant(Relevant("000*")) == frozenset()


def test_a_heading_stands_in_title_section_or_text() -> None:
    """Its number does not matter."""
    assert shelved().meant(Relevant("b.md", "输入")) == {"input"}
    assert shelved().meant(Relevant("b.md", "网络")) == {"gates", "input"}
    assert shelved().meant(Relevant("b.md", "遗忘门")) == {"gates"}


def test_an_equal_heading_goes_before_one_that_holds_it() -> None:
    """A part of a heading is enough only where no heading is equal."""
    assert shelved().meant(Relevant("b.md", "门")) == {"gates", "other"}
    assert shelved().meant(Relevant("b.md", "忘门")) == {"gates"}


def test_of_equal_headings_the_path_decides() -> None:
    """By the headings above."""
    assert shelved().meant(Relevant("b.md", "第二章 别的 > 门")) == {"other"}
    assert shelved().meant(Relevant("b.md", "某书 > 第一章 网络 > 门")) == {"gates"}


def test_a_text_is_met_however_it_is_written() -> None:
    """In other characters or with other spaces."""
    assert shelved().meant(Relevant("b.md", text="決定 留下")) == {"gates"}
    assert shelved().meant(Relevant("b.md", "门", "另一章")) == {"other"}


def test_a_duplicate_counts_as_what_is_found_in_its_place() -> None:
    """It is not found itself."""
    assert shelved(replace(INPUT, duplicate_of="first")).meant(Relevant("b.md", "输入")) == {"first"}


def test_an_entry_is_still_known_by_a_heading_left_out() -> None:
    """By its text."""
    blind = replace(GATES, title="§")
    one = Shelved.of([(blind, source())], {blind.text: ["1.2 门"]})
    assert one.meant(Relevant("notes.md", "门")) == {"gates"}


def test_what_the_library_has_not_is_nothing() -> None:
    """Neither file nor heading."""
    assert shelved().meant(Relevant("c.md", "门")) == frozenset()
    assert shelved().meant(Relevant("b.md", "窗")) == frozenset()
