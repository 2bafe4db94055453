"""All layers together, between a real HTTP server and a real database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import TelegramObject
from structlog.testing import capture_logs

from bot.conversation.requests import Layers, number_messages
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.chats import SqlChats
from knowledge.adapters.sql.spine.replies import SqlReplies
from knowledge.spine.known_chats import KnownChats
from knowledge.spine.pacing import InProcessPaces
from tests.bot.doubles import claimed
from tests.fakes import FixedClock
from tests.fakes.telegram_server import Chat, TelegramServer, User, faults


class Process:
    """One process of a deployment, with a bot whose calls pass every layer; it waits for nothing."""

    def __init__(self, telegram: TelegramServer, database: Path) -> None:
        self.telegram = telegram
        self.database = database
        self.time = 0.0

    async def _pause(self, seconds: float) -> None:
        self.time += seconds

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[Bot]:
        """The bot of a process that has just started."""
        clock, session = FixedClock(), AiohttpSession(api=TelegramAPIServer.from_base(self.telegram.url))
        async with open_engine(self.database) as engine, Bot(self.telegram.token, session=session) as bot:
            chats, paces = KnownChats(SqlChats(engine), clock), InProcessPaces(lambda: self.time)
            Layers(SqlReplies(engine), chats, paces, clock, pause=self._pause).put_over(session)
            yield bot

    async def work_off(self, chat: Chat, *texts: str) -> None:
        """Answer update 1 with these texts, in a process of its own."""

        async def handle(*_: object) -> None:
            for text in texts:
                await bot.send_message(chat.id, text)

        async with self.bot() as bot:
            await number_messages(handle, TelegramObject(), {"claim": claimed()})


@pytest.fixture
async def process(sqlite_database: Path) -> AsyncIterator[Process]:
    """One."""
    async with TelegramServer() as telegram:
        yield Process(telegram, sqlite_database)


async def test_an_update_is_worked_off_again_from_where_it_broke_off(process: Process) -> None:
    """The part that Telegram refused for long is sent by the next process, the others are not."""
    telegram, group = process.telegram, process.telegram.group()
    telegram.fail("sendMessage", faults.flood(600), skip=1)
    with pytest.raises(TelegramRetryAfter):
        await process.work_off(group, "一", "二", "三")
    process.time += 600
    await process.work_off(group, "一", "二", "三")
    await process.work_off(group, "一", "二", "三")
    assert [one.text for one in telegram.sent(group)] == ["一", "二", "三"]
    assert len(telegram.called("sendMessage")) == 4


@pytest.mark.parametrize(
    ("fault", "stand"),
    [
        (faults.gateway(), 1),
        (faults.reset(), 1),
        (faults.reset(after_effect=True), 2),
        (faults.truncate(), 2),
        (faults.flood(3), 1),
    ],
    ids=["gateway", "reset", "reset after it was sent", "truncated", "flood"],
)
async def test_an_answer_comes_for_certain_and_twice_only_if_its_receipt_was_lost(
    process: Process, fault: faults.Fault, stand: int
) -> None:
    """Telegram has no key by which it would know the message again; that it may be there twice is logged."""
    group = process.telegram.group()
    process.telegram.fail("sendMessage", fault)
    with capture_logs() as logs:
        await process.work_off(group, "答")
        await process.work_off(group, "答")
    assert [one.text for one in process.telegram.sent(group)] == ["答"] * stand
    in_doubt = sum(one["event"] == "reply_maybe_doubled" for one in logs)
    assert in_doubt == (fault.kind != "refuse")


async def test_a_lost_chat_is_knocked_at_once_by_all_processes(process: Process) -> None:
    """Another chat is not touched by it."""
    telegram, group, person = process.telegram, process.telegram.group(), process.telegram.private(User(7, "Ming"))
    telegram.kick(group)
    for _ in range(2):
        with pytest.raises(TelegramForbiddenError):
            await process.work_off(group, "答")
    assert len(telegram.called("sendMessage")) == 1
    async with process.bot() as bot:
        await bot.send_message(person.id, "答")
    assert [one.text for one in telegram.sent(person)] == ["答"]


async def test_a_group_that_moves_in_the_middle_gets_every_part_once(process: Process) -> None:
    """What was noted of the old number is known under the new one."""
    telegram = process.telegram
    group = telegram.group(kind="group")
    telegram.fail("sendMessage", faults.refuse(400, "Bad Request: no"), skip=1)
    with pytest.raises(AiogramError):
        await process.work_off(group, "一", "二")
    moved = telegram.migrate(group)
    await process.work_off(group, "一", "二")
    await process.work_off(group, "一", "二")
    assert [one.text for one in telegram.sent(group)] == ["一"]
    assert [one.text for one in telegram.sent(moved)] == ["二"]
