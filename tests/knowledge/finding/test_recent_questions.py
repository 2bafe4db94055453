"""A question is recalled by its meaning, then found by it."""

from knowledge.finding.recent_questions import RecentQuestions
from tests.fakes import BagOfWords


async def test_a_question_that_comes_again_soon_is_embedded_once() -> None:
    """For its meaning and for its passages; another one in between changes nothing."""
    embedder, recent = BagOfWords(), RecentQuestions()
    first = await recent.vector(embedder, "LSTM 的遗忘门")
    await recent.vector(embedder, "GRU 的门")
    assert (await recent.vector(embedder, "LSTM 的遗忘门") == first).all()
    assert embedder.asked == ["LSTM 的遗忘门", "GRU 的门"]


async def test_only_the_last_questions_are_kept() -> None:
    """However many are asked over the years."""
    embedder, recent = BagOfWords(), RecentQuestions()
    for number in range(65):
        await recent.vector(embedder, f"第 {number} 问")
    await recent.vector(embedder, "第 1 问")
    await recent.vector(embedder, "第 0 问")
    assert embedder.asked[65:] == ["第 0 问"]


async def test_each_embedder_has_its_own() -> None:
    """One that is set anew does not get the other's."""
    recent = RecentQuestions()
    one, other = BagOfWords(name="one"), BagOfWords(name="other")
    await recent.vector(one, "池化")
    await recent.vector(other, "池化")
    assert (one.asked, other.asked) == (["池化"], ["池化"])
