"""Long polling against a Bot API server, into a real inbox."""

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
from aiogram import Bot

from bot.conversation.connecting.polling import Poll, TelegramUnreachable, TokenRefused, bot_of, introduce
from bot.conversation.connecting.retry_forever import RetryForever
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.errors import LibraryUnavailable
from knowledge.spine.inbox import Claim, Inbox, Incoming
from tests.fakes import FixedClock
from tests.fakes.telegram_server import TelegramServer, User, faults

XIAOMING = User(7, "小明")
KINDS = ["message", "callback_query"]


@dataclass
class Kept:
    """The inbox as far as polling uses it; it refuses as often as it is told to, and keeps what happened in order."""

    inbox: SqlInbox
    refusals: int = 0
    events: list[str] = field(default_factory=list)

    async def keep(self, arrived: Sequence[Incoming], now: dt.datetime) -> int:
        """Keep, or refuse."""
        if self.refusals:
            self.refusals -= 1
            self.events.append("refused")
            raise LibraryUnavailable
        self.events.append("kept")
        return await self.inbox.keep(arrived, now)

    async def held(self) -> list[Claim]:
        """All that is in it."""
        now = FixedClock().now()
        return await self.inbox.claim("test", 1000, now, now)


@pytest.fixture
async def kept(sqlite_database: Path) -> AsyncIterator[Kept]:
    """An empty inbox."""
    async with open_engine(sqlite_database) as engine:
        yield Kept(SqlInbox(engine))


@asynccontextmanager
async def polling(telegram: TelegramServer, kept: Kept, pauses: list[float] | None = None) -> AsyncIterator[None]:
    """A loop polls meanwhile; its pauses take no time."""

    async def pause(seconds: float) -> None:
        if pauses is not None:
            pauses.append(seconds)
        await asyncio.sleep(0)

    async with bot_of(telegram.token, api_url=telegram.url) as bot:
        poll = Poll(bot, cast("Inbox", kept), FixedClock(), telegram.changed, KINDS, RetryForever(pause))
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(poll.run())
            yield
            task.cancel()


def drained(telegram: TelegramServer) -> Callable[[], bool]:
    """Whether everything that waited at Telegram's is acknowledged."""
    return lambda: not telegram.updates.waiting


async def test_what_is_acknowledged_was_kept_before(telegram: TelegramServer, kept: Kept) -> None:
    """Nothing is dropped at the start, and a database that is away acknowledges nothing."""
    chat = telegram.private(XIAOMING)
    for text in ("什么", "怎么"):
        telegram.say(chat, XIAOMING, text)
    kept.refusals = 2
    pauses: list[float] = []
    async with polling(telegram, kept, pauses):
        await telegram.until(drained(telegram))
    assert kept.events == ["refused", "refused", "kept"]
    assert pauses == [1.0, 2.0]
    (first,) = await kept.held()
    assert json.loads(first.payload)["message"]["text"] == "什么"
    (webhook,) = telegram.called("deleteWebhook")
    assert webhook.values["drop_pending_updates"] == "false"
    asked = [call.values for call in telegram.called("getUpdates")]
    assert json.loads(str(asked[0]["allowed_updates"])) == KINDS
    assert ["offset" in values for values in asked] == [False, False, False, True]


async def test_what_no_library_can_decode_does_not_hold_up_its_batch(telegram: TelegramServer, kept: Kept) -> None:
    """It is kept like the others: what becomes of it is decided for it alone."""
    telegram.deliver_raw({"message": {"date": "gestern", "chat": 5}})
    telegram.deliver_raw({"nothing": {"that": ["is", {"known": 1}]}})
    telegram.say(telegram.private(XIAOMING), XIAOMING, "什么")
    async with polling(telegram, kept):
        await telegram.until(drained(telegram))
    assert [claim.lane.partition(":")[0] for claim in await kept.held()] == ["update", "update", "chat"]


async def test_an_update_that_is_handed_out_again_is_kept_once(telegram: TelegramServer, kept: Kept) -> None:
    """As after a crash between keeping and acknowledging."""
    telegram.say(telegram.private(XIAOMING), XIAOMING, "什么")
    telegram.fail("getUpdates", faults.truncate())
    async with polling(telegram, kept):
        await telegram.until(drained(telegram))
        telegram.deliver_raw({"update_id": (await kept.held())[0].update_id, "message": {}})
        await telegram.until(drained(telegram))
    assert kept.events == ["kept", "kept"]
    assert (await kept.inbox.backlog()).waiting == 1


@pytest.mark.parametrize(
    ("fault", "pause"),
    [
        (faults.gateway(502), 1.0),
        (faults.reset(), 1.0),
        (faults.truncate(), 1.0),
        (faults.refuse(500, "Internal Server Error: restart"), 1.0),
        (faults.refuse(409, "Conflict: terminated by other getUpdates request"), 1.0),
        (faults.flood(77), 77),
    ],
)
async def test_every_refusal_is_waited_out(
    telegram: TelegramServer, kept: Kept, fault: faults.Fault, pause: float
) -> None:
    """With growing pauses, or after as long as Telegram says; also at the first call."""
    telegram.say(telegram.private(XIAOMING), XIAOMING, "什么")
    telegram.fail("*", fault, times=3)
    pauses: list[float] = []
    async with polling(telegram, kept, pauses):
        await telegram.until(drained(telegram))
    assert pauses == ([1.0, 2.0, 4.0] if pause == 1.0 else [pause] * 3)
    assert len(await kept.held()) == 1


async def test_telegram_that_is_down_at_the_start_is_waited_for(telegram: TelegramServer, kept: Kept) -> None:
    """Our own deployment may be up before the network is."""
    await telegram.down()
    pauses: list[float] = []
    async with polling(telegram, kept, pauses):
        await telegram.until(lambda: len(pauses) >= 8)
        await telegram.up()
        telegram.say(telegram.private(XIAOMING), XIAOMING, "什么")
        await telegram.until(drained(telegram))
    assert pauses[:8] == [1, 2, 4, 8, 16, 30, 30, 30]


async def test_a_refused_token_ends_it(telegram: TelegramServer, kept: Kept) -> None:
    """Nothing but another token can mend that."""
    async with bot_of("1:another", api_url=telegram.url) as bot:
        with pytest.raises(TokenRefused):
            await Poll(bot, cast("Inbox", kept), FixedClock(), lambda: None, None).run()


async def test_an_introduction_tells_both_failures_apart(telegram: TelegramServer) -> None:
    """The doctor says which it is."""
    assert (await introduce(telegram.token, api_url=telegram.url)).username == "zixue_bot"
    with pytest.raises(TokenRefused):
        await introduce("1:another", api_url=telegram.url)
    for fault in (faults.gateway(502), faults.reset(), faults.flood(30)):
        telegram.fail("getMe", fault)
        with pytest.raises(TelegramUnreachable):
            await introduce(telegram.token, api_url=telegram.url)


@pytest.mark.parametrize("token", ["", "abc", "1:a b", "x:y"])
def test_a_malformed_token_is_refused_before_anything_is_sent(token: str) -> None:
    """A typing error needs no network to be seen."""
    with pytest.raises(TokenRefused):
        bot_of(token)


def test_the_bot_speaks_to_the_server_that_is_set() -> None:
    """A server of one's own has the same paths below its address."""
    bot: Bot = bot_of("1:test", api_url="http://localhost:8081/")
    assert bot.session.api.api_url("1:test", "getMe") == "http://localhost:8081/bot1:test/getMe"
