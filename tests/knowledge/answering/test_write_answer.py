"""An answer written by a model."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace

import pytest

from knowledge.answering.write_answer import WriteAnswer
from knowledge.errors import WriterFailed
from knowledge.finding.find_passages import FindPassages
from knowledge.ports import Piece
from knowledge.records import Answer, Found, Notice, Question, Restart, Turn, Usage
from tests.fakes import FixedJudge, MemoryIndex, MemoryLibrary
from tests.notes import found

QUESTION = Question("遗忘门决定什么", ("遗忘", "门"), "zh")
PASSAGES = [found("遗忘门决定丢掉哪些信息。", 1, "长短期记忆"), found("池化层没有参数。", 2, "池化")]


class Pieces:
    """A `Writer` of fixed pieces, which knows whether it was closed."""

    def __init__(self, *pieces: Piece | WriterFailed) -> None:
        self.pieces = pieces
        self.closed = False

    async def write(
        self, question: Question, passages: Sequence[Found], thread: Sequence[Turn] = ()
    ) -> AsyncGenerator[Piece, None]:
        """The pieces."""
        del question, passages, thread
        try:
            for piece in self.pieces:
                if isinstance(piece, WriterFailed):
                    raise piece
                yield piece
        finally:
            self.closed = True


def writing(writer: Pieces) -> WriteAnswer:
    """The use case over a library that knows nothing of meaning."""
    return WriteAnswer(writer, FindPassages(MemoryLibrary(), MemoryIndex(), None, None))


async def written(text: str) -> Answer | Notice | None:
    """What becomes of a text."""
    return (await writing(Pieces(text))(QUESTION, PASSAGES)).outcome


async def test_a_supported_text_is_an_answer() -> None:
    """With its sources, numbered by first use."""
    answer = await written("池化层没有参数[2]。遗忘门决定丢掉哪些信息[1]。")
    assert isinstance(answer, Answer)
    assert answer.text == "池化层没有参数。[1]遗忘门决定丢掉哪些信息。[2]"
    assert [citation.entry_id for citation in answer.citations] == ["e2", "e1"]


async def test_a_wrong_mark_becomes_the_right_one_and_a_missing_one_is_added() -> None:
    """What counts is which passage says it."""
    answer = await written("池化层没有参数[1]。遗忘门决定丢掉哪些信息。")
    assert isinstance(answer, Answer)
    assert [citation.entry_id for citation in answer.citations] == ["e2", "e1"]
    assert answer.dropped == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "猫在月球上。[1]",
        "遗忘门决定丢掉哪些信息。[1]猫在月球上。狗在火星上。",
        "The forget gate decides.[1]",
        "[1][2]",
    ],
)
async def test_what_cannot_be_used_is_told(text: str) -> None:
    """Nothing, nothing supported, less than half supported, or another language."""
    assert await written(text) is Notice.MODEL_UNUSABLE


async def test_a_model_may_find_no_answer() -> None:
    """That it thought of saying so is not that it said so."""
    assert await written("NOT_ANSWERED") is None
    assert await written("<think>NOT_ANSWERED?</think>遗忘门决定丢掉哪些信息。[1]") is not None


async def test_a_report_that_fails_closes_the_connection() -> None:
    """Nothing is left open behind an answer that nobody waits for."""
    writer = Pieces("遗忘门决定丢掉哪些信息[1]。", "池化层没有", "参数[2]。", "又。", "又。")

    async def report(_: Answer) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await writing(writer)(QUESTION, PASSAGES, report=report)
    assert writer.closed


async def test_a_text_without_an_end_is_given_up() -> None:
    """It is not read to its end, and what it said cannot be used; a long thought before a short answer can."""
    writer = Pieces(*["遗忘门决定丢掉哪些信息[1]。" * 20] * 50)
    taken: list[Answer] = []

    async def report(partial: Answer) -> None:
        taken.append(partial)

    given_up = await writing(writer)(QUESTION, PASSAGES, report=report)
    assert given_up.outcome is Notice.MODEL_UNUSABLE
    assert given_up.usage.tokens_out > 3000
    assert writer.closed
    assert len(taken) < 25
    thought = "<think>" + "遗忘门决定什么？" * 1000 + "</think>"
    assert isinstance(await written(thought + "遗忘门决定丢掉哪些信息。[1]"), Answer)


@pytest.mark.parametrize(
    ("pieces", "outcome", "usage"),
    [
        (("遗忘门决定丢掉哪些信息。[1]", Usage(300, 12)), Answer, Usage(300, 12)),
        (("遗忘门", Usage(300, 1), WriterFailed("cut off")), Notice, Usage(300, 1)),
        (("猫在月球上。[1]", Usage(300, 9)), Notice, Usage(300, 9)),
        ((WriterFailed("status 429"),), Notice, Usage()),
    ],
)
async def test_tokens_are_counted_whatever_came_of_them(
    pieces: tuple[Piece | WriterFailed, ...], outcome: type, usage: Usage
) -> None:
    """A text that broke off or cannot be used has cost the same; a refused request costs nothing."""
    written = await writing(Pieces(*pieces))(QUESTION, PASSAGES)
    assert isinstance(written.outcome, outcome)
    assert written.usage == usage


async def test_what_an_endpoint_does_not_tell_is_estimated() -> None:
    """By the length of the material and of what came."""
    short, long = [(await writing(Pieces(text))(QUESTION, PASSAGES)).usage for text in ("猫。", "猫。" * 500)]
    assert short.tokens_in == long.tokens_in > 400
    assert (short.tokens_out, long.tokens_out) == (1, 600)


FORGETS, POOLS = "遗忘门决定丢掉哪些信息。", "池化层没有参数。"


async def shown(*pieces: Piece | WriterFailed) -> tuple[Answer | Notice | None, list[str]]:
    """What becomes of these pieces, and what is shown until then."""
    texts: list[str] = []

    async def report(partial: Answer) -> None:
        texts.append(partial.text)

    return (await writing(Pieces(*pieces))(QUESTION, PASSAGES, report=report)).outcome, texts


async def test_an_answer_that_begins_anew_is_that_of_the_last_attempt() -> None:
    """Nothing of the first is in it, however far that came."""
    answer, _ = await shown(f"{FORGETS}[1]猫在月球上。", Restart(), f"{POOLS}[2]")
    assert isinstance(answer, Answer)
    assert answer.text == f"{POOLS}[1]"
    assert await written_anew("NOT_ANSWERED") is None
    assert await written_anew("猫在月球上。[1]") is Notice.MODEL_UNUSABLE
    assert await written_anew(WriterFailed("cut off")) is Notice.MODEL_UNAVAILABLE


async def written_anew(piece: Piece | WriterFailed) -> Answer | Notice | None:
    """What becomes of it behind an answer that broke off."""
    return (await shown(f"{FORGETS}[1]{POOLS}[2]", Restart(), piece))[0]


async def test_what_is_shown_of_an_answer_never_becomes_shorter() -> None:
    """What was shown of the first attempt stays until there is as much of the second."""
    both = [f"{FORGETS}[1]", f"{POOLS}[2]", "猫在月球上。"]
    answer, texts = await shown(*both, Restart(), *both, Restart(), f"{FORGETS}[1]")
    assert texts == [f"{FORGETS}[1]", f"{FORGETS}[1]{POOLS}[2]", f"{FORGETS}[1]{POOLS}[2]"]
    assert isinstance(answer, Answer)
    assert answer.text == f"{FORGETS}[1]"


async def test_the_length_counts_from_the_restart() -> None:
    """Two attempts are not together too long."""
    long = f"{FORGETS}[1]" * 300
    answer, _ = await shown(long, Restart(), long)
    assert isinstance(answer, Answer)


async def test_the_tokens_of_all_attempts_are_counted() -> None:
    """As told, else estimated; an attempt of which nothing came took none."""
    alone = (await writing(Pieces(FORGETS))(QUESTION, PASSAGES)).usage
    for pieces, usage in (
        ((FORGETS, Usage(300, 9), Restart(), FORGETS, Usage(301, 12)), Usage(601, 21)),
        ((FORGETS, Usage(300, 9), Restart(), WriterFailed("status 503")), Usage(300, 9)),
        ((FORGETS, Restart(), FORGETS, Usage(300, 9)), Usage(alone.tokens_in + 300, alone.tokens_out + 9)),
        ((Restart(), FORGETS), alone),
    ):
        assert (await writing(Pieces(*pieces))(QUESTION, PASSAGES)).usage == usage


REWORDED = "那些旧东西该不该扔，由这道闸说了算。"
TABLE = "| 层 | 参数 |\n|---|---|\n| 池化 | 无 |"


async def judged(text: str, judge: FixedJudge) -> Answer | Notice | None:
    """What becomes of a text that is judged."""
    return (await replace(writing(Pieces(text)), judge=judge)(QUESTION, PASSAGES)).outcome


async def test_a_judge_has_the_last_word() -> None:
    """It keeps what says the same in other words, drops what the rules let through, and puts citations right."""
    judge = FixedJudge({0: {0}, 1: set(), 2: {1}})
    answer = await judged(f"{REWORDED}[1]{FORGETS}[1]{POOLS}[1]", judge)
    assert isinstance(answer, Answer)
    assert answer.text == f"{REWORDED}[1]{POOLS}[2]"
    assert [citation.entry_id for citation in answer.citations] == ["e1", "e2"]
    assert judge.asked == [[REWORDED, FORGETS, POOLS]]


async def test_where_a_judge_fails_or_says_nothing_the_rules_stand() -> None:
    """For each sentence by itself."""
    for judge in (FixedJudge({}), FixedJudge({1: {1}})):
        answer = await judged(f"{FORGETS}[1]{POOLS}[2]", judge)
        assert isinstance(answer, Answer)
        assert answer.text == f"{FORGETS}[1]{POOLS}[2]"
        assert await judged(f"{REWORDED}[1]", judge) is Notice.MODEL_UNUSABLE


async def test_a_judge_is_asked_of_sentences_alone() -> None:
    """Tables, code and formulas go by the rules; nothing is asked where nothing was said."""
    judge = FixedJudge({0: {0}})
    await judged(f"{FORGETS}[1]\n\n{TABLE}", judge)
    for text in (TABLE, "", "NOT_ANSWERED"):
        await judged(text, judge)
    assert judge.asked == [[FORGETS]]


async def test_what_a_judge_takes_is_counted() -> None:
    """With what the writer took, also where it found nothing out."""
    for findings in ({0: {0}}, {}):
        pieces = Pieces(f"{FORGETS}[1]", Usage(300, 12))
        judging = replace(writing(pieces), judge=FixedJudge(findings, Usage(200, 4)))
        assert (await judging(QUESTION, PASSAGES)).usage == Usage(500, 16)


async def test_a_judge_is_not_believed_about_figures() -> None:
    """It may have been talked round by what it read."""
    assert await judged("遗忘门丢掉 90% 的信息。[1]", FixedJudge({0: {0}})) is Notice.MODEL_UNUSABLE


async def test_sentences_that_are_the_same_are_judged_once() -> None:
    """They cannot be found both right and wrong."""
    judge = FixedJudge({0: {0}})
    answer = await judged(f"{FORGETS}[1]{FORGETS}[2]", judge)
    assert isinstance(answer, Answer)
    assert answer.text == f"{FORGETS}[1]{FORGETS}[1]"
    assert judge.asked == [[FORGETS]]


async def test_the_whole_is_shown_while_it_is_judged() -> None:
    """By the rules, and with what it took; a judge that keeps all changes nothing after that."""
    texts: list[str] = []

    async def report(partial: Answer) -> None:
        texts.append(partial.text)
        assert partial.usage.tokens_out > 0

    judging = replace(writing(Pieces(f"{FORGETS}[1]", f"{POOLS}[2]")), judge=FixedJudge({}))
    outcome = (await judging(QUESTION, PASSAGES, report=report)).outcome
    assert isinstance(outcome, Answer)
    assert texts == [f"{FORGETS}[1]", f"{FORGETS}[1]{POOLS}[2]"]
    assert outcome.text == texts[-1]


async def test_an_answer_that_is_stopped_while_it_is_judged_has_been_read() -> None:
    """What the judge read counts in what was shown last."""
    shown: list[Usage] = []

    async def report(partial: Answer) -> None:
        shown.append(partial.usage)

    judging = replace(writing(Pieces(f"{FORGETS}[1]", Usage(300, 12))), judge=FixedJudge({}))
    await judging(QUESTION, PASSAGES, report=report)
    assert shown[-1].tokens_in > 300 + 400


async def test_nobody_is_asked_to_judge_a_text_without_an_end() -> None:
    """Nor is it checked, which takes the longer the more there is."""
    judge = FixedJudge({0: {0}})
    assert await judged("层" * 12_000, judge) is Notice.MODEL_UNUSABLE
    assert judge.asked == []
