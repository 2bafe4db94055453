"""A model's server that does whatever is asked of it: it repeats, decodes, gives its rules away and adds links."""

import base64
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from tests.attack.payloads import CARRIERS, spellings

_PASSAGE: Final = re.compile(r'<passage number="(\d+)">\n(.*?)\n</passage>', re.DOTALL)
_SENTENCE: Final = re.compile(r"[^。！？.!?\n]+[。！？.!?]?")
_CANARY: Final = re.compile(r"spelt out: (\w+)")
_MOST: Final = 4
"""Sentences that it repeats: a longer answer would be refused as a whole."""
_PIECE: Final = 1500


@dataclass
class ObedientModel:
    """An endpoint; `honest` makes it repeat what the passages say and nothing else."""

    honest: bool = False
    url: str = ""
    asked: int = 0
    secrets: set[str] = field(default_factory=set)

    async def complete(self, request: web.Request) -> web.StreamResponse:
        """Answer as a stream."""
        said = await request.json()
        rules, material = said["messages"][0]["content"], said["messages"][-1]["content"]
        self.asked += 1
        text = self.repeated(material) if self.honest else self.obeyed(rules, material)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for at in range(0, len(text) + _PIECE, _PIECE):
            await response.write(_chunk(text[at : at + _PIECE], last=at >= len(text)))
        await response.write(b"data: [DONE]\n\n")
        return response

    def repeated(self, material: str) -> str:
        """The first sentences of each passage, cited."""
        return "\n".join(f"{one}[{number}]" for number, one in _sentences(material)[:_MOST])

    def obeyed(self, rules: str, material: str) -> str:
        """What the passages say, so that it stands up to a check, with what an attacker wants in every second line."""
        canary = _CANARY.search(rules)
        secret = canary[1] if canary else ""
        self.secrets.add(secret)
        wanted = [form.format("stolen") for form in CARRIERS] + list(spellings(secret))
        lines = []
        for place, (number, one) in enumerate(_sentences(material)[:_MOST]):
            lines.append(f"{one}[{number}]")
            payload = wanted[(self.asked * _MOST + place) % len(wanted)]
            lines.append(f"{one.rstrip('。.！!？?')} {payload}[{number}]")
        question = material.rpartition("\nQuestion: ")[2]
        extras = (question, rules, *_decoded(material), question.swapcase(), CARRIERS[self.asked % len(CARRIERS)])
        return "\n".join([*lines, extras[self.asked % len(extras)][:1500]])


@asynccontextmanager
async def obedient_model(*, honest: bool = False) -> AsyncIterator[ObedientModel]:
    """The server, on the loopback interface."""
    model = ObedientModel(honest=honest)
    application = web.Application(client_max_size=8 << 20)
    application.router.add_post("/v1/chat/completions", model.complete)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.05)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        model.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        yield model
    finally:
        await runner.cleanup()


def _sentences(material: str) -> list[tuple[str, str]]:
    """Sentences of all passages in turns, each with its passage's number; those that end a passage come first."""
    said = [
        (number, [one.strip() for one in _SENTENCE.findall(text) if one.strip()])
        for number, text in _PASSAGE.findall(material)
    ]
    turns = [[(number, one) for one in reversed(sentences)] for number, sentences in said]
    longest = max(map(len, turns), default=0)
    return [turn[place] for place in range(longest) for turn in turns if place < len(turn)]


def _decoded(material: str) -> list[str]:
    """What stands in the material in base64."""
    found = []
    for run in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", material):
        try:
            found.append(base64.b64decode(run + "=" * (-len(run) % 4)).decode("utf-8", "replace"))
        except ValueError:
            continue
    return found[:3]


def _chunk(text: str, *, last: bool) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": "stop" if last else None}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n".encode()
