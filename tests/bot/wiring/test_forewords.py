"""Forewords whose tokens are noted, from a real endpoint on the loopback interface."""

import datetime as dt
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.wiring.forewords import NO_CHAT, MeteredForewords
from knowledge.adapters.openai_chat import OpenAIWriter
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.governance.consumption import SqlConsumption
from knowledge.governance.prices import Prices
from knowledge.governance.quotas import Scope, Spent
from knowledge.weekly.compiled import CompiledIssue
from tests.fakes import NOON, FixedClock


@pytest.mark.parametrize(("told", "tokens_out"), [({"prompt_tokens": 90, "completion_tokens": 30}, 30), (None, 4)])
async def test_what_a_foreword_took_counts_as_the_bots_own(
    sqlite_database: Path, told: dict[str, int] | None, tokens_out: int
) -> None:
    """As the endpoint tells it, else by the length of the texts; no question, no chat, and a day of the zone."""

    async def complete(_: web.Request) -> web.Response:
        choice = {"index": 0, "delta": {"content": "本期谈门控。"}, "finish_reason": "stop"}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        chunks = [{**chunk, "choices": [choice]}, {**chunk, "choices": [], "usage": told}]
        said = "".join(f"data: {json.dumps(one)}\n\n" for one in chunks)
        return web.Response(text=f"{said}data: [DONE]\n\n", content_type="text/event-stream")

    app = web.Application()
    app.router.add_post("/v1/chat/completions", complete)
    async with TestServer(app, host="127.0.0.1") as server, open_engine(sqlite_database) as engine:
        writer, kept = OpenAIWriter(str(server.make_url("/v1")), "sk-any", "m"), SqlConsumption(engine)
        zone, clock = ZoneInfo("Pacific/Kiritimati"), FixedClock(NOON)
        metered = MeteredForewords(writer, kept, Prices(1.0, 2.0), clock, zone)
        issue = CompiledIssue(4, 1, "周刊", NOON.date())
        assert await metered.propose(issue) == "本期谈门控。"
        await writer.close()
        spent = await kept.spent(Scope.CHAT, NO_CHAT, NOON.date() + dt.timedelta(days=1))
    assert (spent.questions, spent.tokens_out) == (0, tokens_out)
    assert spent.cost == spent.tokens_in + 2 * spent.tokens_out
    assert spent != Spent()
