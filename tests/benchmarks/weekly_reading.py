"""The part of the weekly's benchmark that reads: issues in a chat, the search over all of them, what both take."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.settings import Settings
from bot.web.archive import archive_routes
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.language.words import topic_words
from knowledge.weekly.compiled import CompiledIssue, Section
from knowledge.weekly.issues import IssueChange, Step
from knowledge.weekly.publishing.artefacts import findable
from tests.benchmarks.phase import Figures, resident_mb
from tests.benchmarks.timing import ratio, timed
from tests.bot.doubles import Conversation
from tests.bot.web.archive.conftest import Shelf
from tests.fakes import NOON, FixedClock

_QUERIES: Final = ("过拟合", "梯度 消失", "学习率 怎么 选", "注意力 机制", "卷积", "LSTM 门", "模型", "没有的词")
_SCAN: Final = text("SELECT slug, title, text FROM published_entries WHERE folded LIKE :one AND folded LIKE :other")


async def issue(where: Path | str, issues: int, rounds: int) -> Figures:
    """What is asked in a chat, through the dispatcher: the newest issue, others, entries, and sections by a button.

    Against `/help`, which passes the same dispatcher and reads nothing.
    """
    async with open_engine(where) as engine:
        chat = Conversation()
        chat.dispatcher.workflow_data.update(weekly=weekly_of(engine, Settings(_env_file=None), FixedClock()))
        others = list(islice(cycle(range(1, issues + 1)), rounds))
        figures = {"newest": await timed(chat.say, ["/issue"] * rounds)}
        assert f"第 {issues} 期" in chat.sends()[-1].text
        under = chat.screen.messages[-1]

        async def press(number: int) -> None:
            await chat.press(f"w:read:section:{number}:0:{Section.STUDY}", under)

        figures["others"] = await timed(chat.say, [f"/issue {n}" for n in others])
        assert f"第 {others[-1]} 期" in chat.sends()[-1].text
        figures["entries"] = await timed(chat.say, [f"#{n}-论1" for n in others])
        assert f"#{others[-1]}-论1" in chat.sends()[-1].text
        figures["sections"] = await timed(press, others)
        assert f"#{others[-1]}-心1" in (chat.screen.edits[-1].text or "")
        figures["help"] = await timed(chat.say, ["/help"] * rounds)
    return figures | {"ratio": ratio(figures["newest"], figures["help"])}


async def search(where: Path | str, newest: CompiledIssue, rounds: int) -> Figures:
    """Searches through HTTP, also each time after an issue has changed, against a scan of the same entries."""
    async with open_engine(where) as engine, _archive(engine) as client:

        async def ask(query: str) -> None:
            async with client.get("/search", params={"q": query}) as response:
                assert response.status == HTTPStatus.OK
                assert await response.text()

        async def change() -> None:
            issues = SqlIssues(engine)
            read = await issues.numbered(newest.number)
            assert read is not None
            step = Step(
                issues=(IssueChange(read, replace(read, ingested=read.ingested + 1)),), entries=findable(newest)
            )
            assert await issues.take(step, NOON)

        async def scan(query: str) -> None:
            one, other = ([f"%{word}%" for word in topic_words(query)] * 2)[:2]
            async with engine.connect() as connection:
                (await connection.execute(_SCAN, {"one": one, "other": other})).all()

        queries = list(islice(cycle(_QUERIES), rounds))
        ours, peer = await timed(ask, queries), await timed(scan, queries)
        return {"ours": ours, "after_a_change": await timed(ask, queries, change), "scan": peer}


def memory(store: Path, _: Path) -> Figures:
    """What the archive holds after a search, and after every issue was read: a process of its own, in megabytes."""
    return asyncio.run(_memory(store)) | {"database_mb": store.stat().st_size / 1e6}


async def _memory(store: Path) -> Figures:
    async with open_engine(store) as engine, _archive(engine) as client:
        topic_words("梯度消失")  # the dictionaries, which answering has loaded as well
        await _read(client, "/")
        before = resident_mb()
        await _read(client, "/search?q=LSTM")
        searched = resident_mb()
        weekly = weekly_of(engine, Settings(_env_file=None), FixedClock())
        published = await weekly.archive.published()
        compiled = [await weekly.issues.compiled(one.number or 0) for one in published]
        return {
            "search_mb": searched - before,
            "issues_mb": resident_mb() - searched,
            "issues": float(len(compiled)),
        }


@asynccontextmanager
async def _archive(engine: AsyncEngine) -> AsyncIterator["TestClient[web.Request, web.Application]"]:
    """A client of the archive over this database."""
    app = web.Application()
    app.router.add_routes(archive_routes(Shelf(engine).parts()))
    async with TestClient(TestServer(app)) as client:
        yield client


async def _read(client: "TestClient[web.Request, web.Application]", address: str) -> None:
    async with client.get(address) as response:
        assert response.status == HTTPStatus.OK
        await response.read()
