"""Thousands of updates that come shuffled and more than once: each is worked off once, and a bad one stops nobody."""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiogram import Dispatcher
from aiogram.types import Message

from bot.conversation.connecting.handling import Handle
from bot.conversation.connecting.polling import bot_of
from bot.updates import arrived
from bot.wiring import SystemClock
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.spine.endings import Bury, Done, Ending, WorkPolicy
from knowledge.spine.inbox import Claim
from knowledge.spine.work_inbox import WorkInbox
from tests.fakes.telegram_server import TelegramServer

CHATS = 40
BATCH = 100
"""What one `getUpdates` brings at most."""


@dataclass
class Seen:
    """What was handled, in its order, and how each update ended and when."""

    handled: list[tuple[int, str]] = field(default_factory=list)
    ended: dict[int, tuple[Ending, float]] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, message: Message) -> None:
        """What the bot does."""
        self.handled.append((message.chat.id, message.text or ""))

    def end(self, claim: Claim, ending: Ending) -> None:
        """Note an end."""
        self.ended[claim.update_id] = (ending, time.monotonic())
        self.changed.set()

    async def all_of(self, number: int) -> None:
        """Wait until so many have ended."""
        while len(self.ended) < number:
            self.changed.clear()
            await self.changed.wait()


def said(number: int) -> dict[str, Any]:
    """An update; the chat follows from its number."""
    chat = {"id": 1 + number % CHATS, "type": "private", "first_name": "小明"}
    message = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": {**chat, "is_bot": False}}
    return {"update_id": number, "message": message | {"text": str(number)}}


@asynccontextmanager
async def working(inbox: SqlInbox, seen: Seen) -> AsyncIterator[WorkInbox]:
    """The worker over the dispatcher, as the bot has it."""
    root = Dispatcher(disable_fsm=True)
    root.message.register(seen.handle)
    async with TelegramServer() as telegram, bot_of(telegram.token, api_url=telegram.url) as bot:
        policy, stop = WorkPolicy(), asyncio.Event()
        handle = Handle(root, bot, policy.attempts)
        work = WorkInbox(inbox, SystemClock(), handle, "worker", policy, lambda _claim, _reason: [], seen.end)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(work(stop))
            yield work
            stop.set()


def batches(updates: Sequence[object]) -> Iterator[list[object]]:
    """So many at a time."""
    return (list(updates[at : at + BATCH]) for at in range(0, len(updates), BATCH))


@pytest.mark.parametrize(
    ("database", "number"),
    [("sqlite", 300), *(pytest.param(name, 10_000, marks=pytest.mark.faults) for name in ("sqlite", "postgres"))],
    indirect=["database"],
)
async def test_what_comes_shuffled_and_again_is_done_once(database: Path | str, number: int) -> None:
    """In the order of arrival in each chat; nothing of it is done again when all of it comes again."""
    random = Random(number)  # noqa: S311  no secret
    updates = [said(n) for n in range(number)]
    bad = updates[number // 2]["update_id"]
    updates[number // 2]["message"]["date"] = "gestern"
    replayed = updates + random.sample(updates, number // 3)
    random.shuffle(replayed)
    first_come = list(dict.fromkeys(update["update_id"] for update in replayed))
    clock, seen = SystemClock(), Seen()
    async with open_engine(database) as engine, working(inbox := SqlInbox(engine), seen) as work:
        began = time.monotonic()
        for batch in [*batches(replayed), *batches(updates)]:
            await inbox.keep([arrived(update) for update in batch], clock.now())
            work.arrived()
        async with asyncio.timeout(600):
            await seen.all_of(number)
        took = time.monotonic() - began
        backlog = await inbox.backlog()
    assert Counter(text for _, text in seen.handled) == Counter(str(n) for n in range(number) if n != bad)
    for chat in range(1, CHATS + 1):
        expected = [str(n) for n in first_come if 1 + n % CHATS == chat and n != bad]
        assert [text for where, text in seen.handled if where == chat] == expected
    assert (backlog.waiting, backlog.buried) == (0, 1)
    assert {n for n, (ending, _) in seen.ended.items() if ending != Done()} == {bad}
    overtaken = ended_between(bad, next_in_chat(bad, first_come), seen)
    sys.stdout.write(
        f"{number} updates in {took:.1f} s; {overtaken} ended between the bad one and the next behind it\n"
    )
    assert overtaken <= 2 * CHATS


def next_in_chat(bad: int, first_come: Sequence[int]) -> int:
    """The update that stood behind the bad one in its chat."""
    lane = [n for n in first_come if n % CHATS == bad % CHATS]
    return lane[lane.index(bad) + 1]


def ended_between(bad: int, behind: int, seen: Seen) -> int:
    """How many others ended between these two: many where the chat had to wait for more than its turn."""
    assert seen.ended[bad][0] == Bury("undecodable")
    (_, begin), (_, end) = seen.ended[bad], seen.ended[behind]
    return sum(begin < at < end for _, at in seen.ended.values())
