"""Asking the questions of a set."""

from knowledge.answering import AnswerQuestion
from knowledge.evaluating.cases import Case, Relevant
from knowledge.evaluating.evaluate_answers import EvaluateAnswers
from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import FollowLibrary
from tests.fakes import BagOfWords, MemoryIndex, MemoryLibrary
from tests.notes import NOTES, shelve

LSTM = Case("1", "LSTM 的遗忘门决定什么", (Relevant("notes.md", "长短期记忆网络"),), must=("旧信息", "没有的词"))
CHAT = Case("2", "今天天气怎么样", answerable=False, tier="chatter")


async def asking(embedder: BagOfWords | None = None) -> EvaluateAnswers:
    """The notes, ready to be asked about."""
    library, index = MemoryLibrary(), MemoryIndex()
    await shelve(library, NOTES)
    await FollowLibrary(library, index, "none")()
    find = FindPassages(library, index, embedder, None)
    return EvaluateAnswers(library, find, AnswerQuestion(find))


async def test_a_question_is_kept_with_all_that_is_measured() -> None:
    """Its ranking, confidence, citations, quotes and times."""
    (trial,) = await (await asking())([LSTM])
    assert (trial.id, trial.status, trial.mode) == ("1", "answered", "extractive")
    assert trial.relevant == (("notes-2",),)
    assert trial.ranked[0] == "notes-2"
    assert "notes-2" in trial.cited
    assert trial.right
    assert 0 < trial.confidence <= 1
    assert trial.verbatim == trial.sentences > 0
    assert (trial.must, trial.must_found) == (2, 1)
    assert trial.elapsed_ms["total"] > 0


async def test_what_is_left_unanswered_is_kept_as_such() -> None:
    """With its tier."""
    _, trial = await (await asking())([LSTM, CHAT])
    assert (trial.status, trial.tier, trial.cited, trial.sentences) == ("unanswered", "chatter", (), 0)
    assert trial.right


async def test_what_cannot_be_asked_stops_nothing() -> None:
    """It counts as not answered."""
    trials = await (await asking())([Case("0", "问" * 9999, LSTM.relevant), LSTM])
    assert [one.status for one in trials] == ["refused", "answered"]


async def test_two_things_in_one_entry_are_one() -> None:
    """Else no ranking could be the best; what the library has not stays wanted."""
    case = Case("1", LSTM.question, (*LSTM.relevant, Relevant("notes.md", text="遗忘门"), Relevant("gone.md")))
    (trial,) = await (await asking())([case])
    assert trial.relevant == (("notes-2",), ())


async def test_every_question_is_reported() -> None:
    """From none to all."""
    done: list[int] = []
    await (await asking())([LSTM, CHAT], report=done.append)
    assert done == [0, 1, 2]
    assert await (await asking())([]) == ()


async def test_a_question_is_embedded_once_for_answer_and_ranking() -> None:
    """Embedding is most of the time that asking takes; another is asked first, to warm up."""
    embedder = BagOfWords()
    await (await asking(embedder))([LSTM, CHAT])
    assert embedder.asked[1:] == [LSTM.question, CHAT.question]
