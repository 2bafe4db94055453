"""What each part of the ranking brings."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from knowledge.evaluating.ablating import AblateRanking
from knowledge.evaluating.cases import Case, Relevant
from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.records import Found
from tests.fakes import BagOfWords, MemoryIndex, MemoryLibrary
from tests.notes import NOTES, shelve

LSTM = Case("1", "LSTM 的遗忘门决定什么", (Relevant("notes.md", "长短期记忆网络"),))
POOLING = Case("2", "池化层的作用", (Relevant("notes.md", "池化层的作用"),))
CHAT = Case("3", "今天天气怎么样", answerable=False)


@dataclass(frozen=True)
class Backwards:
    """A `Reranker` that turns everything round."""

    async def order(self, question: str, passages: Sequence[Found]) -> list[int]:
        """The last first."""
        del question
        return [one.passage_id for one in reversed(passages)]


async def ablating(embedder: BagOfWords | None = None, reranker: Backwards | None = None) -> AblateRanking:
    """The notes, ready to be ranked."""
    library, index = MemoryLibrary(), MemoryIndex()
    await shelve(library, NOTES)
    if embedder is not None:
        await EmbedPassages(library, embedder)()
    await FollowLibrary(library, index, embedder.name if embedder else "none")()
    return AblateRanking(FindPassages(library, index, embedder, None, reranker=reranker))


async def test_parts_come_in_the_order_in_which_they_are_added() -> None:
    """From words alone to all that there is."""
    parts = await (await ablating(BagOfWords()))([LSTM, POOLING])
    assert list(parts) == ["BM25", "vectors", "RRF", "evidence", "+ sentences", "+ aliases", "+ headings"]
    assert list(parts["BM25"]) == ["hit@1", "hit@5", "mrr"]
    assert parts["+ headings"]["hit@1"].value == 1


async def test_without_an_embedder_what_needs_vectors_is_left_out() -> None:
    """It would repeat the row above."""
    parts = await (await ablating())([LSTM])
    assert list(parts) == ["BM25", "RRF", "evidence", "+ aliases", "+ headings"]


async def test_a_reranker_adds_a_row_of_its_own() -> None:
    """Measured against everything before it."""
    parts = await (await ablating(BagOfWords(), Backwards()))([POOLING])
    assert parts["+ headings"]["hit@1"].value == 1
    assert parts["+ reranker"]["hit@1"].value == 0


@pytest.mark.parametrize("cases", [[CHAT], []])
async def test_what_nothing_answers_is_not_ranked(cases: list[Case]) -> None:
    """Only questions that name their answer have a rank."""
    assert await (await ablating())(cases) == {}


async def test_every_ranked_question_is_reported() -> None:
    """As it is done."""
    done: list[int] = []
    await (await ablating())([LSTM, CHAT, POOLING], report=done.append)
    assert done == [1, 2]
