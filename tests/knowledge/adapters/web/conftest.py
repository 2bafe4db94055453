"""A web server of the tests' own on loopback, and a client that may reach nothing else."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TypeAlias

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from knowledge.adapters.web import Limits, SafeWeb
from knowledge.adapters.web.public import Address
from knowledge.errors import Refusal, SourceRefused
from tests.fakes import FixedClock

HERE = "127.0.0.1"
"""Where the server is, and the one address that the client may reach."""

ELSEWHERE = "127.0.0.2"
"""The server answers here too, as a machine of the inner network would; nobody may ask it."""


@dataclass(frozen=True)
class Request:
    """What a client asked for; header names are small."""

    at: str
    path: str
    headers: Mapping[str, str]


Handler: TypeAlias = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = b"", *, status: int = 200, kind: str | None = "text/html", **headers: str) -> Handler:
    """A handler that sends one whole answer; `_` in a header's name stands for `-`."""

    async def handle(_: Request, writer: asyncio.StreamWriter) -> None:
        lines = {"Content-Length": str(len(body))} | ({} if kind is None else {"Content-Type": kind})
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"HTTP/1.1 {status} -\r\n{head}\r\n".encode("latin-1") + body)
        await writer.drain()

    return handle


def redirect(location: str, status: int = 302) -> Handler:
    """A handler that sends elsewhere."""
    return answer(status=status, Location=location)


async def silence(_: Request, __: asyncio.StreamWriter) -> None:
    """Accept, and say nothing."""
    await asyncio.Event().wait()


def endless(head: bytes, piece: bytes) -> Handler:
    """A handler that sends pieces as fast as they are taken."""

    async def handle(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)

    return handle


@dataclass
class Site:
    """A server that answers by path, and remembers what it was asked."""

    pages: dict[str, Handler] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    port: int = 0
    running: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, path: str = "/", host: str = HERE) -> str:
        """An address of this server."""
        return f"http://{host}:{self.port}{path}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one request."""
        task = asyncio.current_task()
        assert task is not None
        self.running.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            first = await reader.readexactly(1)
            if first == b"\x16":  # TLS, which this server does not speak
                raise ConnectionAbortedError
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
            headers = dict(line.split(": ", 1) for line in head[1:] if line)
            path = head[0].split()[1]
            request = Request(
                writer.get_extra_info("sockname")[0], path, {name.lower(): value for name, value in headers.items()}
            )
            self.requests.append(request)
            await self.pages.get(path, answer(b"nothing here", status=404))(request, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        self.running.discard(task)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """The server, with nothing on it yet."""
    site = Site()
    sockets = []
    for host in (HERE, ELSEWHERE):
        sockets.append(socket.create_server((host, site.port)))
        site.port = sockets[0].getsockname()[1]
    servers = [await asyncio.start_server(site.answer, sock=one) for one in sockets]
    yield site
    for server in servers:
        server.close()
    for task in site.running:
        task.cancel()
    await asyncio.gather(*site.running)


class Names(AbstractResolver):
    """A resolver that gives each name's next addresses, the last ones for ever."""

    def __init__(self, **names: list[list[str]]) -> None:
        self._names = {name.replace("_", "."): answers for name, answers in names.items()}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses that it is time for."""
        del family
        if host not in self._names:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        answers = self._names[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing to close."""


def only_here(ip: Address) -> bool:
    """The rule of a network whose one public address is the test server's."""
    return ip == ip_address(HERE)


async def refusal(web: SafeWeb, url: str) -> Refusal:
    """Why it is not fetched."""
    with pytest.raises(SourceRefused) as caught:
        await web.get(url)
    return caught.value.refusal


MakeWeb: TypeAlias = Callable[..., SafeWeb]


@pytest.fixture
async def make_web() -> AsyncIterator[MakeWeb]:
    """A client with a rule, limits and names of choice; closed when the test is over."""
    made: list[SafeWeb] = []

    def make(
        permits: Callable[[Address], bool] = only_here,
        *,
        limits: Limits | None = None,
        names: Names | None = None,
        clock: FixedClock | None = None,
    ) -> SafeWeb:
        made.append(SafeWeb(clock or FixedClock(), permits, limits, names))
        return made[-1]

    yield make
    for web in made:
        await web.close()


@pytest.fixture
def web(make_web: MakeWeb) -> SafeWeb:
    """A client that may reach the test server at one of its addresses."""
    return make_web()
