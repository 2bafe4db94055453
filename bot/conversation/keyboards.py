"""Buttons as aiogram's."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons import Keyboard


def inline(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The keyboard under a message; None where there are no buttons."""
    rows = [
        [InlineKeyboardButton(text=one.text, callback_data=one.data, url=one.url) for one in row]
        for row in keyboard
        if row
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
