import asyncio
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.adapters.sql.library import open_library
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.question import understand
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.ports import Library
from knowledge.records import IndexedPassage, Passage, Vector, VectorCount
from tests.fakes import BagOfWords, MemoryIndex, MemoryLibrary
from tests.notes import NOTES, shelve

ROOT = Path(__file__).parents[2]
MANY = {f"笔记 {number}": f"第 {number} 篇笔记讲门控。" for number in range(20)}


async def following(notes: dict[str, str]) -> FollowLibrary:
    """An index that is level with a library of notes."""
    follow = FollowLibrary(MemoryLibrary(), MemoryIndex(), "bag-of-words")
    await shelve(follow.library, notes)
    await follow()
    return follow


async def titles(follow: FollowLibrary, asked: str) -> list[str]:
    """What is found by words."""
    found = await FindPassages(follow.library, follow.index, None, None)(understand(asked))
    return [one.entry.title for one in found.found]


async def test_an_index_catches_up() -> None:
    """It says how many changes it took in, and then has no more to take."""
    follow = FollowLibrary(MemoryLibrary(), MemoryIndex(), "none")
    assert await follow() == 0
    await shelve(follow.library, NOTES)
    assert await follow() == len(NOTES)
    assert follow.index.position() == await follow.library.last_change()
    assert follow.index.count() == len(NOTES)
    assert await follow() == 0


async def test_what_is_gone_from_the_library_is_gone_from_the_index() -> None:
    """Removed sources, and passages that were rewritten."""
    follow = await following(NOTES)
    await shelve(follow.library, {"池化层的作用": "如今这里写的是卷积核。"})
    await follow()
    assert follow.index.count() == 1
    assert await titles(follow, "卷积核") == ["池化层的作用"]
    await follow.library.remove("s-notes")
    await follow()
    assert follow.index.count() == 0


class Stepping(MemoryIndex):
    """An index that notes each step, and can be made to fail at one."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[int] = []
        self.failing = False

    async def apply(self, upserts: Sequence[IndexedPassage], gone: Sequence[int], position: int) -> None:
        """Take changes in, or fail."""
        if self.failing and self.steps:
            raise InterruptedError
        await super().apply(upserts, gone, position)
        self.steps.append(len(upserts))


async def test_a_large_library_is_taken_in_steps() -> None:
    """Each is durable by itself; after a stop it goes on where it was."""
    index = Stepping()
    follow = FollowLibrary(MemoryLibrary(), index, "none")
    await shelve(follow.library, {f"笔记 {number}": "门控遗忘。" for number in range(2500)})
    index.failing = True
    with pytest.raises(InterruptedError):
        await follow()
    assert index.steps == [1000]
    index.failing = False
    assert await follow() == 1500
    assert index.steps == [1000, 1000, 500]
    assert index.count() == 2500


async def test_reconciling_leaves_a_level_index_alone() -> None:
    """It only catches up."""
    follow = await following(NOTES)
    await shelve(follow.library, MANY, "more")
    assert not await follow.reconcile()
    assert follow.index.count() == len(NOTES) + len(MANY)


@pytest.mark.parametrize("lost", [[1], [1, 2, 3]])
async def test_an_index_that_lost_passages_is_rebuilt(lost: list[int]) -> None:
    """Their number tells."""
    follow = await following(NOTES)
    await follow.index.apply([], lost, follow.index.position())
    assert await follow.reconcile()
    assert follow.index.count() == len(NOTES)


async def test_an_index_that_has_too_many_is_rebuilt() -> None:
    """What the library does not hold is not found."""
    follow = await following(NOTES)
    await follow.index.apply([IndexedPassage(99, Passage("gone", 0, ("旧",), "旧的。"))], [], follow.index.position())
    assert await follow.reconcile()
    assert follow.index.count() == len(NOTES)


async def test_an_index_that_is_ahead_of_its_library_is_rebuilt() -> None:
    """The library was put back from a backup; the same count proves nothing."""
    follow = await following(NOTES)
    await follow.library.remove("s-notes")
    await shelve(follow.library, dict.fromkeys(NOTES, "另一段文字。"))
    await follow()
    restored = FollowLibrary(MemoryLibrary(), follow.index, "none")
    await shelve(restored.library, NOTES)
    assert await restored.reconcile()
    assert await titles(restored, "遗忘门") == ["长短期记忆网络"]


class Busy(MemoryLibrary):
    """A library that somebody writes to in the moment before it is counted."""

    async def vector_count(self, embedder: str) -> VectorCount:
        """Written to once, then counted."""
        if await self.last_change() == len(NOTES):
            await shelve(self, MANY, "more")
        return await super().vector_count(embedder)


async def test_a_library_that_is_written_to_meanwhile_is_no_reason_to_rebuild() -> None:
    """The index follows again; a rebuilding takes long where there is much."""
    follow = FollowLibrary(Busy(), MemoryIndex(), "none")
    await shelve(follow.library, NOTES)
    assert not await follow.reconcile()
    assert follow.index.count() == len(NOTES) + len(MANY)


async def test_a_rebuilt_index_finds_the_same(tmp_path: Path) -> None:
    """On the real library and the real engine: an index is a projection, and its loss is none."""
    embedder = BagOfWords()
    index = QdrantEdgeIndex.open(tmp_path / "index", embedder.name, embedder.dimension)
    async with open_library(tmp_path / "library.sqlite") as library:
        await shelve(library, {**NOTES, **MANY})
        await EmbedPassages(library, embedder)()
        follow = FollowLibrary(library, index, embedder.name)
        await follow()
        questions = [understand(text) for text in ("LSTM 的遗忘门", "笔记 7", "池化 參數", "attention scores")]
        find = FindPassages(library, index, embedder, None)
        before = [await find(question) for question in questions]
        assert await follow.rebuild() == len(NOTES) + len(MANY)
        assert follow.index.position() == await library.last_change()
        assert [{one.passage_id: one.dense for one in (await find(question)).found} for question in questions] == [
            {one.passage_id: pytest.approx(one.dense, abs=1e-5) for one in candidates.found} for candidates in before
        ]
        for question, candidates in zip(questions, before, strict=True):
            assert (await find(question)).found[0].entry.id == candidates.found[0].entry.id
    index.close()


async def test_embedding_gives_every_passage_a_vector() -> None:
    """And the index finds it by meaning at its next look."""
    follow, embedder = await following(NOTES), BagOfWords()
    vector = await embedder.question("池化层对邻近的输出取最大值或平均值")
    assert (await follow.index.search((), vector, 5)).dense == ()
    assert await EmbedPassages(follow.library, embedder)() == VectorCount(len(NOTES), 0)
    await follow()
    dense = (await follow.index.search((), vector, 5)).dense
    assert len(dense) == len(NOTES)
    best = await follow.library.found([dense[0].passage_id])
    assert best[dense[0].passage_id].entry.title == "池化层的作用"


async def test_embedding_reports_as_it_goes() -> None:
    """Never backwards, and at the end everything is done: each passage, and each passage's sentences."""
    library, reports = MemoryLibrary(), list[VectorCount]()
    await shelve(library, MANY)
    await EmbedPassages(library, BagOfWords())(reports.append)
    assert len(reports) > 1
    done = [report.done for report in reports]
    assert done == sorted(done)
    assert {report.done + report.pending for report in reports} == {2 * len(MANY)}
    assert reports[-1] == VectorCount(2 * len(MANY), 0)


async def test_what_is_embedded_is_not_embedded_again() -> None:
    """A second run has nothing to do; a new page only itself."""
    library, embedder = MemoryLibrary(), BagOfWords()
    await shelve(library, NOTES)
    await EmbedPassages(library, embedder)()
    embedder.asked.clear()
    assert await EmbedPassages(library, embedder)() == VectorCount(len(NOTES), 0)
    assert embedder.asked == []
    await shelve(library, {"新": "这是新写的一页。"}, "new")
    await EmbedPassages(library, embedder)()
    assert embedder.asked == ["新\n这是新写的一页。", "这是新写的一页。"]


async def test_sentences_are_embedded_after_the_passages() -> None:
    """A passage's own vector matters more, so that of every passage comes first."""
    library, embedder = MemoryLibrary(), BagOfWords()
    await shelve(library, MANY)
    await EmbedPassages(library, embedder)()
    wordings, rest = embedder.asked[: len(MANY)], embedder.asked[len(MANY) :]
    assert all("\n" in text for text in wordings)
    assert sorted(rest) == sorted(MANY.values())
    assert await library.vector_count("bag-of-words/sentences") == VectorCount(len(MANY), 0)


class Receiving(BagOfWords):
    """An embedder during whose first sentence a new page comes into the library."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors, and once a page."""
        if all("\n" not in text for text in texts) and "新写的一页" not in "".join(self.asked):
            await shelve(self.library, {"新": "这是新写的一页。"}, "new", hours=1)
        return await super().passages(texts)


async def test_a_new_passage_does_not_wait_for_the_sentences_of_others() -> None:
    """At most for those of eight."""
    library = MemoryLibrary()
    await shelve(library, MANY)
    embedder = Receiving(library)
    await EmbedPassages(library, embedder)()
    assert embedder.asked.index("新\n这是新写的一页。") == len(MANY) + 8


class Stopping(BagOfWords):
    """An embedder that is stopped at its second step."""

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of one step."""
        if self.asked:
            raise asyncio.CancelledError
        return await super().passages(texts)


async def test_embedding_goes_on_after_a_stop() -> None:
    """What is done stays done."""
    library = MemoryLibrary()
    await shelve(library, MANY)
    with pytest.raises(asyncio.CancelledError):
        await EmbedPassages(library, Stopping())()
    begun = await library.vector_count("bag-of-words")
    assert 0 < begun.done < len(MANY)
    embedder = BagOfWords()
    assert await EmbedPassages(library, embedder)() == VectorCount(len(MANY), 0)
    assert sum("\n" in text for text in embedder.asked) == begun.pending


async def test_nothing_to_embed_is_no_step() -> None:
    """An empty library is done."""
    reports: list[VectorCount] = []
    assert await EmbedPassages(MemoryLibrary(), BagOfWords())(reports.append) == VectorCount(0, 0)
    assert reports == []


async def level(library: Library, index: QdrantEdgeIndex, embedder: BagOfWords) -> None:
    """Assert that library, vectors and index can be brought level, and then agree."""
    count = await EmbedPassages(library, embedder)()
    follow = FollowLibrary(library, index, embedder.name)
    await follow.reconcile()
    assert index.count() == count.done
    assert index.position() == await library.last_change()
    _, present, _ = await library.changes(0, 10_000, embedder.name)
    numbers = {each.id for each in present}
    everything = await index.search((), np.ones(embedder.dimension, np.float32), 10_000)
    assert {hit.passage_id for hit in everything.dense} == numbers


@pytest.mark.faults
async def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    """SIGKILL at any moment of keeping, embedding and following: the next start brings all level again."""
    await asyncio.to_thread(run, "tests.knowledge.index_until_killed", str(tmp_path), "20260105", "4")
    embedder = BagOfWords()
    for number in range(4):
        folder = tmp_path / str(number)
        index = QdrantEdgeIndex.open(folder / "index", embedder.name, embedder.dimension)
        async with open_library(folder / "library.sqlite") as library:
            await level(library, index, embedder)
        index.close()


def run(program: str, *arguments: str) -> None:
    """Run one of our own programs to its end."""
    subprocess.run([sys.executable, "-m", program, *arguments], cwd=ROOT, check=True, timeout=120)  # noqa: S603
