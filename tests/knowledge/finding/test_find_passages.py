from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import EmbedderRefused
from knowledge.finding.find_passages import FindPassages, fuse
from knowledge.finding.question import understand
from knowledge.finding.small_talk import SmallTalk
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.ports import Embedder
from knowledge.records import Hit, Rankings, Vector
from tests.fakes import BagOfWords, MemoryIndex, MemoryLibrary
from tests.notes import NOTES, shelve


def hits(*numbers: int) -> tuple[Hit, ...]:
    """A ranking of these passages."""
    return tuple(Hit(number, rank, 1.0) for rank, number in enumerate(numbers))


async def finding(embedder: Embedder | None = None, *, embed: bool = True) -> FindPassages:
    """The notes, found by words and, with an embedder, by meaning."""
    library, index = MemoryLibrary(), MemoryIndex()
    await shelve(library, NOTES)
    if embedder and embed:
        await EmbedPassages(library, embedder)()
    await FollowLibrary(library, index, embedder.name if embedder else "none")()
    return FindPassages(library, index, embedder, SmallTalk(library, embedder) if embedder else None)


def test_first_in_both_rankings_gives_one() -> None:
    """The scale of every fused score."""
    assert fuse(Rankings(hits(7, 8), hits(7, 9)))[7] == pytest.approx(1)


def test_the_score_is_reciprocal_rank_fusion() -> None:
    """1 / (60 + rank) from each ranking that has the passage, with 60 ranks counted from 0."""
    scores = fuse(Rankings(hits(1, 2, 3), hits(3, 1)))
    assert scores[1] == pytest.approx((1 / 60 + 1 / 61) * 30)
    assert scores[2] == pytest.approx(1 / 61 * 30)
    assert list(scores) == [1, 3, 2]


def test_equal_scores_stand_in_the_order_of_their_numbers() -> None:
    """So that the same question gives the same answer."""
    assert list(fuse(Rankings(hits(9), hits(4)))) == [4, 9]


@given(st.lists(st.integers(1, 20), unique=True), st.lists(st.integers(1, 20), unique=True))
def test_fusing_loses_nothing_and_sorts(lexical: list[int], dense: list[int]) -> None:
    """Every passage of either ranking is there once, best first, with a score of at most 1."""
    scores = fuse(Rankings(hits(*lexical), hits(*dense)))
    assert set(scores) == {*lexical, *dense}
    assert all(1 >= first >= second > 0 for first, second in pairwise([1.0, *scores.values()]))


async def test_words_stand_alone_without_an_embedder() -> None:
    """There is no dense score, and small talk is not looked at."""
    candidates = await (await finding())(understand("池化层的作用"))
    assert candidates.found[0].entry.title == "池化层的作用"
    assert candidates.found[0].lexical > 0
    assert candidates.small_talk == 0
    assert all(one.dense == 0 for one in candidates.found)


async def test_both_rankings_leave_their_scores() -> None:
    """The evidence needs each."""
    candidates = await (await finding(BagOfWords()))(understand("LSTM 的遗忘门"))
    best = candidates.found[0]
    assert best.entry.title == "长短期记忆网络"
    assert best.lexical > 0
    assert best.dense > 0
    assert best.score > 0.95
    assert [one.score for one in candidates.found] == sorted((one.score for one in candidates.found), reverse=True)


async def test_vectors_count_as_soon_as_some_are_there() -> None:
    """Passages without one are found by their words."""
    embedder = BagOfWords()
    find = await finding(embedder, embed=False)
    asked = understand("池化层的作用")
    assert (await find(asked)).small_talk == 0
    ((content, text), *_) = await find.library.without_vector(embedder.name, 1)
    await find.library.keep_vectors(embedder.name, [(content, await embedder.question(text))])
    await FollowLibrary(find.library, find.index, embedder.name)()
    candidates = await find(asked)
    assert sum(one.dense != 0 for one in candidates.found) == 1
    assert candidates.small_talk != 0
    assert "池化层的作用" in {one.entry.title for one in candidates.found if one.lexical}


async def test_passages_are_found_by_what_tells_of_a_question() -> None:
    """As soon as the everyday questions have vectors; until then by the whole of its own."""
    find = await finding(BagOfWords())
    asked = understand("池化层的作用")
    assert find.small_talk is not None
    assert find.embedder is not None
    vector = await find.embedder.question(asked.text)
    plain = {hit.passage_id: hit.score for hit in (await find.index.search((), vector, 5)).dense}
    telling = await find.small_talk.telling(vector, "zh")
    np.testing.assert_array_equal(telling, vector)
    assert {one.passage_id: one.dense for one in (await find(asked)).found} == pytest.approx(plain)
    await find.small_talk.prepare()
    telling = await find.small_talk.telling(vector, "zh")
    shifted = {hit.passage_id: hit.score for hit in (await find.index.search((), telling, 5)).dense}
    assert shifted != pytest.approx(plain)
    assert {one.passage_id: one.dense for one in (await find(asked)).found} == pytest.approx(shifted)


async def test_each_candidate_has_the_nearness_of_its_nearest_sentence() -> None:
    """Measured from the same vector of the question as its own nearness."""
    find = await finding(BagOfWords())
    candidates = await find(understand("输出门决定露出多少状态"))
    best = candidates.found[0]
    assert best.entry.title == "长短期记忆网络"
    assert best.said > best.dense > 0
    assert best.said == max(one.said for one in candidates.found)


async def test_without_sentence_vectors_the_passages_stand_alone() -> None:
    """They come later than those of passages."""
    embedder = BagOfWords()
    find = await finding(embedder, embed=False)
    waiting = await find.library.without_vector(embedder.name, 10)
    vectors = await embedder.passages([text for _, text in waiting])
    await find.library.keep_vectors(
        embedder.name, [(content, vector) for (content, _), vector in zip(waiting, vectors, strict=True)]
    )
    await FollowLibrary(find.library, find.index, embedder.name)()
    candidates = await find(understand("池化层的作用"))
    assert candidates.found[0].dense > 0
    assert not any(one.said for one in candidates.found)


async def test_a_passage_that_left_the_library_is_skipped() -> None:
    """The index may be a moment behind."""
    find = await finding()
    await find.library.remove("s-notes")
    assert (await find(understand("池化层的作用"))).found == ()


async def test_the_question_is_embedded_in_simplified_characters() -> None:
    """As the passages are."""
    embedder = BagOfWords()
    find = await finding(embedder)
    await find(understand("池化層"))
    assert "池化层" in embedder.asked
    assert "池化層" not in embedder.asked


async def test_nothing_is_found_for_a_question_without_words() -> None:
    """Emoji match no word."""
    assert (await (await finding())(understand("🤔"))).found == ()


async def test_by_meaning_gives_the_nearest_numbers() -> None:
    """At most as many as wanted; none without an embedder."""
    find = await finding(BagOfWords())
    (nearest,) = await find.by_meaning("池化层对邻近的输出取最大值或平均值", limit=1)
    assert (await find.library.found([nearest]))[nearest].entry.title == "池化层的作用"
    assert len(await find.by_meaning("池化层", limit=3)) == 3
    assert await (await finding()).by_meaning("池化层") == frozenset()


@dataclass
class Unreachable(BagOfWords):
    """An embedder whose server is down."""

    async def question(self, text: str) -> Vector:
        """Refused."""
        raise EmbedderRefused(text)


async def test_words_stand_alone_while_the_embedder_cannot_be_reached() -> None:
    """A question is still answered."""
    find = await finding(Unreachable(), embed=False)
    assert (await find(understand("池化层的作用"))).found[0].entry.title == "池化层的作用"
    assert await find.by_meaning("池化层") == frozenset()
