"""What aiogram's errors mean: is it certain that nothing was sent, and is the chat lost."""

from typing import Final

from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiohttp import ClientConnectorError

from bot import refusals

PASSING: Final = (TelegramServerError, TelegramNetworkError, ClientDecodeError)
"""Failures that may be over in a moment; a gateway's error page cannot be decoded."""


class NotNow(TelegramRetryAfter):
    """We would not send now: the chat's turns are given away for longer than is waited."""


def is_certain(error: AiogramError) -> bool:
    """Whether nothing was sent: Telegram itself refused, or never heard of it.

    An error of its servers, a broken connection, a timeout or a page that is not Telegram's leaves it open.
    """
    if isinstance(error, TelegramEntityTooLarge):
        return True
    if isinstance(error, TelegramNetworkError):
        return isinstance(error.__cause__, ClientConnectorError)
    return isinstance(error, TelegramAPIError) and not isinstance(error, TelegramServerError)


def why_lost(error: AiogramError) -> str | None:
    """Why nothing can be sent to the chat any more, in a word; None where that is not what was refused."""
    if not isinstance(error, TelegramForbiddenError | TelegramBadRequest):
        return None
    return refusals.why_lost(error.message, forbidden=isinstance(error, TelegramForbiddenError))
