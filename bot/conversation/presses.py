"""Presses of buttons, as handlers ask for them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message
from pydantic import Field

from bot.buttons import Press
from bot.conversation.addressing import is_private

_TOO_LONG: Final = 17
"""Digits. Source: https://core.telegram.org/bots/api#chat, at most 52 significant bits"""

Number: TypeAlias = Annotated[int, Field(ge=0, lt=10**9)]
"""What a button says of a row or a page: a longer one fits into no column, and no client of Telegram's presses it."""

PersonOrChat: TypeAlias = Annotated[int, Field(gt=-(10 ** (_TOO_LONG - 1)), lt=10 ** (_TOO_LONG - 1))]
"""Whom a button names."""


@dataclass(frozen=True, slots=True)
class Pressed(Filter):
    """Lets through presses about something, of these actions or of all; they are given as `press`."""

    about: str
    actions: Collection[str] = ()

    async def __call__(self, callback: CallbackQuery) -> bool | dict[str, Press]:
        """The press, where it is one of these."""
        press = Press.of(callback.data)
        if press is None or press.about != self.about or (self.actions and press.action not in self.actions):
            return False
        return {"press": press}


def in_private(callback: CallbackQuery) -> bool | dict[str, Message]:
    """Lets through presses in a private chat, with the `page` that the button stands under."""
    page = callback.message
    return {"page": page} if isinstance(page, Message) and is_private(page) else False


def in_group(callback: CallbackQuery) -> bool | dict[str, Message]:
    """Lets through presses anywhere else, with the `page` that the button stands under."""
    page = callback.message
    return {"page": page} if isinstance(page, Message) and not is_private(page) else False


def chat_of(written: str) -> int | None:
    """The chat whose number stands in a button; None where it is no number of a chat."""
    digits = written.removeprefix("-")
    return int(written) if digits.isascii() and digits.isdecimal() and len(digits) < _TOO_LONG else None
