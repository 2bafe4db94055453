"""Presses of the weekly's buttons, as handlers ask for them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from bot.buttons import Press

_TOO_LONG: Final = 17
"""Digits. Source: https://core.telegram.org/bots/api#chat, at most 52 significant bits"""


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


def chat_of(written: str) -> int | None:
    """The chat whose number stands in a button; None where it is no number of a chat."""
    digits = written.removeprefix("-")
    return int(written) if digits.isascii() and digits.isdecimal() and len(digits) < _TOO_LONG else None
