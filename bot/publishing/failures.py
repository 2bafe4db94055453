"""What python-telegram-bot raises, as outcomes."""

import datetime as dt
from typing import Final

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.refusals import why_lost
from knowledge.spine.outcomes import Barred, Gone, Later, Moved, Outcome, Refused, Unknown

_NOT_SENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
"""They come before a request is on its way."""


def outcome_of(error: TelegramError) -> Outcome:
    """What became of a message that Telegram did not say yes to."""
    match error:
        case RetryAfter():
            return Later("flood", _pause(error), hold_chat=True)
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case InvalidToken():
            return Barred("token refused")
        case Forbidden() | BadRequest():
            reason = why_lost(error.message, forbidden=isinstance(error, Forbidden))
            return Refused(error.message) if reason is None else Gone(reason)
        case _:
            return _of_the_way(error)


def _of_the_way(error: TelegramError) -> Outcome:
    """What failed on the way; a request that may have arrived is not sent again.

    A status of 500 and above is Telegram's own or a gateway's word that it could not be done.
    """
    cause = error.__cause__
    if isinstance(cause, _NOT_SENT):
        return Later("unreachable")
    if cause is None or isinstance(cause, TelegramError):
        return Later("server error")
    return Unknown("timeout" if isinstance(cause, httpx.TimeoutException) else "answer lost")


def _pause(error: RetryAfter) -> dt.timedelta:
    """The library gives seconds, and is to give a span one day."""
    after = error.retry_after
    return after if isinstance(after, dt.timedelta) else dt.timedelta(seconds=after)
