"""A preview tells what ingesting would do, and does nothing."""

from dataclasses import dataclass

import pytest

from knowledge.errors import Refusal
from knowledge.ingesting import Choice
from knowledge.previewing import PreviewSources
from knowledge.records import Draft, Fate, Reading, SourceState, Trace
from tests.fakes import MemoryLibrary, MemoryShelf, PlainReader, ingest_from

GATES = "# 门控\n\n" + "遗忘门决定细胞状态里留下什么，输入门决定写进什么。" * 30 + "\n"
DROPOUT = "# 随机失活\n\n" + "训练时随机关掉一部分神经元，测试时全部打开。" * 30 + "\n"
NEW, CHANGED, UNCHANGED = SourceState.NEW, SourceState.CHANGED, SourceState.UNCHANGED
REMOVED, REFUSED = SourceState.REMOVED, SourceState.REFUSED


@pytest.fixture
def library() -> MemoryLibrary:
    """An empty library."""
    return MemoryLibrary()


@pytest.fixture
def shelf() -> MemoryShelf:
    """A folder with one file of two notes."""
    return MemoryShelf({"notes.md": (GATES + "\n" + DROPOUT).encode()})


@pytest.fixture
def preview(library: MemoryLibrary, shelf: MemoryShelf) -> PreviewSources:
    """The use case."""
    return PreviewSources(library, shelf, PlainReader())


async def test_a_preview_keeps_nothing(library: MemoryLibrary, preview: PreviewSources) -> None:
    """The library is as it was."""
    (one,) = await preview(["/shelf"])
    assert one.state is NEW
    assert [change.state for change in one.entries] == [NEW, NEW]
    assert await library.sources() == []


async def test_a_preview_agrees_with_what_ingesting_does(library: MemoryLibrary, shelf: MemoryShelf) -> None:
    """The same entries under the same ids."""
    (one,) = await PreviewSources(library, shelf, PlainReader())(["/shelf"])
    await ingest_from(library, shelf)(["/shelf"])
    assert [change.entry for change in one.entries] == [entry for entry, _ in await library.entries()]


async def test_a_change_shows_which_entries_it_touches(
    library: MemoryLibrary, shelf: MemoryShelf, preview: PreviewSources
) -> None:
    """Unchanged, new and removed ones are told apart."""
    await ingest_from(library, shelf)(["/shelf"])
    shelf.files["notes.md"] = (GATES + "\n" + DROPOUT.replace("随机失活", "早停").replace("训练", "验证")).encode()
    (one,) = await preview(["/shelf"])
    assert one.state is CHANGED
    assert sorted(change.state.value for change in one.entries) == ["new", "removed", "unchanged"]


async def test_unchanged_removed_and_refused_sources_are_told(
    library: MemoryLibrary, shelf: MemoryShelf, preview: PreviewSources
) -> None:
    """As ingesting would tell them."""
    shelf.files["old.md"] = DROPOUT.replace("神经元", "节点").encode()
    await ingest_from(library, shelf)(["/shelf"])
    del shelf.files["old.md"]
    shelf.files["large.md"] = Refusal.TOO_LARGE
    told = {one.path: (one.state, one.reason) for one in await preview(["/shelf"])}
    assert told == {
        "shelf/notes.md": (UNCHANGED, None),
        "shelf/old.md": (REMOVED, None),
        "shelf/large.md": (REFUSED, "too_large"),
    }


async def test_a_page_of_nothing_citable_is_refused_with_its_lines(shelf: MemoryShelf, preview: PreviewSources) -> None:
    """What stood there is shown all the same."""
    shelf.files = {"bare.md": "# 目录\n".encode()}
    (one,) = await preview(["/shelf"])
    assert (one.state, one.reason) == (REFUSED, "nothing_left")
    assert {line.fate for line in one.lines} <= {Fate.NO_ENTRY, Fate.AROUND}


async def test_the_number_of_previews_is_told_first(preview: PreviewSources) -> None:
    """For a progress bar."""
    told: list[object] = []
    previews = await preview(["/shelf"], told.append, told.append)
    assert told == [1, *previews]


async def test_people_s_messages_are_shown_and_refused(library: MemoryLibrary, shelf: MemoryShelf) -> None:
    """So that somebody can see what would be kept before allowing it."""
    private = Reading("chat", "群", (Draft("为什么", "因为"),), private=True)
    preview = PreviewSources(library, shelf, Traced(Trace(private)))
    (refused,) = await preview(["/shelf"])
    (allowed,) = await preview(["/shelf"], choice=Choice(messages=True))
    assert (refused.state, refused.reason) == (REFUSED, "private_messages")
    assert (allowed.state, allowed.reason) == (NEW, None)
    assert [change.entry.text for change in refused.entries] == ["因为"]


@dataclass(frozen=True)
class Traced(PlainReader):
    """A `Reader` that reads one thing in every file."""

    made: Trace

    async def trace(self, name: str, data: bytes, url: str | None) -> Trace:
        """What it was made with."""
        del name, data, url
        return self.made
