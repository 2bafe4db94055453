"""Leafing through what is longer than a page, with one message that turns."""

from collections.abc import Sequence
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.catalogue import Words
from bot.rendering import Audience


class Leaf(CallbackData, prefix="leaf"):
    """What a button turns to: a page (from 0) of an entry, a source, all sources, or a chat's open questions."""

    kind: Literal["entry", "source", "sources", "questions"]
    page: int = 0
    identifier: str = ""


def keyboard(pages: Sequence[str], leaf: Leaf, audience: Audience) -> InlineKeyboardMarkup | None:
    """The buttons under a page; None where there is only one."""
    steps = ((leaf.page - 1, Words.PREVIOUS), (leaf.page + 1, Words.NEXT))
    row = [
        InlineKeyboardButton(
            text=f"{words.say(audience.language)} ({page + 1}/{len(pages)})",
            callback_data=leaf.model_copy(update={"page": page}).pack(),
        )
        for page, words in steps
        if 0 <= page < len(pages)
    ]
    return InlineKeyboardMarkup(inline_keyboard=[row]) if row else None
