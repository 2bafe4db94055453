import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.sql.library import open_library
from knowledge.finding.small_talk import SmallTalk
from tests.fakes import BagOfWords, MemoryLibrary

SAID = "今天天气怎么样"


async def test_what_is_said_every_day_is_nearest() -> None:
    """A sentence of the list itself has similarity 1, a question of the field less."""
    embedder = BagOfWords()
    small_talk = SmallTalk(MemoryLibrary(), embedder)
    assert await small_talk.nearness(await embedder.question(SAID)) == pytest.approx(1)
    assert await small_talk.nearness(await embedder.question("批归一化的滑动平均")) < 0.9


async def test_the_list_is_embedded_once() -> None:
    """The second question costs one product of matrices."""
    embedder = BagOfWords()
    small_talk = SmallTalk(MemoryLibrary(), embedder)
    vector = await embedder.question(SAID)
    await small_talk.nearness(vector)
    asked = len(embedder.asked)
    assert asked > 100
    await small_talk.nearness(vector)
    assert len(embedder.asked) == asked


async def test_the_library_keeps_it_for_the_next_start(tmp_path: Path) -> None:
    """Only another embedder begins again."""
    async with open_library(tmp_path / "library.sqlite") as library:
        first, second, other = BagOfWords(), BagOfWords(), BagOfWords(name="other")
        vector = await first.question(SAID)
        nearness = await SmallTalk(library, first).nearness(vector)
        assert await SmallTalk(library, second).nearness(vector) == pytest.approx(nearness)
        assert second.asked == []
        await SmallTalk(library, other).nearness(vector)
        assert len(other.asked) > 100


async def test_what_tells_is_what_other_questions_do_not_have() -> None:
    """A share of the mean question of its language is taken from a vector, and its length is one again."""
    embedder = BagOfWords()
    small_talk = SmallTalk(MemoryLibrary(), embedder)
    await small_talk.prepare()
    vector = await embedder.question("今天池化层怎么样")
    telling = await small_talk.telling(vector, "zh")
    assert np.linalg.norm(telling) == pytest.approx(1)
    pooling, today = await embedder.question("池化层"), await embedder.question("今天")
    assert telling @ pooling > vector @ pooling
    assert telling @ pooling / (telling @ today) > vector @ pooling / (vector @ today)


async def test_each_language_has_its_own_mean_question() -> None:
    """What Chinese questions have in common says nothing about an English one."""
    embedder = BagOfWords()
    small_talk = SmallTalk(MemoryLibrary(), embedder)
    await small_talk.prepare()
    vector, said = await embedder.question("池化层"), await embedder.question(SAID)
    assert await small_talk.telling(vector, "zh") @ said < await small_talk.telling(vector, "en") @ said


async def test_no_question_waits_for_everyday_ones() -> None:
    """While the list has no vectors, a question's own stays as it is, and nothing is embedded."""
    embedder = BagOfWords()
    small_talk = SmallTalk(MemoryLibrary(), embedder)
    vector = await embedder.question(SAID)
    np.testing.assert_array_equal(await small_talk.telling(vector, "zh"), vector)
    assert embedder.asked == [SAID]


async def test_it_is_no_passage_that_waits_for_a_vector() -> None:
    """The everyday questions are nobody's reading."""
    library = MemoryLibrary()
    embedder = BagOfWords()
    await SmallTalk(library, embedder).nearness(await embedder.question(SAID))
    assert (await library.vector_count(embedder.name)).done == 0
    assert await library.last_change() == 0


def test_no_question_that_judges_is_an_everyday_question() -> None:
    """Else a refusal would only show that the list knows the question by heart."""
    everyday = files("knowledge.finding").joinpath("small_talk.txt").read_text(encoding="utf-8").splitlines()
    sets = Path(__file__).parents[2].joinpath("quality").glob("*.jsonl")
    asked = {json.loads(line)["question"] for one in sets for line in one.read_text(encoding="utf-8").splitlines()}
    assert not {line.strip("?？") for line in everyday} & {question.strip("?？") for question in asked}
