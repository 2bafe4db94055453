"""Reading without the headings that are the questions."""

from knowledge.evaluating.heading_blind import LEFT_OUT, HeadingBlindReader
from tests.fakes import PlainReader

PAGE = """# 第一章 网络

## 1.1 门为什么用 sigmoid？

门的值在零和一之间，它决定记忆留下多少，所以要用值域相同的函数，这里就说这么多，再长一点也无妨。

## 1.2 水流

水流有正有负，既要能往上加，也要能往下减，所以它用的是以零为中心的函数，这里也就说这么多。
"""


async def blind(*questions: str) -> tuple[str, HeadingBlindReader]:
    """All that is left of the page: sections, titles and texts."""
    reader = HeadingBlindReader.over(PlainReader(), questions)
    read = await reader.read("a.md", PAGE.encode(), None)
    return "\n".join(f"{one.section}\n{one.title}\n{one.text}" for one in read.entries), reader


async def test_a_heading_that_is_a_question_is_left_out() -> None:
    """Whatever its number and punctuation; a mark keeps its place, and the text stays."""
    left, reader = await blind("门为什么用 Sigmoid")
    assert "门为什么用" not in left
    assert LEFT_OUT in left
    assert "门的值在零和一之间" in left
    (gone,) = {heading for headings in reader.dropped.values() for heading in headings}
    assert "门为什么用 sigmoid" in gone


async def test_other_headings_stay() -> None:
    """Only equal ones go."""
    left, reader = await blind("为什么用 sigmoid", "水")
    assert "门为什么用 sigmoid" in left
    assert "水流" in left
    assert reader.dropped == {}


async def test_headings_within_an_entry_go_too() -> None:
    """The entry is known by its text as it is afterwards."""
    reader = HeadingBlindReader.over(PlainReader(), ["水流"])
    entries = (await reader.read("a.md", PAGE.encode(), None)).entries
    assert set(reader.dropped) <= {entry.text for entry in entries}
    assert reader.dropped


async def test_a_trace_shows_the_page_as_it_is() -> None:
    """It is for people."""
    reader = HeadingBlindReader.over(PlainReader(), ["水流"])
    trace = await reader.trace("a.md", PAGE.encode(), None)
    assert any("水流" in line.text for line in trace.lines)
