"""Searches that share an embedding."""

from knowledge.evaluating.embedding_once import embedding_once
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.question import understand
from tests.fakes import BagOfWords, MemoryIndex, MemoryLibrary


async def test_every_second_search_for_a_question_takes_the_vector_of_the_first() -> None:
    """The third begins anew: a question that is asked again costs what it costs."""
    embedder = BagOfWords()
    find = embedding_once(FindPassages(MemoryLibrary(), MemoryIndex(), embedder, None))
    for _ in range(4):
        await find(understand("梯度裁剪"))
    assert embedder.asked == ["梯度裁剪"] * 2


async def test_another_question_in_between_is_another() -> None:
    """Only the last one is kept."""
    embedder = BagOfWords()
    find = embedding_once(FindPassages(MemoryLibrary(), MemoryIndex(), embedder, None))
    for question in ("梯度裁剪", "池化层", "梯度裁剪"):
        await find(understand(question))
    assert embedder.asked == ["梯度裁剪", "池化层", "梯度裁剪"]


def test_without_an_embedder_nothing_changes() -> None:
    """Words cost nothing."""
    find = FindPassages(MemoryLibrary(), MemoryIndex(), None, None)
    assert embedding_once(find) is find
