"""`ValkeyPaces`: the turns that the processes of a deployment give away, in their Valkey."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import structlog
from valkey.asyncio import Valkey
from valkey.asyncio.retry import Retry
from valkey.backoff import NoBackoff
from valkey.exceptions import ValkeyError

from knowledge.spine.pacing import FORGOTTEN_AFTER, Paces, Rate, slack

_log = structlog.get_logger(__name__)

_PREFIX: Final = "zixue:pace:"

_PATIENCE_SECONDS: Final = 0.2
_REST_SECONDS: Final = 5.0
"""How long Valkey is left alone after it failed."""

_ADVANCE: Final = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local turn = math.max(redis.call('GET', KEYS[1]) or 0, now + ARGV[1])
if ARGV[4] ~= '' and turn > now + ARGV[4] then
  return string.format('%.6f', turn - now + 0.000001)
end
local free = turn + ARGV[2]
redis.call('SET', KEYS[1], string.format('%.6f', free), 'EX', math.ceil(math.max(free - now, 0) + ARGV[3]))
return string.format('%.6f', math.max(turn - now, 0))
"""
"""Give the next turn of a key, which is not before now + ARGV[1]; the one after it is ARGV[2] later.

One that comes later than in ARGV[4] seconds is not given, only told; where that is empty, each is given.

Valkey's own clock counts, so that the clocks of the processes need not agree.
"""


class ValkeyPaces:
    """The `Paces` port over one Valkey, and over `otherwise` for as long as Valkey does not answer.

    Whoever is to be left alone for long is so also while Valkey is away: `hold` goes to both.
    """

    def __init__(self, url: str, otherwise: Paces, now: Callable[[], float] = time.monotonic) -> None:
        # One try: whoever waits for a turn is served by `otherwise` sooner than by a second one.
        self._valkey = Valkey.from_url(
            url,
            socket_timeout=_PATIENCE_SECONDS,
            socket_connect_timeout=_PATIENCE_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
        self._script = self._valkey.register_script(_ADVANCE)
        self._otherwise = otherwise
        self._now = now
        self._rests_until: float | None = None

    async def reserve(self, key: str, rate: Rate) -> float:
        """Take the next turn; in how many seconds it comes, 0 for now."""
        wait = await self._advance(key, -slack(rate), rate.every)
        return await self._otherwise.reserve(key, rate) if wait is None else wait

    async def take(self, key: str, rate: Rate, within: float = 0.0) -> float:
        """Take the next turn if it comes within so many seconds; in how many it comes, taken or not."""
        wait = await self._advance(key, -slack(rate), rate.every, str(within))
        return await self._otherwise.take(key, rate, within) if wait is None else wait

    async def give_back(self, key: str, rate: Rate) -> None:
        """Give a turn back that was taken at this rate and came to nothing."""
        if await self._advance(key, -FORGOTTEN_AFTER, -rate.every) is None:
            await self._otherwise.give_back(key, rate)

    async def hold(self, key: str, seconds: float) -> None:
        """Give no turn sooner than in so many seconds."""
        await self._advance(key, seconds, 0)
        await self._otherwise.hold(key, seconds)

    async def close(self) -> None:
        """Give the connections back."""
        await self._valkey.aclose()

    async def _advance(self, key: str, earliest: float, by: float, within: str = "") -> float | None:
        """In how many seconds the turn comes that Valkey gives; None where it gives none."""
        was_away = self._rests_until is not None
        if self._rests_until is not None:
            if self._now() < self._rests_until:
                return None
            self._rests_until = self._now() + _REST_SECONDS  # one tries, the others go on as before
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                wait = await self._script(keys=[_PREFIX + key], args=[earliest, by, FORGOTTEN_AFTER, within])
        except (ValkeyError, OSError, TimeoutError) as error:
            self._rest(type(error).__name__)
            return None
        if was_away:
            _log.info("valkey_back")
            self._rests_until = None
        return float(wait)

    def _rest(self, reason: str) -> None:
        if self._rests_until is None:  # once an outage
            _log.warning("valkey_left_alone", error=reason)
        self._rests_until = self._now() + _REST_SECONDS
