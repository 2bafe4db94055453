"""The two servers that a webhook's load is measured on, each in a process of its own: aiogram's echo, and ours."""

import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

from aiogram import Bot, Dispatcher
from aiogram.methods import SendMessage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.metrics import Metrics
from bot.web.group_commit import GroupCommit
from bot.web.health import CheckHealth
from bot.web.probes import Probes
from bot.web.readiness import Drain
from bot.web.server import web_server
from bot.web.webhook import Webhook
from bot.wiring import SystemClock
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.indexing import FollowLibrary
from tests.benchmarks.webhook_load import SECRET
from tests.fakes.index import MemoryIndex

_HOST: Final = "127.0.0.1"


async def echo() -> None:
    """The request handler of aiogram, whose one handler sends the text back in the response: nothing is stored."""
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def _echo(message: Message) -> SendMessage:
        return message.answer(message.text or "")

    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, Bot("42:echo"), handle_in_background=False, secret_token=SECRET)
    handler.register(app, "/telegram")
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, _HOST, 0).start()
    await _until_killed(f"http://{_HOST}:{runner.addresses[0][1]}")


async def ours(where: Path | str) -> None:
    """Our webhook over a database: an update is stored, and its transaction synced, before the 200."""
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(open_engine(where))
        inbox, clock, metrics = SqlInbox(engine), SystemClock(), Metrics()
        follow = FollowLibrary(SqlLibrary(engine), MemoryIndex(), "none")
        probes = Probes(CheckHealth(inbox, SqlOutbox(engine), follow, clock), metrics, Drain())
        webhook = Webhook(SECRET, GroupCommit(inbox, clock, metrics), lambda: None, probes, sys.maxsize)
        await _until_killed(await stack.enter_async_context(web_server(_HOST, 0, probes, webhook)))


async def _until_killed(address: str) -> None:
    print(address, flush=True)  # noqa: T201  for whoever started this
    await asyncio.Event().wait()


def _main(side: str, where: str = "") -> None:
    asyncio.run(echo() if side == "echo" else ours(where if "://" in where else Path(where)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
