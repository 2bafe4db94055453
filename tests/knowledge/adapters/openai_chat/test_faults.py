"""From a question to its answer while a model's server fails in every way that llmock knows, and its verdict."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest

from knowledge.adapters.openai_chat import Deadlines, OpenAIJudge, OpenAIWriter
from knowledge.answering import AnswerQuestion
from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import FollowLibrary
from knowledge.records import Answer, Notice
from tests.fakes import MemoryIndex, MemoryLibrary
from tests.notes import NOTES, shelve
from tests.served import LLMOCK, served

ASKED = "LSTM 的遗忘门决定什么"
TEXT = "LSTM 用遗忘门决定丢掉哪些旧信息[1]。 输出门决定露出多少状态[1]。"
REPLY = {"type": "reply", "text": TEXT, "times": None}
PATIENT = Deadlines(first=60.0, stall=60.0, whole=90.0, pauses=(0.06, 0.15))
IMPATIENT = Deadlines(first=0.8, stall=0.3, whole=5.0, pauses=())

Behaviour = dict[str, Any]


class Llmock:
    """The server that fails as it is told to."""

    def __init__(self, address: str, client: httpx2.Client) -> None:
        self.address = address
        self._client = client

    def behave(self, *behaviours: Behaviour) -> None:
        """Forget what was, and do this from now on."""
        self._client.post("/_llmock/reset").raise_for_status()
        self._client.post("/_llmock/scenario", json={"behaviors": [*behaviours, REPLY]}).raise_for_status()

    def verdict(self) -> tuple[int, dict[str, str]]:
        """How often it was asked, and what it found wrong with that: the findings and how bad they are."""
        verdict = self._client.get("/_llmock/verdict").raise_for_status().json()
        return verdict["attempts"], {finding["code"]: finding["severity"] for finding in verdict["findings"]}


@pytest.fixture(scope="module")
def llmock_server() -> Iterator[Llmock]:
    """One server for all tests of this file."""
    with served(LLMOCK) as address, httpx2.Client(base_url=address, trust_env=False) as client:
        yield Llmock(address, client)


@pytest.fixture(scope="module")
def judging_server() -> Iterator[Llmock]:
    """One more, for the judge."""
    with served(LLMOCK) as address, httpx2.Client(base_url=address, trust_env=False) as client:
        yield Llmock(address, client)


@asynccontextmanager
async def answering(
    llmock_server: Llmock, deadlines: Deadlines, judge: OpenAIJudge | None = None
) -> AsyncIterator[AnswerQuestion]:
    """The notes, and a model at the failing server."""
    library, index = MemoryLibrary(), MemoryIndex()
    await shelve(library, NOTES)
    await FollowLibrary(library, index, "none")()
    writer = OpenAIWriter(f"{llmock_server.address}/v1", "sk-any", "some-model", deadlines)
    yield AnswerQuestion(FindPassages(library, index, None, None), writer, judge=judge)
    await writer.close()


async def outcome(llmock_server: Llmock, *behaviours: Behaviour, deadlines: Deadlines = PATIENT) -> Answer:
    """The answer that comes, whatever the server does; nothing unchecked or half is ever reported."""
    llmock_server.behave(*behaviours)
    shown: list[Answer] = []

    async def report(partial: Answer) -> None:
        shown.append(partial)

    async with answering(llmock_server, deadlines) as answer_question:
        answer = await answer_question(ASKED, report=report)
    assert isinstance(answer, Answer)
    assert all(partial.text == "LSTM 用遗忘门决定丢掉哪些旧信息。[1]" for partial in shown)
    return answer


def fault(kind: str, after: int, **more: object) -> Behaviour:
    """A stream that breaks after so many chunks, of which the first says who speaks."""
    return {"type": "stream_fault", "kind": kind, "after_chunks": after, "times": None, **more}


def fail(status: int, times: int | None = None, **more: object) -> Behaviour:
    """A status in the place of an answer."""
    return {"type": "fail", "status": status, "times": times, **more}


async def test_a_server_that_is_well_answers(llmock_server: Llmock) -> None:
    """So that the failures below are failures of the server."""
    answer = await outcome(llmock_server)
    assert (answer.mode, answer.notice) == ("model", None)
    assert answer.text == "LSTM 用遗忘门决定丢掉哪些旧信息。[1]输出门决定露出多少状态。[1]"
    assert llmock_server.verdict() == (1, {})


PASSING = [
    pytest.param([fail(429, 1, retry_after=0.2)], 2, id="429 that says when"),
    pytest.param([fail(429, 2, retry_after=0.2)], 3, id="429 twice"),
    pytest.param([fail(503, 1)], 2, id="503"),
    pytest.param([fail(500, 2)], 3, id="500 twice"),
    pytest.param([fault("disconnect", 1, times=1)], 2, id="disconnected before the first token"),
    pytest.param([fault("truncate", 1, times=1)], 2, id="truncated before the first token"),
    pytest.param([fault("disconnect", 3, times=1)], 2, id="disconnected in the middle"),
    pytest.param([fault("truncate", 3, times=1)], 2, id="truncated in the middle"),
    pytest.param([fault("truncate", 4, times=1)], 2, id="truncated after a sentence was shown"),
    pytest.param([fail(503, 1), fault("truncate", 3, times=1)], 3, id="503, then truncated in the middle"),
    pytest.param([{"type": "slow_first_token", "seconds": 0.3}], 1, id="slow"),
]


@pytest.mark.parametrize(("behaviours", "attempts"), PASSING)
async def test_what_passes_is_waited_for(llmock_server: Llmock, behaviours: list[Behaviour], attempts: int) -> None:
    """The model's answer comes after all, nobody is told, and the judge has nothing to say, not even a warning."""
    answer = await outcome(llmock_server, *behaviours)
    assert (answer.mode, answer.notice) == ("model", None)
    assert llmock_server.verdict() == (attempts, {})


async def test_a_chunk_that_was_damaged_in_passing_is_asked_for_again(llmock_server: Llmock) -> None:
    """The judge warns where its server has sent everything before it sees that we read no further."""
    answer = await outcome(llmock_server, fault("malformed", 3, times=1))
    assert (answer.mode, answer.notice) == ("model", None)
    attempts, findings = llmock_server.verdict()
    assert attempts == 2
    assert findings.items() <= {"malformed_chunk_ignored": "warning"}.items()


LASTING = [
    pytest.param([fail(400)], 2, {}, id="400"),  # once more without the option that it may not know
    pytest.param([fail(401)], 1, {}, id="401"),
    pytest.param([fail(403)], 1, {}, id="403"),
    pytest.param([fail(404)], 1, {}, id="404"),
    pytest.param([fail(429, retry_after=0.05)], 3, {}, id="429"),
    pytest.param([fail(429, retry_after=3600)], 1, {"gave_up": "warning"}, id="429 for an hour"),
    pytest.param([fail(500)], 3, {}, id="500"),
    pytest.param([fail(503)], 3, {}, id="503"),
    pytest.param([fault("disconnect", 3)], 2, {}, id="disconnected"),
    pytest.param([fault("malformed", 2)], 2, {"malformed_chunk_ignored": "warning"}, id="no JSON"),
    pytest.param([fault("truncate", 3)], 2, {"truncated_stream_accepted": "error"}, id="truncated"),
]


@pytest.mark.parametrize(("behaviours", "attempts", "findings"), LASTING)
async def test_what_lasts_gives_way_to_the_sources_own_words(
    llmock_server: Llmock,
    behaviours: list[Behaviour],
    attempts: int,
    findings: dict[str, str],
) -> None:
    """With one notice.

    The judge cannot see what we send. Of a last attempt that was truncated or malformed it says that we took it for
    whole, however often we have asked: only a request that goes well would content it. That nobody waits an hour is
    on purpose.
    """
    answer = await outcome(llmock_server, *behaviours)
    assert (answer.mode, answer.notice) == ("extractive", Notice.MODEL_UNAVAILABLE)
    assert llmock_server.verdict() == (attempts, findings)


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param({"type": "delay", "seconds": 30}, id="no headers"),
        pytest.param({"type": "slow_first_token", "seconds": 30}, id="no first token"),
        pytest.param(fault("stall", 3, stall_seconds=30), id="stalled"),
    ],
)
async def test_what_takes_too_long_is_not_waited_for(llmock_server: Llmock, behaviour: Behaviour) -> None:
    """Nor asked for again: the answer is late already."""
    answer = await outcome(llmock_server, behaviour, deadlines=IMPATIENT)
    assert (answer.mode, answer.notice) == ("extractive", Notice.MODEL_UNAVAILABLE)
    assert llmock_server.verdict() == (1 if behaviour["type"] != "delay" else 0, {})


@pytest.mark.parametrize("reason", ["length", "content_filter", "tool_calls"])
async def test_an_answer_that_ended_early_gives_way(llmock_server: Llmock, reason: str) -> None:
    """Too long, held back by a filter, or no text at all."""
    reply = {"type": "reply", "text": TEXT, "finish_reason": reason}
    answer = await outcome(llmock_server, reply)
    assert (answer.mode, answer.notice) == ("extractive", Notice.MODEL_UNAVAILABLE)
    assert llmock_server.verdict() == (1, {})


@pytest.mark.parametrize(
    "text",
    [
        "猫在月球上发现了遗忘门[1]。",
        "LSTM 用遗忘门决定保留 99 条新信息[1]。",
        "The forget gate decides what to drop [1].",
        "[1][2][3]",
        '{"answer": "LSTM"}',
        "<html><body>Bad gateway</body></html>",
    ],
)
async def test_a_whole_answer_that_nobody_can_use_gives_way(llmock_server: Llmock, text: str) -> None:
    """Made up, figures changed, another language, marks alone, another shape."""
    answer = await outcome(llmock_server, {"type": "reply", "text": text})
    assert (answer.mode, answer.notice) == ("extractive", Notice.MODEL_UNUSABLE)
    assert llmock_server.verdict() == (1, {})


async def judged(llmock_server: Llmock, judging_server: Llmock, behaviour: Behaviour) -> str:
    """The model's answer that comes when a judge behaves so."""
    llmock_server.behave()
    judging_server.behave(behaviour)
    judge = OpenAIJudge(f"{judging_server.address}/v1", "sk-any", "some-judge", IMPATIENT)
    async with answering(llmock_server, PATIENT, judge) as answer_question:
        answer = await answer_question(ASKED)
    await judge.close()
    assert isinstance(answer, Answer)
    assert (answer.mode, answer.notice) == ("model", None)
    return answer.text


async def test_what_a_judge_refuses_is_not_told(llmock_server: Llmock, judging_server: Llmock) -> None:
    """The server finds nothing wrong with how it was asked."""
    told = await judged(llmock_server, judging_server, {"type": "reply", "text": "1: 1\n2: 0", "times": 1})
    assert told == "LSTM 用遗忘门决定丢掉哪些旧信息。[1]"
    assert judging_server.verdict() == (1, {})


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(fail(401), id="401"),
        pytest.param(fail(429), id="429"),
        pytest.param(fail(500), id="500"),
        pytest.param(fault("disconnect", 2), id="disconnected"),
        pytest.param(fault("truncate", 2), id="truncated"),
        pytest.param({"type": "slow_first_token", "seconds": 3, "times": None}, id="slow"),
        pytest.param({"type": "reply", "text": "Both are right.", "times": None}, id="no finding"),
    ],
)
async def test_where_a_judge_fails_the_rules_stand(
    llmock_server: Llmock, judging_server: Llmock, behaviour: Behaviour
) -> None:
    """The answer is the one that would have come without it."""
    told = await judged(llmock_server, judging_server, behaviour)
    assert told == "LSTM 用遗忘门决定丢掉哪些旧信息。[1]输出门决定露出多少状态。[1]"
