"""Against a real server on the loopback interface that speaks the streaming protocol, well or badly."""

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from knowledge.adapters.openai_chat import CircuitBreaker, Deadlines, OpenAIWriter
from knowledge.errors import KeyRefused, WriterFailed
from knowledge.finding.question import understand
from knowledge.ports import Piece
from knowledge.records import Restart, Turn, Usage
from knowledge.weekly.compiled import CompiledIssue
from tests.notes import found

KEY = "sk-not-to-be-seen"
QUESTION = understand("遗忘门决定什么")
PASSAGES = [found("遗忘门决定丢掉哪些信息。", 1, "长短期记忆"), found("池化层没有参数。", 2, "池化")]
QUICK = Deadlines(pauses=(0.01, 0.02))
SHORT = Deadlines(connect=0.5, first=0.4, stall=0.2, whole=0.6, pauses=())

Body = dict[str, Any]
Speaking = Callable[[web.StreamResponse], Awaitable[None]]


def piece(text: str | None, finish: str | None = None) -> Body:
    """One chunk with a piece of text."""
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


async def say(response: web.StreamResponse, *chunks: object) -> None:
    """Send chunks as server-sent events; text goes out as it is."""
    for chunk in chunks:
        data = chunk if isinstance(chunk, str) else json.dumps(chunk)
        await response.write(f"data: {data}\n\n".encode())


def abort(response: web.StreamResponse) -> None:
    """Break the connection."""
    transport = response._req.transport if response._req else None  # noqa: SLF001  aiohttp has no other way
    assert transport is not None
    transport.abort()


@asynccontextmanager
async def listening(complete: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """The address of a server that answers chats so."""
    app = web.Application()
    app.router.add_post("/v1/chat/completions", complete)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/v1"))


@asynccontextmanager
async def serving(speak: Speaking | web.Response) -> AsyncIterator[tuple[str, list[web.Request], list[Body]]]:
    """The address of a server that speaks so, and what it is asked."""
    requests: list[web.Request] = []
    bodies: list[Body] = []

    async def complete(request: web.Request) -> web.StreamResponse:
        requests.append(request)
        bodies.append(await request.json())
        if isinstance(speak, web.Response):
            return web.Response(status=speak.status, headers=speak.headers, body=speak.body)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await speak(response)
        return response

    async with listening(complete) as address:
        yield address, requests, bodies


@asynccontextmanager
async def writing(
    speak: Speaking | web.Response,
    deadlines: Deadlines | None = None,
    key: str = KEY,
    breaker: CircuitBreaker | None = None,
) -> AsyncIterator[tuple[OpenAIWriter, list[web.Request], list[Body]]]:
    """A writer, and what its server was asked."""
    async with serving(speak) as (address, requests, bodies):
        writer = OpenAIWriter(address, key, "some-model", deadlines or QUICK, breaker)
        try:
            yield writer, requests, bodies
        finally:
            await writer.close()


async def pieces(writer: OpenAIWriter) -> list[str]:
    """All that a writer writes."""
    return [text async for text in writer.write(QUESTION, PASSAGES) if isinstance(text, str)]


async def failure(speak: Speaking | web.Response, deadlines: Deadlines | None = None) -> WriterFailed:
    """The failure that must come."""
    async with writing(speak, deadlines) as (writer, _, _):
        with pytest.raises(WriterFailed) as failed:
            await pieces(writer)
    return failed.value


async def well(response: web.StreamResponse) -> None:
    """An answer in two pieces, as servers send it."""
    usage = {**piece(None), "choices": []}
    await say(response, piece("遗忘门"), piece("决定丢弃[1]。"), piece("", "stop"), usage, "[DONE]")


async def test_the_answer_comes_in_pieces() -> None:
    """As the model writes them; chunks without text give none."""
    async with writing(well) as (writer, _, _):
        assert await pieces(writer) == ["遗忘门", "决定丢弃[1]。"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"prompt_tokens": 300, "completion_tokens": 12}, [Usage(300, 12)]),
        ({"prompt_tokens": "many", "completion_tokens": 12}, []),
        (None, []),
    ],
)
async def test_what_an_answer_used_comes_last_where_the_endpoint_says_so(told: object, expected: list[Usage]) -> None:
    """In a chunk of its own after the reason why it ended; a server that keeps silent is not waited for."""
    leave = asyncio.Event()

    async def counts(response: web.StreamResponse) -> None:
        await say(response, piece("遗忘门"), piece("", "stop"))
        if told is None:
            await leave.wait()
        await say(response, {**piece(None), "choices": [], "usage": told}, "[DONE]")

    async with writing(counts) as (writer, _, bodies):
        items = [item async for item in writer.write(QUESTION, PASSAGES)]
        leave.set()
    assert bodies[0]["stream_options"] == {"include_usage": True}
    assert items == ["遗忘门", *expected]


async def test_an_endpoint_that_cannot_count_is_asked_once_without_it_and_then_always() -> None:
    """Some servers refuse the whole request because of what they do not know."""
    asked: list[bool] = []

    async def complete(request: web.Request) -> web.StreamResponse:
        asked.append("stream_options" in await request.json())
        if asked[-1]:
            return web.json_response({"error": {"message": "extra field"}}, status=400)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await well(response)
        return response

    async with listening(complete) as address:
        writer = OpenAIWriter(address, KEY, "some-model", QUICK)
        assert await pieces(writer) == await pieces(writer) == ["遗忘门", "决定丢弃[1]。"]
        await writer.close()
    assert asked == [True, False, False]


async def test_a_piece_comes_before_the_next_is_written() -> None:
    """Nothing is held back until the end."""
    go_on = asyncio.Event()

    async def waits(response: web.StreamResponse) -> None:
        await say(response, piece("遗忘门"))
        await go_on.wait()
        await say(response, piece("。", "stop"), "[DONE]")

    async with writing(waits) as (writer, _, _):
        answer = writer.write(QUESTION, PASSAGES)
        assert await anext(answer) == "遗忘门"
        go_on.set()
        assert [text async for text in answer] == ["。"]


async def test_the_prompt_holds_numbered_passages_and_the_language() -> None:
    """Rules and material are in two roles; the model and the key are those that were set."""
    async with writing(well) as (writer, requests, bodies):
        await pieces(writer)
    ((rules, request), model) = bodies[0]["messages"], bodies[0]["model"]
    assert requests[0].headers["Authorization"] == f"Bearer {KEY}"
    assert model == "some-model"
    assert (rules["role"], request["role"]) == ("system", "user")
    assert "Simplified Chinese" in rules["content"]
    assert '<passage number="1">\n长短期记忆\n遗忘门决定丢掉哪些信息。\n</passage>' in request["content"]
    assert '<passage number="2">\n池化\n池化层没有参数。\n</passage>' in request["content"]
    assert request["content"].endswith(QUESTION.text)


async def test_an_english_question_is_answered_in_english() -> None:
    """The rules say so."""
    async with writing(well) as (writer, _, bodies):
        async for _ in writer.write(understand("What does the gate do?"), PASSAGES):
            pass
    assert "Write in English" in bodies[0]["messages"][0]["content"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
async def test_what_will_not_go_well_is_not_tried_again(status: int) -> None:
    """The extractive answer is ready, whatever the server asks for; but counting may be what it does not know."""
    refusal = web.json_response({"error": {"message": "no"}}, status=status, headers={"Retry-After": "0"})
    async with writing(refusal, QUICK) as (writer, requests, _):
        with pytest.raises(WriterFailed) as failed:
            await pieces(writer)
    assert len(requests) == (2 if status in {400, 422} else 1)
    assert failed.value.reason == f"status {status}"
    assert isinstance(failed.value, KeyRefused) == (status == 401)


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (500, None), (502, None), (503, "0"), (429, None), (429, "0.01"), (429, "soon"), (429, "-3"),
        (429, "Wed, 21 Oct 2015 07:28:00 GMT"),
    ],
)  # fmt: skip
async def test_what_may_pass_is_tried_again_twice(status: int, asked: str | None) -> None:
    """A crowded or stumbling server; after a moment, or after what it asks for."""
    headers = {"Retry-After": asked} if asked is not None else None
    refusal = web.json_response({"error": {"message": "no"}}, status=status, headers=headers)
    async with writing(refusal, QUICK) as (writer, requests, _):
        with pytest.raises(WriterFailed) as failed:
            await pieces(writer)
    assert len(requests) == 3
    assert failed.value.reason == f"status {status}"


@pytest.mark.parametrize("header", ["Retry-After", "Retry-After-Ms"])
async def test_a_server_is_left_alone_for_as_long_as_it_asks(header: str) -> None:
    """Where the question can wait for that; the next attempt comes afterwards and may go well."""
    refused: list[float] = []
    now = asyncio.get_running_loop().time

    async def complete(request: web.Request) -> web.StreamResponse:
        if not refused:
            refused.append(now())
            value = "0.3" if header == "Retry-After" else "300"
            return web.json_response({}, status=429, headers={header: value})
        refused.append(now())
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await well(response)
        return response

    async with listening(complete) as address:
        writer = OpenAIWriter(address, KEY, "m", QUICK)
        assert await pieces(writer) == ["遗忘门", "决定丢弃[1]。"]
        await writer.close()
    assert refused[1] - refused[0] >= 0.3


async def test_who_asks_for_more_time_than_there_is_is_not_asked_again() -> None:
    """Nobody waits for an answer that cannot come in time."""
    refusal = web.json_response({}, status=429, headers={"Retry-After": "3600"})
    started = asyncio.get_running_loop().time()
    async with writing(refusal) as (writer, requests, _):
        with pytest.raises(WriterFailed):
            await pieces(writer)
    assert len(requests) == 1
    assert asyncio.get_running_loop().time() - started < 10


@pytest.mark.parametrize("tokens", [0, 1])
async def test_a_broken_connection_is_tried_again_once_after_the_first_token(tokens: int) -> None:
    """What has begun costs twice then."""
    spoken: list[int] = []

    async def breaks(response: web.StreamResponse) -> None:
        spoken.append(1)
        await say(response, piece(""), *[piece("遗忘门")] * tokens)
        abort(response)

    async with writing(breaks, QUICK) as (writer, _, _):
        with pytest.raises(WriterFailed):
            await pieces(writer)
    assert len(spoken) == (2 if tokens else 3)


async def test_a_model_that_thinks_aloud_is_alive() -> None:
    """Its thoughts are no text, but they are tokens: the deadline of the first is met, and they are not repeated."""

    async def thinks(response: web.StreamResponse) -> None:
        thought = piece(None)
        thought["choices"][0]["delta"] = {"content": None, "reasoning_content": "嗯"}
        for _ in range(8):
            await say(response, thought)
            await asyncio.sleep(0.2)
        await well(response)

    deadlines = Deadlines(first=1.5, stall=30.0, whole=90.0, pauses=())
    async with writing(thinks, deadlines) as (writer, _, _):
        assert await pieces(writer) == ["遗忘门", "决定丢弃[1]。"]


async def test_a_model_that_fails_again_and_again_is_left_alone() -> None:
    """Then one probe is made, and when that goes well everything is as before."""
    time = [0.0]
    refusal = web.json_response({}, status=404)
    breaker = CircuitBreaker(failures=3, rest=60.0, now=lambda: time[0])
    async with writing(refusal, QUICK, breaker=breaker) as (writer, requests, _):
        for _ in range(3):
            with pytest.raises(WriterFailed, match="status 404"):
                await pieces(writer)
        with pytest.raises(WriterFailed, match="left alone"):
            await pieces(writer)
    assert len(requests) == 3
    time[0] = 61.0
    async with writing(well, QUICK, breaker=breaker) as (writer, requests, _):
        assert await pieces(writer) == await pieces(writer) == ["遗忘门", "决定丢弃[1]。"]
    assert len(requests) == 2


@pytest.mark.parametrize("spelling", ["{0}", "{1}", "{2}", "`{0}`", "{3}"])
async def test_an_answer_that_gives_the_rules_away_is_dropped(spelling: str) -> None:
    """Its canary is in the rules alone: a text with it, however it is split or spaced, is no answer."""
    rules: list[str] = []

    async def complete(request: web.Request) -> web.StreamResponse:
        body = await request.json()
        rules.append(body["messages"][0]["content"])
        canary = rules[-1].split()[-1]
        said = spelling.format(canary, " ".join(canary), "-".join(canary).upper(), f"{canary[:8]} {canary[8:]}")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await say(response, piece("规则是："), *[piece(character) for character in said], piece("。", "stop"), "[DONE]")
        return response

    async with listening(complete) as address:
        writer = OpenAIWriter(address, KEY, "m", QUICK)
        written: list[Piece] = []

        async def read() -> None:
            async for text in writer.write(QUESTION, PASSAGES):
                written.append(text)  # noqa: PERF401  what came before the failure counts

        with pytest.raises(WriterFailed, match="rules given away"):
            await read()
        await writer.close()
    assert rules[0].split()[-1] not in "".join(map(str, written))


async def test_two_writers_have_two_canaries() -> None:
    """Whoever has seen the rules of one deployment knows nothing of another."""
    rules = set()
    for _ in range(2):
        async with writing(well) as (writer, _, bodies):
            await pieces(writer)
            rules.add(bodies[0]["messages"][0]["content"])
    assert len(rules) == 2


async def test_a_refused_key_is_told_apart_in_the_log() -> None:
    """Only whoever runs the bot can mend it; neither the key nor the question is in the log."""
    refusal = web.json_response({"error": {"message": f"Incorrect API key: {KEY}"}}, status=401)
    with capture_logs() as logs:
        await failure(refusal)
        await failure(web.json_response({}, status=404))
    events = [(one["event"], one["failure"], one["reason"], one["log_level"]) for one in logs]
    assert events == [
        ("model_failed", "KeyRefused", "status 401", "error"),
        ("model_failed", "WriterFailed", "status 404", "warning"),
    ]
    assert KEY not in str(logs)
    assert QUESTION.text not in str(logs)


async def test_what_was_talked_of_is_material() -> None:
    """The model is told of it as of the passages, and not as its own words."""
    thread = (Turn("什么是 LSTM", "一种网络[1]。"), Turn("它有几个门"))
    async with writing(well) as (writer, _, bodies):
        async for _ in writer.write(QUESTION, PASSAGES, thread):
            pass
    roles = [message["role"] for message in bodies[0]["messages"]]
    assert roles == ["system", "user"]
    assert "<answered>一种网络。</answered>" in bodies[0]["messages"][1]["content"]


async def test_the_endpoints_models_are_named() -> None:
    """So that a setting can be checked without an answer being written."""
    listed = [{"id": name, "object": "model", "created": 1, "owned_by": "o"} for name in ("a", "b")]

    async def models(_: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": listed})

    app = web.Application()
    app.router.add_get("/v1/models", models)
    async with TestServer(app, host="127.0.0.1") as server:
        writer = OpenAIWriter(str(server.make_url("/v1")), KEY, "a")
        assert await writer.models() == ["a", "b"]
        await writer.close()
    with pytest.raises(WriterFailed):
        await writer.models()


async def test_a_server_that_is_not_there_is_a_failure(unused_tcp_port: int) -> None:
    """A refused connection."""
    writer = OpenAIWriter(f"http://127.0.0.1:{unused_tcp_port}/v1", KEY, "m", QUICK)
    with pytest.raises(WriterFailed) as failed:
        await pieces(writer)
    await writer.close()
    assert failed.value.reason == "APIConnectionError"


@pytest.mark.parametrize("address", ["http://127.0.0.1:99999/v1", "no address", "ftp://127.0.0.1/"])
async def test_an_address_that_is_none_is_a_failure(address: str) -> None:
    """A setting may be wrong; the question is still answered without the model."""
    writer = OpenAIWriter(address, KEY, "m", QUICK)
    with pytest.raises(WriterFailed):
        await pieces(writer)
    await writer.close()


async def test_a_key_that_no_header_can_hold_is_a_failure() -> None:
    """A pasted key may have anything in it."""
    async with writing(well, key="钥匙\n") as (writer, _, _):
        with pytest.raises(WriterFailed):
            await pieces(writer)


async def cut(response: web.StreamResponse) -> None:
    """The connection breaks in the middle."""
    await say(response, piece("遗忘门"))
    abort(response)


async def ends(response: web.StreamResponse) -> None:
    """The stream ends without a reason."""
    await say(response, piece("遗忘门"))


async def ends_as_if_done(response: web.StreamResponse) -> None:
    """The stream says that it is done, but not why."""
    await say(response, piece("遗忘门"), "[DONE]")


async def too_long(response: web.StreamResponse) -> None:
    """The model ran out of tokens."""
    await say(response, piece("遗忘门"), piece("", "length"), "[DONE]")


async def filtered(response: web.StreamResponse) -> None:
    """The provider held the rest back."""
    await say(response, piece("遗忘门"), piece("", "content_filter"), "[DONE]")


async def silent(response: web.StreamResponse) -> None:
    """No chunk at all."""
    await response.write(b"")


@pytest.mark.parametrize("speak", [cut, ends, ends_as_if_done, too_long, filtered, silent])
async def test_half_an_answer_is_a_failure(speak: Speaking) -> None:
    """Only a model that says it is finished has given a whole answer."""
    assert (await failure(speak)).reason


async def test_the_reason_tells_what_was_missing() -> None:
    """For the log: a token limit is not a broken connection."""
    assert (await failure(too_long)).reason == "finish_reason length"
    assert (await failure(ends)).reason == "finish_reason None"


def turns(*spoken: Speaking) -> Speaking:
    """A server that speaks otherwise each time."""
    each = iter(spoken)

    async def speak(response: web.StreamResponse) -> None:
        await next(each)(response)

    return speak


async def counted(response: web.StreamResponse) -> None:
    """A stream that ends without a reason, but says what it took."""
    usage = {"prompt_tokens": 300, "completion_tokens": 4}
    await say(response, piece("遗忘门"), {**piece(None), "choices": [], "usage": usage})


async def garbled(response: web.StreamResponse) -> None:
    """A chunk is cut on its way."""
    await say(response, piece("遗忘门"), '{"choices": [')


@pytest.mark.parametrize("broken", [cut, ends, ends_as_if_done, garbled])
async def test_an_answer_that_broke_off_begins_anew(broken: Speaking) -> None:
    """What came of it is dropped; the model has answered after all, and counts as well."""
    breaker = CircuitBreaker(failures=1)
    async with writing(turns(broken, well), breaker=breaker) as (writer, requests, bodies):
        items = [item async for item in writer.write(QUESTION, PASSAGES)]
    assert items == ["遗忘门", Restart(), "遗忘门", "决定丢弃[1]。"]
    assert bodies[0] == bodies[1]
    assert len(requests) == 2
    assert breaker.in_a_row == 0


async def test_each_attempt_tells_what_it_took() -> None:
    """Also one that broke off."""
    async with writing(turns(counted, well)) as (writer, _, _):
        items = [item async for item in writer.write(QUESTION, PASSAGES)]
    assert items == ["遗忘门", Usage(300, 4), Restart(), "遗忘门", "决定丢弃[1]。"]


async def test_an_answer_that_breaks_off_twice_is_one_failure() -> None:
    """Nobody is asked a third time."""
    breaker = CircuitBreaker()
    async with writing(turns(ends, cut), breaker=breaker) as (writer, requests, _):
        with pytest.raises(WriterFailed):
            await pieces(writer)
    assert len(requests) == 2
    assert breaker.in_a_row == 1


@pytest.mark.parametrize("meant", ["too_long", "filtered"])
@pytest.mark.parametrize("has_begun", [True, False])
async def test_an_answer_that_a_model_ended_early_is_not_asked_for_again(meant: str, *, has_begun: bool) -> None:
    """It would end so again."""
    reason = {"too_long": "length", "filtered": "content_filter"}[meant]

    async def speak(response: web.StreamResponse) -> None:
        await say(response, *[piece("遗忘门")] * has_begun, piece("", reason), "[DONE]")

    async with writing(speak) as (writer, requests, _):
        with pytest.raises(WriterFailed, match=f"finish_reason {reason}"):
            await pieces(writer)
    assert len(requests) == 1


async def test_a_stall_is_not_asked_for_again() -> None:
    """The answer is late already."""

    async def speak(response: web.StreamResponse) -> None:
        await say(response, piece("遗忘门"))
        await asyncio.Event().wait()

    async with writing(speak, replace(QUICK, stall=0.2)) as (writer, requests, _):
        with pytest.raises(WriterFailed, match="no next token in time"):
            await pieces(writer)
    assert len(requests) == 1


async def test_a_foreword_begins_anew_too() -> None:
    """Of the first draft nothing is left but what it took, which is estimated where it was not told."""
    issue = CompiledIssue(5, 1, "周刊", dt.date(2026, 11, 21))
    taken = []
    for speak in (well, turns(ends, well), turns(counted, well)):
        async with writing(speak) as (writer, _, _):
            draft, usage = await writer.propose(issue)
        assert draft == "遗忘门决定丢弃[1]。"
        taken.append(usage)
    alone = taken[0]
    assert taken[1:] == [
        Usage(2 * alone.tokens_in, alone.tokens_out + 2),
        Usage(alone.tokens_in + 300, alone.tokens_out + 4),
    ]


@pytest.mark.parametrize(
    "garbage",
    [
        "not json",
        '{"choices": [',
        "null",
        "17",
        "[]",
        '"text"',
        "{}",
        '{"choices": null}',
        '{"choices": [null]}',
        '{"choices": [{"delta": null}]}',
        '{"choices": [{"delta": {"content": 7}}]}',
        '{"choices": [{"delta": {"content": ["a"]}}]}',
        '{"choices": [{}]}',
        '{"error": {"message": "overloaded"}}',
        '{"error": "overloaded"}',
        "\ufffd",
    ],
)
async def test_garbage_is_a_failure(garbage: str) -> None:
    """Whatever shape it has, and nothing else is raised."""

    async def speak(response: web.StreamResponse) -> None:
        await say(response, piece("遗忘门"), garbage)

    await failure(speak)


async def test_bytes_that_are_no_text_are_a_failure() -> None:
    """Neither is an answer that is no stream of events."""

    async def speak(response: web.StreamResponse) -> None:
        await response.write(b"data: \xff\xfe\n\n")

    await failure(speak)
    await failure(web.Response(text="<html>a proxy's own page</html>", content_type="text/html"))
    await failure(web.json_response({"choices": [{"message": {"content": "not streamed"}}]}))


async def test_chunks_without_choices_are_passed_over() -> None:
    """Some servers report usage or a filter's verdict in them."""

    async def speak(response: web.StreamResponse) -> None:
        await say(response, {**piece(None), "choices": []}, piece("遗忘门"), piece(None, "stop"), "[DONE]")

    async with writing(speak) as (writer, _, _):
        assert await pieces(writer) == ["遗忘门"]


async def test_a_stall_is_a_failure() -> None:
    """Silence in the middle ends after the deadline of the next piece, long before the client's ten minutes."""

    async def speak(response: web.StreamResponse) -> None:
        await say(response, piece("遗忘门"))
        await asyncio.Event().wait()

    started = asyncio.get_running_loop().time()
    assert (await failure(speak, replace(SHORT, first=60.0, whole=90.0))).reason == "no next token in time"
    assert asyncio.get_running_loop().time() - started < 30


async def test_silence_from_the_start_is_a_failure() -> None:
    """Not even headers come."""

    async def speak(_: web.StreamResponse) -> None:
        await asyncio.Event().wait()

    assert (await failure(speak, SHORT)).reason == "no first token in time"


@pytest.mark.parametrize("murmur", [b": ping\n\n", b'data: {"choices": []}\n\n', b"data"])
async def test_what_is_no_token_moves_no_deadline(murmur: bytes) -> None:
    """Comments, empty chunks and trickling bytes that keep the connection alive."""

    async def speak(response: web.StreamResponse) -> None:
        while True:
            await response.write(murmur)
            await asyncio.sleep(0.02)

    assert (await failure(speak, SHORT)).reason == "no first token in time"


async def test_a_whole_answer_has_a_deadline() -> None:
    """A model that never comes to an end is not waited for."""

    async def speak(response: web.StreamResponse) -> None:
        while True:
            await say(response, piece("又"))
            await asyncio.sleep(0.02)

    assert (await failure(speak, replace(SHORT, first=60.0, stall=60.0))).reason == "no end in time"


async def test_the_consumers_time_is_not_the_models() -> None:
    """Whoever takes long over two pieces, longer than one may take to come, makes none of them late."""
    async with writing(well, Deadlines(stall=1.0, pauses=())) as (writer, _, _):
        slowly = []
        async for text in writer.write(QUESTION, PASSAGES):
            slowly.append(text)
            await asyncio.sleep(0.6)
    assert slowly == ["遗忘门", "决定丢弃[1]。"]


@pytest.mark.parametrize("speak", [cut, too_long])
async def test_the_key_is_in_no_failure(speak: Speaking) -> None:
    """Failures are logged."""
    failed = await failure(speak)
    assert KEY not in f"{failed!r} {failed}"


async def test_a_key_that_the_server_repeats_is_not_in_the_failure() -> None:
    """Servers name the key that they refuse."""
    refusal = web.json_response({"error": {"message": f"Incorrect API key: {KEY}"}}, status=401)
    failed = await failure(refusal)
    assert isinstance(failed, KeyRefused)
    assert KEY not in f"{failed!r} {failed}"


async def test_an_answer_may_be_given_up() -> None:
    """Nothing is left open behind it."""

    async def speak(response: web.StreamResponse) -> None:
        while True:
            await say(response, piece("遗忘门"))
            await asyncio.sleep(0)

    async with writing(speak) as (writer, _, _):
        answer = writer.write(QUESTION, PASSAGES)
        assert await anext(answer) == "遗忘门"
        await answer.aclose()


async def test_the_consumers_time_is_not_the_whole_answers() -> None:
    """A chat that takes longer to show a piece than the whole answer may take loses nothing of it."""
    go_on = asyncio.Event()

    async def speak(response: web.StreamResponse) -> None:
        await say(response, piece("遗忘门"))
        await go_on.wait()
        await asyncio.sleep(0.05)
        await say(response, piece("。", "stop"))

    async with writing(speak, Deadlines(whole=1.0, pauses=())) as (writer, _, _):
        answer = writer.write(QUESTION, PASSAGES)
        assert await anext(answer) == "遗忘门"
        await asyncio.sleep(1.1)
        go_on.set()
        assert [text async for text in answer] == ["。"]


async def test_a_stream_that_stays_open_after_the_end_is_not_waited_for() -> None:
    """The model has said that it is finished: the answer is whole."""

    async def speak(response: web.StreamResponse) -> None:
        await say(response, piece("遗忘门"), piece("。", "stop"))
        await asyncio.Event().wait()

    async with writing(speak, replace(QUICK, stall=3.0)) as (writer, _, _):
        assert await pieces(writer) == ["遗忘门", "。"]


async def test_an_answer_without_an_end_is_too_long() -> None:
    """It is given up, however fast it comes, and the log says why."""

    async def speak(response: web.StreamResponse) -> None:
        while True:
            await say(response, piece("又" * 4000))

    with capture_logs() as logs:
        assert (await failure(speak)).reason == "too long"
    assert [one["reason"] for one in logs if one["event"] == "model_failed"] == ["too long"]


async def test_a_servers_own_reason_is_not_repeated() -> None:
    """It may be anything, the key too."""

    async def speak(response: web.StreamResponse) -> None:
        await say(response, piece("遗忘门"), piece("", KEY), "[DONE]")

    assert (await failure(speak)).reason == "finish_reason unknown"
