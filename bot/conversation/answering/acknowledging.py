"""Reactions in the place of words: a group sees that the bot is at work without reading a message about it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import Message, ReactionTypeEmoji, ReactionTypeUnion
from aiogram.utils.chat_action import ChatActionSender

from bot.conversation.addressing import is_private

WORKING: Final = "👀"
SEEN: Final = "👌"
"""Telegram lets bots react with both. Source: https://core.telegram.org/bots/api#reactiontypeemoji"""

_A_WHILE: Final = 1.2
"""Seconds after which an answer counts as taking a while: extractive ones are there by then."""
_log = structlog.get_logger(__name__)

Pause = Callable[[float], Awaitable[None]]
"""Takes seconds."""


def at_work(
    message: Message, bot: Bot, *, tried_before: bool = False, pause: Pause = asyncio.sleep
) -> AbstractAsyncContextManager[object]:
    """Around what answers a message: in private the bot types, in a group it looks at a question that takes a while."""
    if is_private(message):
        return ChatActionSender.typing(message.chat.id, bot)
    return _watching(message.as_(bot), tried_before, pause)


@asynccontextmanager
async def _watching(message: Message, tried_before: bool, pause: Pause) -> AsyncIterator[None]:  # noqa: FBT001
    """React after a while, and take it back at the end; an earlier attempt may have died in between."""
    begun = asyncio.Event()
    watching = asyncio.create_task(  # noqa: TID251  a group would wrap what the block raises; it is waited for below
        _react_later(message, pause, begun)
    )
    try:
        yield
    finally:
        if not begun.is_set():
            watching.cancel()
        await asyncio.wait([watching])
        if begun.is_set() or tried_before:
            await react(message, None)


async def _react_later(message: Message, pause: Pause, begun: asyncio.Event) -> None:
    await pause(_A_WHILE)
    begun.set()
    await react(message, WORKING)


async def react(message: Message, emoji: str | None) -> None:
    """React to a message, or take the reaction back; where the chat allows none, nothing happens."""
    reaction: list[ReactionTypeUnion] = [ReactionTypeEmoji(emoji=emoji)] if emoji else []
    try:
        await message.react(reaction)
    except AiogramError as refusal:
        _log.info("reaction_left_out", chat_id=message.chat.id, error=type(refusal).__name__)
