"""Questions as meanings."""

import numpy as np
import pytest

from knowledge.errors import EmbedderRefused, QuestionRefused
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.small_talk import SmallTalk
from knowledge.records import Meaning, Turn, Vector
from knowledge.remembering.meanings import Meanings
from tests.fakes import BagOfWords, MemoryIndex, MemoryLibrary


class Gone(BagOfWords):
    """An embedder that cannot be reached."""

    async def question(self, text: str) -> Vector:
        """Its server is down."""
        raise EmbedderRefused(text)


def meanings(embedder: BagOfWords | None = None) -> Meanings:
    """By this embedder, or by words alone."""
    library = MemoryLibrary()
    small_talk = SmallTalk(library, embedder) if embedder else None
    return Meanings(FindPassages(library, MemoryIndex(), embedder, small_talk), limit=20)


async def test_a_meaning_is_the_question_and_its_vector() -> None:
    """Of unit length, under the embedder's name, without what all questions share."""
    embedder = BagOfWords()
    meaning = await meanings(embedder)("遗忘门的值")
    assert (meaning.question, meaning.embedder) == ("遗忘门的值", "bag-of-words")
    assert meaning.vector is not None
    assert np.linalg.norm(meaning.vector) == pytest.approx(1.0, abs=1e-5)
    assert not np.array_equal(meaning.vector, await embedder.question("遗忘门的值"))


async def test_a_meaning_stands_by_itself() -> None:
    """Without courtesies, and with what the thread was about."""
    meaning = await meanings()("请问那 GRU 呢", [Turn("LSTM 有几个门")])
    assert meaning == Meaning("GRU 有几个门")


@pytest.mark.parametrize("text", ["", "很长" * 11])
async def test_what_cannot_be_asked_is_refused(text: str) -> None:
    """Nothing, or too much."""
    with pytest.raises(QuestionRefused):
        await meanings()(text)


@pytest.mark.parametrize("embedder", [None, Gone()])
async def test_without_an_embedder_the_words_stand_alone(embedder: BagOfWords | None) -> None:
    """None is set, or none can be reached."""
    assert await meanings(embedder)("遗忘门的值") == Meaning("遗忘门的值")


async def test_traditional_characters_mean_the_same() -> None:
    """Models know simplified ones better."""
    of = meanings(BagOfWords())
    first, second = await of("過擬合"), await of("过拟合")
    assert first.vector is not None
    assert second.vector is not None
    assert first.vector.tolist() == second.vector.tolist()


async def test_a_question_without_telling_words_asks_nothing() -> None:
    """「为什么？」 is about nothing by itself, and neither is what asks for an example of what was said."""
    words = meanings()
    pressing = ("为什么？", "能举个例子吗？", "这是什么意思", "它有什么缺点", "can you give an example?")
    assert [one for one in pressing if await words.asks_something(Meaning(one))] == []
    assert await words.asks_something(Meaning("遗忘门是什么"))


async def test_an_everyday_question_asks_nothing_of_the_group() -> None:
    """One that is in the list of them is as near as can be."""
    of = meanings(BagOfWords())
    assert not await of.asks_something(await of("今天天气怎么样"))
    assert await of.asks_something(await of("遗忘门的偏置要不要初始化"))
