"""Leafing through what is longer than a page, with one message that turns."""

from collections.abc import Sequence
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.conversation.keyboards import inline
from bot.conversation.presses import Number
from bot.rendering import Audience
from bot.rendering.turning import turning


class Leaf(CallbackData, prefix="leaf"):
    """What a button turns to: a page (from 0) of an entry, a source, all sources, or a chat's open questions."""

    kind: Literal["entry", "source", "sources", "questions"]
    page: Number = 0
    identifier: str = ""


def keyboard(pages: Sequence[str], leaf: Leaf, audience: Audience) -> InlineKeyboardMarkup | None:
    """The buttons under a page; None where there is only one."""

    def data(page: int) -> str:
        return leaf.model_copy(update={"page": page}).pack()

    return inline((turning(leaf.page, len(pages), audience.language, data),))
