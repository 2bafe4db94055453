"""Which language is spoken where: one in a group, in private that of the person."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, cast

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.types import Chat, TelegramObject, User

from bot.catalogue import Language, language
from bot.rendering import Audience
from knowledge.errors import LibraryUnavailable
from knowledge.ports import Policies
from knowledge.records import ChatPolicy


def spoken(chat: ChatPolicy, person: User | None, otherwise: Language) -> Language:
    """What is chosen for a chat; else in private what the person's Telegram speaks, in a group `otherwise`."""
    own = person.language_code if person and chat.chat_id == person.id else None
    return language(chat.language or own, otherwise)


def audience_in(chat: ChatPolicy, person: User | None, audience: Audience, otherwise: Language) -> Audience:
    """The audience in the language that is spoken in a chat now."""
    return replace(audience, language=spoken(chat, person, otherwise))


async def follow_audience(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:  # noqa: ANN401
    """An outer middleware of updates: every handler is told whom it writes for, as `audience`.

    And what is set for the chat, as `chat_policy`: nobody has to ask that again for what most messages are.
    `default_language` is spoken where nothing else is chosen or known. Days are those of `zone`.
    """
    person: User | None = data.get("event_from_user")
    chat: Chat | None = data.get("event_chat")
    policies: Policies | None = data.get("policies")
    bot: Bot = data["bot"]
    me = await bot.me()
    otherwise = cast("Language", data.get("default_language", "zh"))
    where = person.id if person and (chat is None or chat.type == ChatType.PRIVATE) else chat.id if chat else None
    chosen = data["chat_policy"] = await _chosen(where, policies)
    data["audience"] = Audience(spoken(chosen, person, otherwise), me.username or "", data.get("zone", dt.UTC))
    return await handler(event, data)


async def _chosen(chat_id: int | None, policies: Policies | None) -> ChatPolicy:
    if chat_id is None or policies is None:
        return ChatPolicy(chat_id or 0)
    try:
        return await policies.policy(chat_id)
    except LibraryUnavailable:  # whatever fails next is to be told in some language
        return ChatPolicy(chat_id)
