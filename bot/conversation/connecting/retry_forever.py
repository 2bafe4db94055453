"""Calls to Telegram that are made until they succeed: it may be away, and so may we."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog
from aiogram.exceptions import (
    AiogramError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from knowledge.errors import LibraryUnavailable

_T = TypeVar("_T")
_LONGEST: Final = 30.0
_log = structlog.get_logger(__name__)


class TokenRefused(Exception):
    """The bot token is malformed, or Telegram does not know it."""


class TelegramUnreachable(Exception):
    """Telegram's servers cannot be reached, or do not answer now."""


WAITING: Final = (
    AiogramError,  # refused, no route, a gateway's page, another poller, 429
    LibraryUnavailable,
    TypeError,  # aiogram looks for a word in the description of a 5xx, which may have none
    UnicodeDecodeError,  # a page in another encoding than it says
)
"""What is waited out."""


@dataclass(frozen=True, slots=True)
class RetryForever:
    """Makes a call again and again, with growing pauses or after as long as Telegram says, until it succeeds."""

    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Takes seconds."""

    async def __call__(self, call: Callable[[], Awaitable[_T]], purpose: str) -> _T:
        """What the call came to; each kind of failure is logged once.

        Raises:
            TokenRefused: Telegram does not know the token.
        """
        told: set[str] = set()
        seconds = 1.0
        while True:
            try:
                outcome = await call()
            except (TelegramUnauthorizedError, TelegramNotFound) as exc:
                raise TokenRefused from exc
            except WAITING as failure:
                _tell(purpose, failure, told)
                await self.pause(failure.retry_after if isinstance(failure, TelegramRetryAfter) else seconds)
                seconds = min(2 * seconds, _LONGEST)
            else:
                if told:
                    _log.info("telegram_reached", purpose=purpose)
                return outcome


def _tell(purpose: str, failure: Exception, told: set[str]) -> None:
    kind = type(failure).__name__
    if kind not in told:
        told.add(kind)
        _log.warning("telegram_waits", purpose=purpose, error=kind)
