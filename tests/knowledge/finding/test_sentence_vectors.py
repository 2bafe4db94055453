import numpy as np
import pytest

from knowledge.finding.sentence_vectors import SentenceVectors, said
from knowledge.passages import cut
from knowledge.records import Passage, VectorCount
from tests.fakes import BagOfWords, MemoryLibrary
from tests.notes import NOTES, shelve

POOLING = "池化层对邻近的输出取最大值或平均值。"


async def noted() -> tuple[SentenceVectors, list[Passage]]:
    """The notes in a library, without vectors."""
    library = MemoryLibrary()
    await shelve(library, NOTES)
    return SentenceVectors(library, BagOfWords()), [p for entry, _ in await library.entries() for p in cut(entry)]


def test_what_is_said_is_sentences_without_the_heading() -> None:
    """What has fewer than eight characters says nothing by itself."""
    assert said("一个标题在这里 › 第二层\n遗忘门决定丢掉什么。对。\nGates decide what to forget.") == (
        "遗忘门决定丢掉什么。",
        "Gates decide what to forget.",
    )


@pytest.mark.parametrize("wording", ["标题\n没有。", "标题\n", "标题"])
def test_a_passage_without_sentences_says_all_of_it(wording: str) -> None:
    """So that every passage has a nearest sentence."""
    assert said(wording) == (wording,)


def test_only_the_first_sixteen_sentences_count() -> None:
    """Code or a table has hundreds of lines."""
    lines = [f"accuracy_{number} = measure()" for number in range(40)]
    assert said("\n".join(["标题", *lines])) == tuple(lines[:16])


async def test_every_sentence_of_a_passage_is_as_near_as_it_is() -> None:
    """By its text, in the order of the passages that were asked for."""
    of_sentences, passages = await noted()
    assert await of_sentences.embed(100) == len(NOTES)
    question = await of_sentences.embedder.question(POOLING)
    nearness = await of_sentences.nearness(question, passages)
    assert nearness[1][POOLING] == pytest.approx(1)
    assert all(max(sentences.values()) <= nearness[1][POOLING] for sentences in nearness)
    whole = await of_sentences.embedder.question(f"池化层的作用\n{NOTES['池化层的作用']}")
    assert nearness[1][POOLING] > question @ whole
    assert await of_sentences.nearness(question, passages[::-1]) == nearness[::-1]


async def test_a_passage_whose_sentences_have_no_vectors_is_not_near() -> None:
    """So many get theirs at a time as are wanted."""
    of_sentences, passages = await noted()
    assert await of_sentences.embed(2) == 2
    nearness = await of_sentences.nearness(np.ones(256, np.float32), passages)
    assert sorted(bool(sentences) for sentences in nearness) == [False, False, False, True, True]
    assert await of_sentences.nearness(np.ones(256, np.float32), []) == []


async def test_what_is_embedded_is_not_embedded_again() -> None:
    """And a passage's own vector is another matter."""
    of_sentences, _ = await noted()
    assert [await of_sentences.embed(3), await of_sentences.embed(3), await of_sentences.embed(3)] == [3, 2, 0]
    assert await of_sentences.library.vector_count(of_sentences.name) == VectorCount(len(NOTES), 0)
    assert await of_sentences.library.vector_count("bag-of-words") == VectorCount(0, len(NOTES))
