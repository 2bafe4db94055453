"""What sites let programs fetch unasked: their robots.txt, asked for once a day."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from protego import Protego
from yarl import URL

from knowledge.errors import Refusal, SourceRefused
from knowledge.ports import Clock

AGENT: Final = "Zixue"
"""The name by which a robots.txt speaks to this program."""

LIMIT: Final = 500 * 1024
"""How much of a robots.txt is read, in bytes; RFC 9309 (2.5) asks for at least this."""

KEPT: Final = dt.timedelta(days=1)
"""How long it is believed; RFC 9309 (2.4) allows no more."""

_NOT_REACHED: Final = {
    Refusal.NO_SUCH_ADDRESS,
    Refusal.FORBIDDEN_ADDRESS,
    Refusal.UNREACHABLE,
    Refusal.TOO_SLOW,
}

Ask: TypeAlias = Callable[[URL], Awaitable[tuple[int, bytes]]]
"""The status and body at an address, where there is an answer at all; raises `SourceRefused` otherwise."""


class Robots:
    """The rules of each site (RFC 9309): no rules allow all, a site that cannot answer allows nothing.

    Only answers are remembered: a site that could not be reached is asked again the next time.
    """

    def __init__(self, ask: Ask, clock: Clock) -> None:
        self._ask = ask
        self._clock = clock
        self._known: dict[URL, tuple[dt.datetime, Protego]] = {}

    async def allow(self, url: URL) -> bool:
        """Whether the site lets this program fetch the address.

        Raises:
            SourceRefused: nothing is known of the site, because it cannot be reached.
        """
        rules = await self._rules(url.origin())
        return rules is not None and await asyncio.to_thread(rules.can_fetch, str(url), AGENT)

    async def _rules(self, origin: URL) -> Protego | None:
        now = self._clock.now()
        self._known = {site: known for site, known in self._known.items() if now - known[0] < KEPT}
        if origin not in self._known:
            rules = await self._asked(origin)
            if rules is None:
                return None
            self._known[origin] = now, rules
        return self._known[origin][1]

    async def _asked(self, origin: URL) -> Protego | None:
        try:
            status, body = await self._ask(origin.with_path("/robots.txt"))
        except SourceRefused as refused:
            if refused.refusal in _NOT_REACHED:
                raise
            return None
        if 400 <= status < 500:  # noqa: PLR2004  what RFC 9309 (2.3.1.3) calls unavailable
            return Protego.parse("")
        if status != 200:  # noqa: PLR2004
            return None
        # Rules made to be slow take most of a second.
        return await asyncio.to_thread(Protego.parse, body.decode(errors="replace"))
