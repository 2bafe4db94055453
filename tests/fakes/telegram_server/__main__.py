"""A Bot API server as a process of its own: prints its address and that of its control path, ends with its input."""

import argparse
import asyncio
import sys

from aiohttp import web

from tests.fakes.telegram_server.control import controlled
from tests.fakes.telegram_server.server import TelegramServer


async def serve(port: int, speed: float) -> None:
    """Serve until standard input ends."""
    async with TelegramServer(port=port, speed=speed) as telegram:
        runner = web.AppRunner(controlled(telegram), access_log=None, shutdown_timeout=0.05)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(telegram.url, f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)  # noqa: T201  that is how it tells
        await asyncio.to_thread(sys.stdin.read)
        await runner.cleanup()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--speed", type=float, default=1.0)
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.speed))


if __name__ == "__main__":
    main()
