"""One message that tells how far something is, edited no more often than its chat bears."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Final

from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message

from bot.conversation.addressing import is_private
from bot.conversation.requests import best_effort
from bot.conversation.sending import reply, rewrite

_PRIVATE: Final = 1.0
_GROUP: Final = 3.0
"""Seconds between two edits."""


@dataclass(slots=True)
class Progress:
    """The message; what comes too early after another is not shown, nor what Telegram does not take at once."""

    shown: Message
    every: float
    _said: str = ""
    _at: float = field(default=0.0, init=False)

    @classmethod
    async def begun(cls, message: Message, html: str) -> "Progress":
        """A reply that says where it begins; the same message where an earlier attempt has sent it."""
        sent = (await reply(message, [html]))[0]
        progress = cls(sent, _PRIVATE if is_private(message) else _GROUP, html)
        progress._at = _seconds()
        return progress

    async def show(self, html: str) -> None:
        """Show something newer, if it is time."""
        if html == self._said or _seconds() - self._at < self.every:
            return
        self._said, self._at = html, _seconds()
        with contextlib.suppress(TelegramAPIError), best_effort():
            await rewrite(self.shown, html, None)


def _seconds() -> float:
    return asyncio.get_running_loop().time()
