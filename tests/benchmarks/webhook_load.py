"""What Telegram does to a webhook: so many connections, each one update after the other, from a process of its own."""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from tests.benchmarks.phase import Figures, percentile

SECRET: Final = "the-secret_of-the_benchmark"  # noqa: S105  it guards nothing
_TEXT: Final = "请问大家,注意力机制里的缩放因子为什么要除以根号下的维度?我在笔记里没有找到推导。"


@dataclass(slots=True)
class _Taken:
    """Seconds of every request, and what was answered with anything but 200."""

    seconds: list[float] = field(default_factory=list)
    refused: int = 0


async def load(address: str, connections: int, seconds: float, rate: float, first: int) -> Figures:
    """Requests a second and milliseconds.

    With a rate, requests are sent at fixed times and their waiting counts from then; without, each connection sends
    as soon as it is answered. `first` is the first `update_id`.
    """
    host, port = urlsplit(address).hostname, urlsplit(address).port
    streams = [await asyncio.open_connection(host, port) for _ in range(connections)]
    taken = _Taken()
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for chat, (reader, writer) in enumerate(streams):
            pace = _Pace(begun, begun + seconds, chat / rate if rate else 0, connections / rate if rate else 0)
            group.create_task(_one_connection(reader, writer, pace, first + chat, connections, taken))
    spent = time.perf_counter() - begun
    milliseconds = [1000 * one for one in taken.seconds]
    return {
        "per_second": len(milliseconds) / spent,
        "acknowledged": len(milliseconds) - taken.refused,
        "refused": taken.refused,
        **{f"p{share}_ms": percentile(milliseconds, share / 100) for share in (50, 99)},
    }


@dataclass(frozen=True, slots=True)
class _Pace:
    begun: float
    until: float
    offset: float
    every: float

    async def turn(self, n: int) -> float | None:
        """When the n-th request begins, having waited for that; None when the time is over."""
        due = self.begun + self.offset + n * self.every if self.every else time.perf_counter()
        if due >= self.until:
            return None
        if (early := due - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        return due


async def _one_connection(  # noqa: PLR0913, PLR0917  the loop of a connection, in one place
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pace: _Pace, first: int, step: int, taken: _Taken
) -> None:
    n = 0
    while (begun := await pace.turn(n)) is not None:
        writer.write(_request(first + n * step, chat=first % step))
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.split(b":")[1]))
        taken.seconds.append(time.perf_counter() - begun)
        taken.refused += b" 200 " not in head[:16]
        n += 1
    writer.close()


def _request(update_id: int, chat: int) -> bytes:
    person = {"id": 1000 + chat, "is_bot": False, "first_name": "Ming", "username": "ming", "language_code": "zh-hans"}
    message = {
        "message_id": update_id,
        "from": person,
        "chat": {"id": -100000 - chat, "title": "study group", "type": "supergroup"},
        "date": 1767614400,
        "text": _TEXT,
    }
    body = json.dumps({"update_id": update_id, "message": message}).encode()
    head = (
        "POST /telegram HTTP/1.1\r\nHost: bot.example.org\r\nAccept-Encoding: gzip, deflate\r\n"
        f"Content-Type: application/json\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: keep-alive\r\n\r\n"
    )
    return head.encode() + body


def _main(address: str, connections: str, seconds: str, rate: str, first: str) -> None:
    figures = asyncio.run(load(address, int(connections), float(seconds), float(rate), int(first)))
    print(json.dumps(figures))  # noqa: T201  for whoever started this


if __name__ == "__main__":
    _main(*sys.argv[1:])
