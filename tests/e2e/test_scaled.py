"""Several bots on one PostgreSQL and one Valkey behind the proxy, as docker-compose.yml has them."""

import asyncio
import http.client
import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import pytest
from valkey import Valkey

from bot.catalogue import Words
from bot.publishing.outgoing import Outgoing
from bot.wiring import SystemClock
from knowledge import samples
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState
from tests.composed import composed
from tests.scaled import HOSTS, PATIENCE, Replica, Scaled, scaled
from tests.served import LLMOCK, served

pytestmark = [
    pytest.mark.faults,
    pytest.mark.allow_hosts(HOSTS),
    pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.2 is an address of its own on Linux only"),
]

NOTE = "# 什么是早停\n\n早停在验证集的损失不再下降时停止训练，它防止过拟合，通常给几轮耐心再停。\n"
SLOW = 15.0
"""Seconds until a slow model's first word; the writer waits for 20."""

WINDOW = 1.0
"""Seconds before a kill in which what was sent may not have been noted: the sending and one commit."""

DELAY = 1.5
"""Seconds by which a busy machine may be late with the first of several messages; two that knew nothing of each other
would send twice as fast.
"""

LEASE, LOOK = 30.0, 10.0
"""Seconds that a publisher's lease lasts, and between two looks at it. knowledge/spine/exclusive.py"""

Asked = dict[int, list[int]]
"""The numbers of the questions in each chat, in their order."""


class SlowModel:
    """A model's server, which answers at once until it is told to be slow."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.behave()

    def behave(self, *behaviours: dict[str, object]) -> None:
        """Do this from now on, and answer then."""
        answer = {"type": "reply", "text": samples.SUGGESTIONS[1], "times": None}
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        for path, body in (("reset", {}), ("scenario", {"behaviors": [*behaviours, answer]})):
            connection.request("POST", f"/_llmock/{path}", json.dumps(body), {"Content-Type": "application/json"})
            assert connection.getresponse().read() is not None
        connection.close()


@pytest.fixture(scope="module")
def model() -> Iterator[SlowModel]:
    """One server for all tests of this file."""
    with served(LLMOCK) as address:
        yield SlowModel(address)


@pytest.fixture(scope="module")
def pair(model: SlowModel) -> Iterator[Scaled]:
    """The two replicas of the file, started at once on an empty database; the samples are read beside them."""
    settings = {"ZIXUE_MODEL_BASE_URL": f"{model.address}/v1", "ZIXUE_MODEL_API_KEY": "any", "ZIXUE_MODEL_NAME": "any"}
    with scaled(**settings) as running:
        for _ in range(composed()["services"]["replica"]["deploy"]["replicas"]):
            running.add()
        running.all_ready()
        assert running.run("ingest", str(samples.FOLDER)).code == 0
        running.until(lambda: all(one.metric("zixue_index_lag_changes") == 0 for one in running.replicas))
        yield running


@pytest.fixture
def bots(pair: Scaled) -> Iterator[Scaled]:
    """Both, with updates delivered to either."""
    pair.chosen = None
    yield pair
    assert all(one.runs() for one in pair.replicas)


def ask(running: Scaled, people: Sequence[int], times: int = 1, *, words: str = "") -> Asked:
    """Everybody asks so many questions, or says these words, one after the other in a private chat."""
    asked: Asked = defaultdict(list)
    for turn in range(times):
        for person in people:
            said = running.telegram.say(person, person, words or samples.SUGGESTIONS[(person + turn) % 3])
            asked[person].append(int(str(said["message_id"])))
    return asked


def joined(*several: Asked) -> Asked:
    """What was asked in all."""
    return {chat: [one for asked in several for one in asked[chat]] for chat in several[0]}


def answers(running: Scaled, chat: int) -> list[int]:
    """To which messages there are answers in a chat, in their order."""
    below = [message.get("reply_to_message") for message in running.telegram.sent(chat)]
    return [int(one["message_id"]) for one in below if isinstance(one, dict)]


def answered(running: Scaled, asked: Asked) -> bool:
    """Whether every question has an answer."""
    return all(set(answers(running, chat)) >= set(numbers) for chat, numbers in asked.items())


def sent_at(running: Scaled, chat: int) -> list[float]:
    """When messages were sent to a chat; in seconds on this machine's monotonic clock."""
    calls = running.telegram.called("sendMessage", chat)
    return sorted(float(str(call["at"])) for call in calls if call["took_effect"])


async def _put(running: Scaled, effects: Sequence[Effect]) -> None:
    async with open_engine(running.database_url) as engine:
        await SqlOutbox(engine).put(effects, SystemClock().now())


async def _states(running: Scaled) -> Counter[EffectState]:
    async with open_engine(running.database_url) as engine:
        return Counter({state: count for state, count in (await SqlOutbox(engine).counts()).items() if count})


async def _rows(running: Scaled, query: str) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(running.database_url)
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()


def publisher(running: Scaled) -> Replica:
    """Who has the lease."""
    ((holder,),) = asyncio.run(_rows(running, "SELECT holder FROM leases WHERE name = 'publisher'"))
    (found,) = [one for one in running.replicas if one.runs() and one.name == holder]
    return found


def only(running: Scaled, replica: Replica, person: int) -> None:
    """Let updates be delivered to this one alone, and wait until it is so: the proxy looks names up now and then."""
    running.chosen = replica
    others = [one for one in running.replicas if one is not replica]

    def moved() -> bool:
        before = [one.metric("zixue_arrivals_total") for one in others]
        asked = len(running.telegram.sent(person))
        for _ in range(3):
            running.telegram.say(person, person, "/help")
        running.until(lambda: len(running.telegram.sent(person)) >= asked + 3)
        return before == [one.metric("zixue_arrivals_total") for one in others]

    running.until(moved)


def test_two_that_start_at_once_on_an_empty_database_are_one_deployment(bots: Scaled) -> None:
    """The schema is made once and the webhook set once; each has an index of its own; the health check agrees."""
    (revision,) = asyncio.run(_rows(bots, "SELECT version_num FROM alembic_version"))
    assert re.fullmatch(r"\d{4}", revision[0])
    (call,) = bots.telegram.called("setWebhook")
    assert call["values"]["url"] == bots.webhook  # type: ignore[index]  # a Call
    assert bots.telegram.called("getUpdates") == []
    index = bots.folder / "this" / "index"
    assert {"0", "1"} <= {one.name for one in index.iterdir() if one.is_dir()}
    kind, _, *check = composed()["services"]["replica"]["healthcheck"]["test"]
    assert kind == "CMD"
    for replica in bots.replicas:
        here = [word.replace("127.0.0.1:8080", f"{replica.address}:{replica.port}") for word in check]
        assert subprocess.run([sys.executable, *here], check=False).returncode == 0  # noqa: S603  the file's own


def test_every_question_is_answered_once_and_in_order_by_either(bots: Scaled) -> None:
    """The proxy hands the updates of one chat to both."""
    before = [replica.metric("zixue_answers_total") for replica in bots.replicas]
    asked = ask(bots, range(1, 9), times=4)
    bots.until(lambda: answered(bots, asked))
    assert {chat: answers(bots, chat) for chat in asked} == asked
    shares = [one.metric("zixue_answers_total") - had for one, had in zip(bots.replicas, before, strict=True)]
    assert sum(shares) == 32
    assert min(shares) >= 1
    assert all(one.metric("zixue_arrivals_total", 'outcome="kept"') > 0 for one in bots.replicas)


def test_what_operators_ask_is_not_reached_through_the_proxy(bots: Scaled) -> None:
    """Not the metrics; the archive is, and the webhook, but no update without the secret."""
    asked = (("GET", "/metrics", 404), ("GET", "/readyz", 404), ("GET", "/", 200), ("POST", "/telegram", 401))
    for method, path, status in asked:
        connection = http.client.HTTPConnection("127.0.0.1", bots.proxy_port, timeout=10)
        connection.request(method, path, "{}" if method == "POST" else None, {"Content-Type": "application/json"})
        assert connection.getresponse().status == status, path
        connection.close()


def test_both_follow_what_is_read_beside_them_within_two_seconds(bots: Scaled) -> None:
    """As /metrics of each shows it, looked at all the time; both answer from it then."""
    (bots.folder / "note.md").write_text(NOTE, encoding="utf-8")
    lags: list[float] = []
    with ThreadPoolExecutor(1) as pool:
        ingest = pool.submit(bots.run, "ingest", "note.md", "--json")

        def level() -> bool:
            lags.extend(one.metric("zixue_index_lag_seconds") for one in bots.replicas)
            return ingest.done() and all(one.metric("zixue_index_lag_changes") == 0 for one in bots.replicas)

        bots.until(level)
        assert ingest.result().json["sources"][0]["state"] == "new"
    assert max(lags) <= 2.0
    for person, replica in zip((11, 12), bots.replicas, strict=True):
        only(bots, replica, 10)
        bots.telegram.say(person, person, "/search 早停")
        bots.telegram.until(partial(bots.telegram.sent, person), PATIENCE)
        assert "什么是早停" in str(bots.telegram.sent(person)[0]["text"])


def test_the_two_keep_a_chats_rate_together_with_valkey_and_without(bots: Scaled) -> None:
    """Replies by either and what the publisher sends: three at once, then one a second."""
    both = Valkey(unix_socket_path=str(bots.valkey.unix_socket_path))
    keep_the_rate(bots, 21)
    assert both.exists("zixue:pace:chat:21")
    bots.valkey.terminate()
    keep_the_rate(bots, 22)
    ((_,),) = asyncio.run(_rows(bots, "SELECT free_at FROM paces WHERE key = 'chat:22'"))
    bots.valkey.start()

    def back() -> bool:
        asked = ask(bots, range(23, 29))
        bots.until(lambda: answered(bots, asked))
        return all(replica.logged("valkey_back") for replica in bots.replicas)

    bots.until(back)
    assert all(replica.logged("valkey_left_alone") for replica in bots.replicas)
    keep_the_rate(bots, 29)
    assert both.exists("zixue:pace:chat:29")


def keep_the_rate(running: Scaled, person: int) -> None:
    """Let both send to one chat, and look at when it came."""
    running.telegram.act("private", user=person)
    notices = [Effect(f"rate {person} {n}", person, Outgoing(f"notice {n}").payload()) for n in range(5)]
    asked = ask(running, [person], times=8)
    asyncio.run(_put(running, notices))
    running.until(lambda: len(sent_at(running, person)) >= 13)
    at = sent_at(running, person)
    assert len(at) == 13
    assert answers(running, person) == asked[person]
    assert all(late - at[0] >= n - 2 - DELAY for n, late in enumerate(at)), [round(late - at[0], 2) for late in at]


def test_a_stop_reaches_the_answer_that_the_other_writes(bots: Scaled, model: SlowModel) -> None:
    """Within seconds, though the model would be silent for longer.

    Who gets an update mostly works on it; where the writer itself got hold of the wish, it is tried once more.
    """
    assert any(stopped_by_the_other(bots, model, person) for person in range(60, 65))
    model.behave()


def stopped_by_the_other(running: Scaled, model: SlowModel, person: int) -> bool:
    """Whether the other worked on the wish to stop; the answer has ended in either case."""
    model.behave({"type": "slow_first_token", "seconds": SLOW, "times": 1})
    running.telegram.say(person, person, samples.SUGGESTIONS[0])
    writing = writer(running)
    (stopping,) = [one for one in running.replicas if one is not writing]
    only(running, stopping, 32)
    worked, begun = stopping.metric("zixue_updates_total"), time.monotonic()
    running.telegram.say(person, person, "/stop")
    running.until(lambda: writing.metric("zixue_claims_in_work") == 0)
    assert time.monotonic() - begun < 4
    texts = sorted(str(message["text"]) for message in running.telegram.sent(person))
    if stopping.metric("zixue_updates_total") == worked:
        return False
    assert texts == sorted([Words.STOP_WISHED.say("en"), Words.STOPPED_EMPTY.say("en")])
    return True


def writer(running: Scaled) -> Replica:
    """Who is at work, as soon as somebody is."""

    def at_work() -> list[Replica]:
        return [one for one in running.replicas if one.metric("zixue_claims_in_work") == 1]

    running.until(at_work)
    (found,) = at_work()
    return found


def test_the_command_line_works_beside_them(bots: Scaled) -> None:
    """On the same database, with an index of its own meanwhile."""
    assert len(bots.run("sources", "--json").json["sources"]) >= len(samples.paths())
    assert bots.run("ask", samples.SUGGESTIONS[1], "--json").json["status"] == "answered"
    assert bots.run("questions", "--json").code == 0
    assert bots.run("outbox", "--json").code == 0
    assert bots.run("doctor", "--local", "--json").code == 0
    assert bots.run("backup", "kept.zixue", "--json").code == 0
    assert (bots.folder / "kept.zixue").stat().st_size > 0


def test_the_answer_of_one_that_is_told_to_end_comes_once(bots: Scaled, model: SlowModel) -> None:
    """It finishes it, or hands it on after 20 seconds; it is not ready meanwhile, and the other answers others."""
    model.behave({"type": "slow_first_token", "seconds": SLOW, "times": 1})
    slow = ask(bots, [34])
    ending = writer(bots)
    (staying,) = [one for one in bots.replicas if one is not ending]
    before = staying.metric("zixue_updates_total")
    ending.send(signal.SIGTERM)
    bots.until(lambda: ending.get("/readyz")[0] == 503)
    others = ask(bots, range(35, 39), times=2, words="/search lstm")  # no need of the model
    bots.until(lambda: answered(bots, others))
    refused = ending.metric("zixue_arrivals_total", 'outcome="not_now"')
    assert ending.end() == 0, ending.last_words()
    assert {chat: answers(bots, chat) for chat in others} == others
    assert answers(bots, 34) == slow[34]
    assert min(sent_at(bots, chat)[0] for chat in others) < sent_at(bots, 34)[0]
    assert refused <= 8
    assert staying.metric("zixue_updates_total") - before >= 8
    ending.start()
    bots.all_ready()
    model.behave()


def test_one_that_is_killed_and_one_that_ends_leave_nothing_undone(bots: Scaled) -> None:
    """The publisher is killed and another told to end, with questions and notices under way; both come back.

    Every question is answered in its chat's order, and every notice is sent or in doubt. Only what was sent in the
    moment before the kill may be there twice.
    """
    bots.add(machine="another")
    bots.all_ready()
    assert (bots.folder / "another" / "index" / "0").is_dir()
    people, readers = range(41, 51), range(101, 111)
    for reader in readers:
        bots.telegram.act("private", user=reader)
    notices = [Effect(f"n {n} {one}", one, Outgoing(f"notice {n}").payload()) for n in range(6) for one in readers]
    asked = ask(bots, people, times=3)
    asyncio.run(_put(bots, notices))
    bots.until(lambda: sum(len(answers(bots, one)) for one in people) >= 10)
    bots.until(lambda: sum(len(bots.telegram.sent(one)) for one in readers) >= 10)
    killed = publisher(bots)
    ended, left = [one for one in bots.replicas if one is not killed]
    published = len(left.logged("publishing"))
    killed.end(signal.SIGKILL)
    at = time.monotonic()
    asked = joined(asked, ask(bots, people, times=2))
    assert ended.end(signal.SIGTERM) == 0, ended.last_words()
    assert ended.logged("stopping")
    asked = joined(asked, ask(bots, people))
    bots.until(lambda: len(left.logged("publishing")) > published, LEASE + LOOK + 5)
    taken_over = time.monotonic() - at
    for replica in (killed, ended):
        replica.start()
    asked = joined(asked, ask(bots, people))
    bots.all_ready()
    bots.until(lambda: answered(bots, asked), 2 * PATIENCE)
    bots.until(lambda: not {EffectState.PENDING, EffectState.SENDING} & asyncio.run(_states(bots)).keys())
    assert taken_over <= LEASE + LOOK + 5
    for chat, numbers in asked.items():
        there = answers(bots, chat)
        assert list(dict.fromkeys(there)) == numbers
        twice = [one for one, count in Counter(there).items() if count > 1]
        assert len(there) - len(numbers) <= len(twice) <= 1
        assert all(at - WINDOW <= sent_at(bots, chat)[there.index(one)] <= at for one in twice)
    doubt = asyncio.run(_states(bots))[EffectState.UNCERTAIN]
    told = [[str(message["text"]) for message in bots.telegram.sent(reader)] for reader in readers]
    assert all(texts == sorted(set(texts)) for texts in told)
    assert doubt <= 4
    assert len(notices) - doubt <= sum(map(len, told)) <= len(notices)
    assert asyncio.run(_states(bots))[EffectState.FAILED] == 0
