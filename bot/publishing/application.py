"""python-telegram-bot's application: it sends and keeps the time, and never asks for updates."""

from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, Defaults

Sender: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

_CONNECT_SECONDS: Final = 5.0
_READ_SECONDS: Final = 20.0
_WRITE_SECONDS: Final = 10.0
_POOL_SECONDS: Final = 5.0
_CONNECTIONS: Final = 8


def application_of(token: str, api_url: str, zone: ZoneInfo) -> Sender:
    """The application with this token; nothing is asked of Telegram yet.

    Raises:
        telegram.error.InvalidToken: the token is empty.
    """
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url.rstrip('/')}/bot")
        .base_file_url(f"{api_url.rstrip('/')}/file/bot")
        .updater(None)
        .rate_limiter(AIORateLimiter())  # a second one behind our own turns, which the replies share
        .defaults(Defaults(tzinfo=zone))
        .connect_timeout(_CONNECT_SECONDS)
        .read_timeout(_READ_SECONDS)
        .write_timeout(_WRITE_SECONDS)
        .pool_timeout(_POOL_SECONDS)
        .connection_pool_size(_CONNECTIONS)
        .build()
    )
