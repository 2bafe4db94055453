from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field

import pytest

from knowledge.answering import AnswerQuestion
from knowledge.answering.answer_question import nearest
from knowledge.errors import QuestionRefused, WriterFailed
from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.ports import Embedder, Writer
from knowledge.records import Answer, Found, Notice, Question, Turn, Unanswered
from tests.fakes import BagOfWords, MemoryIndex, MemoryLibrary
from tests.notes import NOTES, shelve, source

ASKED = "LSTM 的遗忘门决定什么"
FORGETS = "LSTM 用遗忘门决定丢掉哪些旧信息。"


@dataclass
class Writing:
    """A `Writer` that writes what it was given, piece by piece, then fails if it is to."""

    pieces: Sequence[str]
    failure: WriterFailed | None = None
    asked: list[tuple[Question, Sequence[Found]]] = field(default_factory=list)
    threads: list[Sequence[Turn]] = field(default_factory=list)

    async def write(
        self, question: Question, passages: Sequence[Found], thread: Sequence[Turn] = ()
    ) -> AsyncGenerator[str, None]:
        """The pieces."""
        self.asked.append((question, passages))
        self.threads.append(thread)
        for piece in self.pieces:
            yield piece
        if self.failure:
            raise self.failure


async def answering(
    writer: Writer | None = None, embedder: Embedder | None = None, limit: int = 2000
) -> AnswerQuestion:
    """The notes, ready to answer from."""
    library, index = MemoryLibrary(), MemoryIndex()
    await shelve(library, NOTES)
    if embedder:
        await EmbedPassages(library, embedder)()
    await FollowLibrary(library, index, embedder.name if embedder else "none")()
    return AnswerQuestion(FindPassages(library, index, embedder, None), writer, limit=limit)


async def answered(question: str, writer: Writer | None = None, embedder: Embedder | None = None) -> Answer:
    """The answer that must come."""
    answer = await (await answering(writer, embedder))(question)
    assert isinstance(answer, Answer)
    return answer


async def test_that_nothing_was_read_is_told() -> None:
    """It is not the question's fault; and it is told only where it is so."""
    nothing = await AnswerQuestion(FindPassages(MemoryLibrary(), MemoryIndex(), None, None))(ASKED)
    assert nothing == Unanswered(elapsed_ms=nothing.elapsed_ms, notice=Notice.NOTHING_READ)
    something = await (await answering())("今天天气怎么样")
    assert isinstance(something, Unanswered)
    assert something.notice is None


async def test_without_a_model_sentences_are_quoted() -> None:
    """Verbatim, each with its number, and the entry is cited by what the library holds."""
    answer = await answered(ASKED)
    assert answer.mode == "extractive"
    assert answer.text.startswith(f"{FORGETS}[1]")
    (citation,) = answer.citations
    assert (citation.n, citation.title, citation.source) == (1, "长短期记忆网络", source().title)
    assert citation.url == source().url
    assert citation.quote == FORGETS
    assert answer.notice is None


async def test_english_sentences_keep_the_space_between_them() -> None:
    """In an extractive answer too."""
    answer = await answered("Attention scores scaled by what?")
    assert answer.text == "Attention compares a query with all keys.[1] Scores are scaled by the square root of 64.[1]"


async def test_what_nobody_wrote_about_is_not_answered() -> None:
    """The nearest entries are named, three at most, and none is cited."""
    outcome = await (await answering())("池化猫喜欢吃什么牌子的优化罐头")
    assert isinstance(outcome, Unanswered)
    assert 0 < len(outcome.nearest) <= 3
    assert outcome.nearest[0].title in NOTES


async def test_an_empty_library_answers_nothing() -> None:
    """And has nothing near."""
    outcome = await AnswerQuestion(FindPassages(MemoryLibrary(), MemoryIndex(), None, None))(ASKED)
    assert isinstance(outcome, Unanswered)
    assert outcome.nearest == ()


async def test_the_threshold_decides() -> None:
    """The chance must reach it."""
    find = (await answering()).find_passages
    assert isinstance(await AnswerQuestion(find, threshold=0.0)("池化猫喜欢吃什么牌子的优化罐头"), Answer)
    assert isinstance(await AnswerQuestion(find, threshold=1.0)(ASKED), Unanswered)


async def test_a_page_of_code_alone_is_not_quoted() -> None:
    """There is no prose to cite."""
    library, index = MemoryLibrary(), MemoryIndex()
    await shelve(library, {"遗忘门": "```\n遗忘门 = sigmoid(x)\n```"})
    await FollowLibrary(library, index, "none")()
    outcome = await AnswerQuestion(FindPassages(library, index, None, None))("遗忘门")
    assert isinstance(outcome, Unanswered)
    assert [near.title for near in outcome.nearest] == ["遗忘门"]


async def test_a_models_supported_answer_is_sent() -> None:
    """Renumbered by first use, with the entries it did not cite beside it."""
    writer = Writing(["LSTM 用遗忘门", "决定丢掉哪些旧信息[1]。"])
    answer = await answered(ASKED, writer)
    assert answer.mode == "model"
    assert answer.text == f"{FORGETS}[1]"
    assert answer.citations[0].quote == FORGETS
    assert "长短期记忆网络" not in {near.title for near in answer.nearest}


async def test_a_model_gets_the_question_and_the_best_passages() -> None:
    """With the language of the asker, and the entry that answers first."""
    writer = Writing(["NOT_ANSWERED"])
    await (await answering(writer))("What is an LSTM?")
    ((question, passages),) = writer.asked
    assert question.language == "en"
    assert passages[0].entry.title == "长短期记忆网络"
    assert len(passages) <= 8


async def test_no_model_is_asked_without_evidence() -> None:
    """It costs money, and would make something up."""
    writer = Writing([FORGETS])
    assert isinstance(await (await answering(writer))("今天天气怎么样"), Unanswered)
    assert writer.asked == []


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   \n",
        "遗忘门由心理学家在月球上首先发现。[1]",
        "LSTM 用遗忘门决定保留 99 条新信息。[1]",
        "[1][2]",
        "看 https://evil.example",
    ],
)
async def test_an_unsupported_or_empty_text_gives_way_to_the_sources_own_words(written: str) -> None:
    """With a notice: somebody who set a model wonders why it is not heard."""
    answer = await answered(ASKED, Writing([written]))
    assert answer.mode == "extractive"
    assert answer.notice is Notice.MODEL_UNUSABLE
    assert FORGETS in answer.text


async def test_a_failing_model_gives_way_with_a_notice() -> None:
    """Also in the middle of its text: half an answer is never sent as a whole one."""
    writer = Writing(["LSTM 用遗忘门决定丢掉哪些旧信息[1]。", "后来"], WriterFailed("cut off"))
    answer = await answered(ASKED, writer)
    assert answer.mode == "extractive"
    assert answer.notice is Notice.MODEL_UNAVAILABLE


@pytest.mark.parametrize(
    ("question", "written"),
    [
        (ASKED, "LSTM gates forget.[1] LSTM gates decide.[1]"),
        ("What is an LSTM?", f"{FORGETS}[1]输出门决定露出多少状态。[1]"),
    ],
)
async def test_an_answer_in_another_language_gives_way(question: str, written: str) -> None:
    """The asker may not read it, however well it is supported."""
    answer = await (await answering(Writing([written]), BagOfWords()))(question, threshold=0.0)
    assert isinstance(answer, Answer)
    assert (answer.mode, answer.notice) == ("extractive", Notice.MODEL_UNUSABLE)


async def test_a_term_of_the_other_language_is_no_other_language() -> None:
    """An English answer may name the Chinese term, a Chinese one is full of English names."""
    writer = Writing(["Attention（注意力） compares a query with all keys.[1]"])
    assert (await answered("What does attention compare a query with?", writer)).mode == "model"


@pytest.mark.parametrize("thought", ["<think>先想想：池化。</think>\n\n", "<think>想想。", "<thinking>嗯。</thinking>"])
async def test_a_models_thoughts_are_no_part_of_its_answer(thought: str) -> None:
    """Some servers send them before the answer; a thought that never ends is no answer at all."""
    answer = await answered(ASKED, Writing([thought, f"{FORGETS}[1]"]))
    assert (answer.mode, answer.text) == ("model", f"{FORGETS}[1]") if "</" in thought else ("extractive", answer.text)


async def test_a_formula_reaches_the_answer_as_it_was_written() -> None:
    """Its backslashes and braces are neither marks nor ends of sentences."""
    library, index = MemoryLibrary(), MemoryIndex()
    formula = r"注意力的权重是 $\mathrm{softmax}(QK^T/\sqrt{d_k})$。"
    await shelve(library, {"注意力的权重": formula})
    await FollowLibrary(library, index, "none")()
    find = FindPassages(library, index, None, None)
    answer = await AnswerQuestion(find, Writing([*f"{formula}[1]"]))("注意力的权重是什么")
    assert isinstance(answer, Answer)
    assert (answer.mode, answer.text) == ("model", f"{formula}[1]")


async def test_only_whole_checked_sentences_are_reported() -> None:
    """While the model writes: with marks and citations, growing, and never what no passage says."""
    shown: list[Answer] = []

    async def report(partial: Answer) -> None:
        shown.append(partial)

    written = f"{FORGETS}[1]月球上的猫喜欢遗忘门。[1]输出门决定露出多少状态。[1]"
    answer = await (await answering(Writing([*written])))(ASKED, report=report)
    assert isinstance(answer, Answer)
    assert [partial.text for partial in shown] == [f"{FORGETS}[1]"] * 2
    assert answer.text == f"{FORGETS}[1]输出门决定露出多少状态。[1]"
    assert all(partial.mode == "model" and partial.citations for partial in shown)


async def test_a_mark_behind_a_full_stop_belongs_to_what_is_reported() -> None:
    """A sentence is whole only when what follows it is no mark of its own."""
    shown: list[str] = []

    async def report(partial: Answer) -> None:
        shown.append(partial.text)

    pieces = [FORGETS, "[", "1", "]", "[", "2", "]", " ", "输出门决定", "露出多少状态。[1]"]
    await (await answering(Writing(pieces)))(ASKED, report=report)
    assert shown == [f"{FORGETS}[1]"]


async def test_nothing_is_reported_of_what_may_not_be_sent() -> None:
    """Neither thoughts, nor a text in another language, nor one that mostly nobody wrote."""

    async def report(partial: Answer) -> None:
        raise AssertionError(partial)

    for written in (
        f"<think>{FORGETS}[1]嗯。好。",
        "LSTM gates forget.[1] LSTM gates decide.[1] LSTM.",
        "猫。狗。鸟。",
    ):
        await (await answering(Writing([*written])))(ASKED, report=report)


async def test_an_extractive_answer_is_not_reported() -> None:
    """It is there at once."""

    async def report(partial: Answer) -> None:
        raise AssertionError(partial)

    assert isinstance(await (await answering())(ASKED, report=report), Answer)


async def test_a_model_is_told_what_was_talked_of() -> None:
    """The turns, oldest first."""
    thread = (Turn("什么是 LSTM", "一种网络。"), Turn("它有几个门"))
    writer = Writing([f"{FORGETS}[1]"])
    await (await answering(writer))(ASKED, thread)
    assert writer.threads == [thread]


async def test_a_chat_may_have_a_threshold_of_its_own() -> None:
    """It stands for one question, in the place of the usual one."""
    answer = await answering()
    assert isinstance(await answer(ASKED, threshold=1.0), Unanswered)
    assert isinstance(await answer("池化猫喜欢吃什么牌子的优化罐头", threshold=0.0), Answer)
    assert isinstance(await answer(ASKED), Answer)


@pytest.mark.parametrize("written", ["NOT_ANSWERED", "NOT_ANSWERED.\n", "抱歉。NOT_ANSWERED"])
async def test_a_model_may_find_no_answer(written: str) -> None:
    """Its word is the prompt's, and the nearest entries are named."""
    outcome = await (await answering(Writing([written])))(ASKED)
    assert isinstance(outcome, Unanswered)
    assert outcome.nearest[0].title == "长短期记忆网络"


@pytest.mark.parametrize(
    "attack",
    [
        "[点这里](https://evil.example/a)",
        "https://evil.example/a",
        "<a href='https://evil.example/a'>点这里</a>",
        "<img src=https://evil.example/a>",
        "![图](https://evil.example/a)",
        "[点这里][x]\n\n[x]: https://evil.example/a",
        "evil.example/a",
    ],
)
async def test_no_address_of_a_model_reaches_the_answer(attack: str) -> None:
    """Links come from the citations alone."""
    answer = await answered(ASKED, Writing([f"{FORGETS}[1]{FORGETS}[1]{attack}"]))
    assert answer.mode == "model"
    assert FORGETS in answer.text
    assert "evil" not in answer.text
    assert {citation.url for citation in answer.citations} == {source().url}


async def test_claims_in_another_language_are_held_to_meaning() -> None:
    """Passages near to the claim by their vectors support it; without an embedder none does."""
    claim, asked = "LSTM gates.", "What do the gates of an LSTM decide?"
    embedder = BagOfWords()
    near = await (await answering(Writing([f"{claim}[1]"]), embedder))(asked, threshold=0.0)
    assert isinstance(near, Answer)
    assert (near.mode, near.text) == ("model", f"{claim}[1]")
    assert claim in embedder.asked
    far = await (await answering(Writing([f"{claim}[1]"])))(asked, threshold=0.0)
    assert isinstance(far, Answer)
    assert far.mode == "extractive"


async def test_the_stages_are_timed() -> None:
    """In milliseconds, whatever the outcome."""
    answer = await answered(ASKED)
    assert list(answer.elapsed_ms) == ["retrieval", "total", "evidence", "writing"]
    assert all(milliseconds >= 0 for milliseconds in answer.elapsed_ms.values())
    stages = sum(value for stage, value in answer.elapsed_ms.items() if stage != "total")
    assert stages == pytest.approx(answer.elapsed_ms["total"], abs=0.3)
    unanswered = await (await answering())("今天天气怎么样")
    assert "retrieval" in unanswered.elapsed_ms


async def test_a_question_is_held_to_its_limit() -> None:
    """Nothing is searched for one that is empty or too long."""
    answer = await answering(limit=10)
    for question in ("", " \n", "问" * 11):
        with pytest.raises(QuestionRefused):
            await answer(question)


def test_nearest_of_nothing_is_nothing() -> None:
    """No entry is made up."""
    assert nearest(()) == ()
