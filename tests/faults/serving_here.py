"""The real bot in a test's own event loop, where its clocks can be moved and its ports be looked at."""

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.conversation.connecting.polling import bot_of
from bot.publishing import Outgoing
from bot.serving import Serving
from bot.settings import Settings
from bot.wiring import SystemClock, zixue
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState, Kept
from knowledge.spine.pacing import InProcessPaces
from tests.fakes.telegram_server import Chat, TelegramServer

DEADLINE = 60.0


@dataclass
class MovedClock:
    """The machine's clock, moved."""

    ahead: dt.timedelta = dt.timedelta()

    def now(self) -> dt.datetime:
        """The time, in UTC."""
        return SystemClock().now() + self.ahead

    def seconds(self) -> float:
        """What only goes forward, moved as well."""
        return time.monotonic() + self.ahead.total_seconds()


@dataclass
class Running:
    """A bot that runs."""

    process: Serving
    telegram: TelegramServer
    clock: MovedClock

    async def publish(self, key: str, chat: Chat, html: str) -> None:
        """Put a message into the outbox."""
        effect = Effect(key, chat.id, Outgoing(html).payload())
        await self.process.wired.spine.outbox.put([effect], self.clock.now())

    async def effects(self) -> dict[str, Kept]:
        """What is or was in the outbox, by its keys."""
        return {kept.key: kept for kept in await self.process.wired.spine.outbox.effects(list(EffectState))}

    async def until_effect(self, key: str, state: EffectState) -> Kept:
        """An effect that was tried, as soon as it is in a state."""
        while (kept := (await self.effects())[key]).state is not state or not kept.attempts:
            await self.telegram.next_change(0.05)
        return kept

    async def until_calls(self, chat: Chat, count: int, method: str = "sendMessage") -> None:
        """Wait until so many calls of a method were made for a chat, and answered."""

        def calls() -> Sequence[object]:
            return [call for call in self.telegram.called(method, chat) if call.status]

        await self.telegram.until(lambda: len(calls()) >= count, DEADLINE)

    async def until_said(self, chat: Chat, count: int = 1) -> list[str]:
        """What the bot has said in a chat, as soon as that is so many messages."""
        await self.telegram.until(lambda: len(self.telegram.sent(chat)) >= count, DEADLINE)
        return [one.text for one in self.telegram.sent(chat)]

    async def until_put_back(self) -> None:
        """Wait until an update is to be tried again, and that is kept."""
        await self.telegram.until(lambda: 'outcome="again"' in self.counted(), DEADLINE)

    def counted(self) -> str:
        """What `/metrics` says."""
        return self.process.metrics.exposition(None, "")[0].decode()

    async def until_idle(self) -> None:
        """Wait until nothing is left of what came in."""
        inbox = self.process.wired.spine.inbox
        while (await inbox.backlog()).waiting:
            await self.telegram.next_change(0.05)


def settings_of(telegram: TelegramServer, folder: Path, **more: Any) -> Settings:  # noqa: ANN401
    """The settings of a deployment in a folder."""
    given = {"data_dir": folder, "embedder": "none", "telegram_api_url": telegram.url, "burst_seconds": 0, **more}
    return Settings(_env_file=None, telegram_token=SecretStr(telegram.token), **given)


@asynccontextmanager
async def serving(
    telegram: TelegramServer,
    folder: Path,
    *,
    ahead: dt.timedelta | None = None,
    **more: Any,  # noqa: ANN401  settings
) -> AsyncIterator[Running]:
    """A bot that runs until the block is left, and begins when the clock is so far ahead."""
    settings, clock, stop = settings_of(telegram, folder, **more), MovedClock(ahead or dt.timedelta()), asyncio.Event()
    bot = bot_of(telegram.token, api_url=settings.telegram_api_url, clock=clock)
    async with asyncio.timeout(2 * DEADLINE), bot, zixue(settings) as wired, asyncio.TaskGroup() as tasks:
        moved = replace(wired, spine=replace(wired.spine, paces=InProcessPaces(clock.seconds)))
        process = Serving(settings, moved, bot, clock)
        ended = tasks.create_task(process.run(stop))
        yield Running(process, telegram, clock)
        stop.set()
        await ended
