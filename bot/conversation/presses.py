"""Presses of the weekly's buttons, as handlers ask for them."""

from collections.abc import Collection
from dataclasses import dataclass

from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from bot.buttons import Press


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
