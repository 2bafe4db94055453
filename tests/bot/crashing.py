"""A process that dies at a chosen moment, and the next one, which works the same update off again."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.methods import SendChatAction

from tests.bot.doubles import Conversation


class Crashed(BaseException):
    """The process is gone: nothing catches this, and nothing that it does afterwards counts."""


class CrashInjector:
    """Dies before or after the n-th call to Telegram or to what is kept; `last` is the call over which it died."""

    def __init__(self, chat: Conversation) -> None:
        self._left: int | None = None
        self._dead = False
        self.last = ""
        for where, names in (
            (chat.session, {"make_request": ""}),
            (chat.replies, {"begin": "begin", "sent": "noted", "withdraw": "withdrawn"}),
            (
                chat.memory,
                {"add": "kept", "sent": "carried", "open": "listed", "asked_again": "counted", "want": "wanted"},
            ),
        ):
            for name, place in names.items():
                setattr(where, name, self._crashing(place, getattr(where, name)))

    def crash_at(self, moment: int | None) -> None:
        """Live again, until this moment if there is one."""
        self._left, self._dead = moment, False

    def _crashing(self, place: str, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def crashing(*given: object, **named: object) -> object:
            kind = place or type(given[1]).__name__
            if kind == SendChatAction.__name__:  # it comes whenever it likes
                return await call(*given, **named)
            self._pass(f"before {kind}")
            result = await call(*given, **named)
            self._pass(f"after {kind}")
            return result

        return crashing

    def _pass(self, place: str) -> None:
        if self._left is not None and not self._dead:
            self._dead = self._left == 0
            self._left -= 1
            self.last = place
        if self._dead:
            raise Crashed
