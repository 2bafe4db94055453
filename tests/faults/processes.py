"""The real `zixue run` in a process of its own, at whose webhook Telegram delivers."""

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import ClientSession

from tests.fakes.telegram_server import Chat, TelegramServer, User
from tests.program import ZIXUE, environment, free_port

DEADLINE: Final = 90.0
SECRET: Final = "s-e-c-r-e-t_of-the-webhook"  # noqa: S105  opens nothing
MING: Final = User(7, "小明", language_code="zh-hans")


@dataclass(frozen=True, slots=True)
class Process:
    """A bot that runs, and what it has written to stderr so far."""

    telegram: TelegramServer
    child: asyncio.subprocess.Process
    place: Path
    address: str
    client: ClientSession

    @property
    def log(self) -> str:
        """Its stderr."""
        return (self.place / "log").read_text()

    async def command(self, *words: str, before: Sequence[str] = ()) -> str:
        """What a command beside it prints; it must succeed."""
        ours = _environment(self.telegram, self.address, {})
        asked = await asyncio.create_subprocess_exec(
            *before, *ZIXUE, *words, cwd=self.place, env=ours, stdout=asyncio.subprocess.PIPE
        )
        out, _ = await asyncio.wait_for(asked.communicate(), DEADLINE)
        assert asked.returncode == 0
        return out.decode()

    async def status(self, path: str) -> int:
        """What it says to an operator's program."""
        async with self.client.get(f"{self.address}/{path}") as response:
            return response.status

    async def takes(self, body: str, secret: str = SECRET) -> int:
        """What it says to an update of ours."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}
        async with self.client.post(f"{self.address}/telegram", data=body.encode(), headers=headers) as response:
            return response.status

    def want_help(self, *chats: Chat) -> None:
        """Somebody wants help in these chats."""
        for chat in chats:
            self.telegram.say(chat, MING, "/help")

    async def until_said(self, count: int, *chats: Chat) -> None:
        """Wait until the bot has said so much in each of these chats."""
        sent = self.telegram.sent
        await self.telegram.until(lambda: all(len(sent(chat)) >= count for chat in chats), DEADLINE)

    async def until_refused(self) -> None:
        """Wait until Telegram was refused an update, as it sees it."""

        def refused() -> bool:
            hook = self.telegram.webhooks.webhook
            return hook is not None and hook.last_error is not None and ": 503" in hook.last_error[1]

        await self.telegram.until(refused, DEADLINE)

    async def until_all_taken(self) -> None:
        """Wait until Telegram has no update left for the bot."""
        await self.telegram.until(lambda: not self.telegram.updates.waiting, DEADLINE)

    async def end(self) -> int:
        """The exit code after SIGTERM."""
        self.child.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.child.wait(), DEADLINE)


@asynccontextmanager
async def process(
    telegram: TelegramServer, place: Path, before: Sequence[str] = (), **settings: str
) -> AsyncIterator[Process]:
    """A bot that listens and is known to Telegram; `before` is a command that runs it. Killed at the end."""
    address = f"http://127.0.0.1:{free_port()}"
    with (place / "log").open("ab") as log:
        child = await asyncio.create_subprocess_exec(
            *before, *ZIXUE, "run", cwd=place, env=_environment(telegram, address, settings), stderr=log
        )
    try:
        async with ClientSession() as client:
            running = Process(telegram, child, place, address, client)
            await telegram.until(lambda: telegram.called("setWebhook") or child.returncode is not None, DEADLINE)
            assert child.returncode is None, running.log
            yield running
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


def _environment(telegram: TelegramServer, address: str, settings: dict[str, str]) -> dict[str, str]:
    return environment(
        {
            "telegram_token": telegram.token,
            "telegram_api_url": telegram.url,
            "webhook_url": f"{address}/telegram",
            "webhook_secret": SECRET,
            "web_port": address.rpartition(":")[2],
            "embedder": "none",
            "burst_seconds": "0",
            "user_questions": "0",
            "chat_questions": "0",
            **settings,
        }
    )
