"""`SafeWeb`: fetching from the web what strangers point at, without reaching into the network it runs in."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from aiohttp import (
    AddrInfoType,
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    InvalidURL,
    TCPConnector,
    hdrs,
)
from aiohttp.abc import AbstractResolver
from yarl import URL

from knowledge.adapters.web import bodies
from knowledge.adapters.web.addresses import checked, stands_for
from knowledge.adapters.web.public import Address, is_public
from knowledge.adapters.web.robots import AGENT, LIMIT, Robots
from knowledge.errors import Refusal, SourceRefused
from knowledge.ports import Clock
from knowledge.records import Fetched, Validators

_HEADERS: Final = {
    hdrs.USER_AGENT: f"{AGENT} (a study group's reader)",
    hdrs.ACCEPT: "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/*;q=0.9,*/*;q=0.5",
    hdrs.ACCEPT_ENCODING: "gzip",
    hdrs.ACCEPT_LANGUAGE: "zh-CN,zh;q=0.9,en;q=0.5",
}
_CONNECTIONS: Final = 8
_NOTHING_KNOWN: Final = Validators()
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_NOT_MODIFIED: Final = 304
_GONE: Final = {404, 410}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds until the last byte, redirects and all; bytes of a page, as sent and unpacked; redirects in a row."""

    seconds: float = 15.0
    size: int = 5 * 1024 * 1024
    redirects: int = 5


class SafeWeb:
    """The `Web` port over aiohttp.

    `permits` is asked for each address right where a socket to it would be opened, so that neither a way of writing
    an address, nor a name that resolves differently the second time, nor a redirect gets around it.
    """

    def __init__(
        self,
        clock: Clock,
        permits: Callable[[Address], bool] = is_public,
        limits: Limits | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._permits = permits
        self._limits = limits or Limits()
        self._resolver = resolver
        self._robots = Robots(self._ask, clock)
        self._opened: ClientSession | None = None

    async def get(self, url: str, known: Validators = _NOTHING_KNOWN) -> Fetched | None:
        """The page at an address, after redirects; None where it is certainly the one with these validators.

        A page behind a redirect has no validators, because they would be sent to the address before it.

        Raises:
            SourceRefused: the address is none that may be fetched, or nothing usable comes from it in time.
        """
        asked, conditions = self._checked(url), bodies.conditions(known)
        async with self._answer(asked, conditions) as (response, hops):
            if response.status == _NOT_MODIFIED and conditions and not hops:
                return None
            _check(response.status)
            data = await bodies.page(response, self._limits.size)
            return Fetched(data, str(response.url), Validators() if hops else bodies.validators(response.headers))

    async def allows_robots(self, url: str) -> bool:
        """Whether the site lets programs fetch this address unasked (RFC 9309).

        Raises:
            SourceRefused: the address is none that may be fetched, or its site cannot be reached.
        """
        return await self._robots.allow(self._checked(url))

    def check(self, url: str) -> None:
        """Refuse an address that is certainly none to fetch; nobody is asked where a name leads.

        Raises:
            SourceRefused: it is not one of the web, or stands for an address that may not be connected to.
        """
        self._checked(url)

    async def close(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            await self._opened.close()

    def _checked(self, address: str) -> URL:
        url = checked(address)
        literal = stands_for(url)
        if literal is not None and not self._permits(literal):
            raise SourceRefused(Refusal.FORBIDDEN_ADDRESS)
        return url

    async def _ask(self, url: URL) -> tuple[int, bytes]:
        async with self._answer(url, {}) as (response, _):
            return response.status, await bodies.beginning(response, LIMIT)

    @asynccontextmanager
    async def _answer(self, url: URL, conditions: Mapping[str, str]) -> AsyncIterator[tuple[ClientResponse, int]]:
        """The answer at the end of the redirects, and how many there were; all of it within the time limit."""
        seen: list[URL] = []
        with _translated():
            async with asyncio.timeout(self._limits.seconds):
                while url not in seen and len(seen) <= self._limits.redirects:
                    headers = {} if seen else conditions
                    async with self._session().get(url, headers=headers, allow_redirects=False) as response:
                        if response.status not in _REDIRECTS:
                            yield response, len(seen)
                            return
                        seen.append(url)
                        url = _target(response)
                raise SourceRefused(Refusal.REDIRECTS)

    def _session(self) -> ClientSession:
        """Made when it is first needed, because aiohttp wants a running loop."""
        if self._opened is None:
            connector = TCPConnector(
                limit=_CONNECTIONS,
                force_close=True,  # what a server sends after its answer is never taken for the next one
                use_dns_cache=False,
                resolver=self._resolver,
                socket_factory=self._socket,
            )
            self._opened = ClientSession(
                connector=connector,
                headers=_HEADERS,
                cookie_jar=DummyCookieJar(),
                timeout=ClientTimeout(total=None, sock_connect=None),  # there is one for all of it together
                auto_decompress=False,
                trust_env=False,
                max_line_size=8190,
                max_field_size=8190,
                max_headers=128,
            )
        return self._opened

    def _socket(self, info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, target = info
        if not self._permits(ip_address(target[0])):
            raise _NotPermitted
        return socket.socket(family, kind, protocol)


class _NotPermitted(OSError):
    """As an `OSError`, the only kind of failure that the race between several addresses of a host carries through."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "the address is not public")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except TimeoutError as exc:
        raise SourceRefused(Refusal.TOO_SLOW) from exc
    except ClientConnectorError as exc:  # a name that is not found among them: resolvers say the same when offline
        forbidden = isinstance(exc.os_error, _NotPermitted)
        raise SourceRefused(Refusal.FORBIDDEN_ADDRESS if forbidden else Refusal.UNREACHABLE) from exc
    except (InvalidURL, UnicodeError) as exc:  # numbers that are no usual IPv4 address, a name no resolver takes
        raise SourceRefused(Refusal.NO_SUCH_ADDRESS) from exc
    except (ClientError, OSError) as exc:
        raise SourceRefused(Refusal.UNREACHABLE) from exc


def _target(response: ClientResponse) -> URL:
    """Where a redirect leads.

    Raises:
        SourceRefused: nowhere, or to an address that may not be asked for.
    """
    location = response.headers.get(hdrs.LOCATION)
    if not location:
        raise SourceRefused(Refusal.REDIRECTS)
    try:
        return checked(str(response.url.join(URL(location)).with_fragment(None)))
    except (ValueError, IndexError, SourceRefused) as exc:  # what yarl raises for what it cannot read
        raise SourceRefused(Refusal.FORBIDDEN_ADDRESS) from exc


def _check(status: int) -> None:
    if status in _GONE:
        raise SourceRefused(Refusal.NOT_ON_SITE)
    if not 200 <= status < 300:  # noqa: PLR2004  the class of answers that hold what was asked for
        raise SourceRefused(Refusal.SITE_REFUSES)
