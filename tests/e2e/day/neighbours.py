"""What the bot reaches besides Telegram: a page to read, and a model that says what its first passages say."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

_PASSAGE: Final = re.compile(r'<passage number="(\d+)">\n(.*?)\n</passage>', re.DOTALL)
_SENTENCE: Final = re.compile(r"[^。！？\n]{12,}?[。！？]")
_PIECE: Final = 12
_SLOWLY, _FAST = 0.4, 0.02
_COUNT: Final = web.AppKey("count", list[int])
_EVERY: Final = 4
"""One in so many answers takes several seconds."""

PAGE: Final = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>小批量里的海葵优化器</title></head>
<body><article><h1>小批量里的海葵优化器</h1>
<p>海葵优化器把每一步的学习率乘上一个随梯度方差变化的因子：方差越大，步子越小。它的作者建议把窗口设成四十步。</p>
<p>和 Adam 相比，海葵优化器少存一份动量，所以显存占用更小；代价是开头几百步收敛得慢一些，需要预热。</p>
</article></body></html>"""
"""Invented, so that nothing else can answer what is asked about it."""

ABOUT_THE_PAGE: Final = "海葵优化器的窗口建议设成多少步？"
ON_THE_PAGE: Final = "四十步"


async def _page(_: web.Request) -> web.Response:
    return web.Response(text=PAGE, content_type="text/html")


async def _complete(request: web.Request) -> web.StreamResponse:
    asked = str((await request.json())["messages"][-1]["content"])
    request.app[_COUNT][0] += 1
    pause = _SLOWLY if request.app[_COUNT][0] % _EVERY == 0 else _FAST
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    text = said_of(asked)
    for at in range(0, len(text), _PIECE):
        await response.write(_chunk(text[at : at + _PIECE], None))
        await asyncio.sleep(pause)
    await response.write(_chunk("", "stop"))
    await response.write(b"data: [DONE]\n\n")
    return response


def said_of(asked: str) -> str:
    """The first sentences of the first passages, each with its number."""
    found = [(number, sentence) for number, text in _PASSAGE.findall(asked) for sentence in _SENTENCE.findall(text)[:2]]
    return "".join(f"{sentence.strip()}[{number}]" for number, sentence in found[:4]) or "NOT_ANSWERED"


def _chunk(text: str, finish: str | None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n".encode()


@asynccontextmanager
async def neighbours() -> AsyncIterator[str]:
    """The address of a server that is both: `/page`, and a model below `/v1`."""
    app = web.Application()
    app[_COUNT] = [0]
    app.router.add_get("/page", _page)
    app.router.add_post("/v1/chat/completions", _complete)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
