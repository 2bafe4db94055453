"""A question is recalled by its meaning, then found by it."""

from knowledge.finding.recent_questions import RecentQuestions
from knowledge.ports import MessageEmbedder
from knowledge.records import Vector
from tests.fakes import BagOfWords


async def test_a_question_that_comes_again_soon_is_embedded_once() -> None:
    """For its meaning and for its passages; another one in between changes nothing."""
    embedder = BagOfWords()
    recent = RecentQuestions(embedder)
    first = await recent.question("LSTM 的遗忘门")
    await recent.question("GRU 的门")
    assert (await recent.question("LSTM 的遗忘门") == first).all()
    assert embedder.asked == ["LSTM 的遗忘门", "GRU 的门"]


async def test_only_the_last_questions_are_kept() -> None:
    """However many are asked over the years."""
    embedder = BagOfWords()
    recent = RecentQuestions(embedder)
    for number in range(65):
        await recent.question(f"第 {number} 问")
    await recent.question("第 1 问")
    await recent.question("第 0 问")
    assert embedder.asked[65:] == ["第 0 问"]


async def test_passages_are_embedded_by_the_other() -> None:
    """They are kept in the library."""
    embedder = BagOfWords()
    recent = RecentQuestions(embedder)
    assert (recent.name, recent.dimension) == (embedder.name, embedder.dimension)
    assert len(await recent.passages(["门", "门"])) == 2


class Speaking(BagOfWords):
    """An `Embedder` that is a `MessageEmbedder` too."""

    messages_name = "speaking"

    async def message(self, text: str) -> Vector:
        """The vector of a message."""
        return await self.question(text)


def test_what_embeds_messages_still_does() -> None:
    """The gate of a group asks for those."""
    assert isinstance(RecentQuestions(Speaking()), MessageEmbedder)
    assert not isinstance(RecentQuestions(BagOfWords()), MessageEmbedder)
