"""Calling the fake Bot API server as any client does, without a library in between."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from tests.fakes.telegram_server import TelegramServer
from tests.fakes.telegram_server.asked import Json


@dataclass(frozen=True, slots=True)
class Calls:
    """The Bot API of one server, method by method."""

    telegram: TelegramServer
    session: aiohttp.ClientSession

    async def __call__(self, method: str, **asked: object) -> Json:
        """The whole answer of a call: `ok`, `result` or `error_code`, `description`, `parameters`."""
        async with self.session.post(f"{self.telegram.url}/bot{self.telegram.token}/{method}", json=asked) as answer:
            body: Json = await answer.json()
            assert body["ok"] or body["error_code"] == answer.status
            return body

    async def result(self, method: str, **asked: object) -> Json:
        """What a call that succeeds answers, as an object."""
        answer = await self(method, **asked)
        assert isinstance(answer.get("result"), dict), answer
        result = answer["result"]
        assert isinstance(result, dict)
        return result

    async def refusal(self, method: str, **asked: object) -> str:
        """In which words a call is refused."""
        answer = await self(method, **asked)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def updates(self, **asked: object) -> list[Json]:
        """The updates that getUpdates hands out."""
        answer = await self("getUpdates", **asked)
        assert isinstance(answer.get("result"), list), answer
        result = answer["result"]
        assert isinstance(result, list)
        return result


@asynccontextmanager
async def calling(telegram: TelegramServer) -> AsyncIterator[Calls]:
    """Calls to this server."""
    async with aiohttp.ClientSession() as session:
        yield Calls(telegram, session)
