"""The contract of the `Index` port, kept by the fake and by the real adapter."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.ports import Index
from knowledge.records import Hit, IndexedPassage, Passage, Rankings, Vector
from tests.fakes import MemoryIndex


@pytest.fixture(params=["memory", "qdrant_edge"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    """An empty index of three dimensions."""
    if request.param == "memory":
        yield MemoryIndex()
        return
    edge = QdrantEdgeIndex.open(tmp_path, "e", 3)
    yield edge
    edge.close()


def vector(*values: float) -> Vector:
    """A unit vector."""
    return np.asarray(np.array(values) / np.linalg.norm(values), np.float32)


def passage(number: int, text: str, embedded: Vector | None = None) -> IndexedPassage:
    """A passage of that number."""
    return IndexedPassage(number, Passage("e", number, ("笔记",), text), embedded)


def ids(hits: tuple[Hit, ...]) -> list[int]:
    """The numbers in a ranking."""
    return [hit.passage_id for hit in hits]


POOLING = passage(1, "池化，取最大值", vector(1, 0, 0))
GATES = passage(2, "LSTM 用门控遗忘", vector(0, 1, 0))
WAITING = passage(3, "批归一化在小批量上计算")


async def test_a_new_index_is_empty(index: Index) -> None:
    """At position 0, and searching it finds nothing."""
    assert (index.position(), index.count()) == (0, 0)
    assert await index.search(("池化",), vector(1, 0, 0), 5) == Rankings((), ())


async def test_what_is_applied_is_found_by_words(index: Index) -> None:
    """Best first, ranks from 0, by the words of text and heading."""
    await index.apply([POOLING, GATES, WAITING], [], 7)
    assert (index.position(), index.count()) == (7, 3)
    rankings = await index.search(("门控", "lstm"), None, 5)
    assert ids(rankings.lexical) == [2]
    assert rankings.lexical[0].rank == 0
    assert rankings.lexical[0].score > 0
    assert rankings.dense == ()
    assert set(ids((await index.search(("笔记",), None, 5)).lexical)) == {1, 2, 3}


async def test_what_has_a_vector_is_found_by_meaning(index: Index) -> None:
    """By cosine similarity; what waits for its vector is not in that ranking, but found by words at once."""
    await index.apply([POOLING, GATES, WAITING], [], 3)
    rankings = await index.search(("归一化",), vector(1, 0.1, 0), 5)
    assert ids(rankings.lexical) == [3]
    assert ids(rankings.dense) == [1, 2]
    assert rankings.dense[0].score == pytest.approx(1 / np.sqrt(1.01), abs=1e-4)


async def test_a_vector_may_follow(index: Index) -> None:
    """The passage is the same, and counts once."""
    await index.apply([WAITING], [], 3)
    await index.apply([passage(3, WAITING.passage.text, vector(0, 0, 1))], [], 4)
    assert index.count() == 1
    rankings = await index.search(("归一化",), vector(0, 0, 1), 5)
    assert ids(rankings.lexical) == ids(rankings.dense) == [3]


async def test_no_more_than_the_limit(index: Index) -> None:
    """Of each ranking."""
    await index.apply([passage(number, "池化", vector(1, number, 0)) for number in range(1, 9)], [], 8)
    rankings = await index.search(("池化",), vector(1, 0, 0), 3)
    assert len(rankings.lexical) == 3
    assert ids(rankings.dense) == [1, 2, 3]
    assert [hit.rank for hit in rankings.dense] == [0, 1, 2]


async def test_what_is_gone_is_not_found(index: Index) -> None:
    """Neither by words nor by meaning; that it was never there is no failure."""
    await index.apply([POOLING, GATES], [], 2)
    await index.apply([], [1, 99], 3)
    assert (index.position(), index.count()) == (3, 1)
    rankings = await index.search(("池化", "笔记"), vector(1, 0, 0), 5)
    assert ids(rankings.lexical) == ids(rankings.dense) == [2]


async def test_a_passage_may_be_replaced(index: Index) -> None:
    """Its old words find it no more."""
    await index.apply([POOLING], [], 1)
    await index.apply([passage(1, "卷积核")], [], 2)
    assert ids((await index.search(("池化",), None, 5)).lexical) == []
    assert ids((await index.search(("卷积",), None, 5)).lexical) == [1]


async def test_applying_again_changes_nothing(index: Index) -> None:
    """A process may be killed between the changes and the position."""
    for _ in range(2):
        await index.apply([POOLING, GATES, WAITING], [1], 7)
    assert (index.position(), index.count()) == (7, 2)
    assert ids((await index.search(("笔记",), None, 5)).lexical) != []
    assert ids((await index.search((), vector(0, 1, 0), 5)).dense) == [2]


async def test_the_position_may_move_alone(index: Index) -> None:
    """Changes may cancel each other."""
    await index.apply([], [], 12)
    assert (index.position(), index.count()) == (12, 0)


async def test_no_words_find_nothing(index: Index) -> None:
    """With a vector, meaning alone ranks; a passage without words is held all the same."""
    await index.apply([passage(1, "！", vector(1, 0, 0))], [], 1)
    rankings = await index.search((), vector(1, 0, 0), 5)
    assert (rankings.lexical, ids(rankings.dense)) == ((), [1])
    assert await index.search((), None, 5) == Rankings((), ())


async def test_a_reset_index_is_new(index: Index) -> None:
    """And takes everything again."""
    await index.apply([POOLING, GATES], [], 2)
    await index.reset()
    assert (index.position(), index.count()) == (0, 0)
    assert (await index.search(("池化",), vector(1, 0, 0), 5)) == Rankings((), ())
    await index.apply([POOLING], [], 2)
    assert ids((await index.search(("池化",), None, 5)).lexical) == [1]


async def test_optimising_loses_nothing(index: Index) -> None:
    """Nor does it add anything."""
    await index.apply([POOLING, GATES, WAITING], [], 3)
    await index.optimise()
    assert (index.position(), index.count()) == (3, 3)
    assert ids((await index.search(("池化",), vector(1, 0, 0), 5)).dense) == [1, 2]
