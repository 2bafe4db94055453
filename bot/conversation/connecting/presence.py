"""Whether a chat can be reached, as far as updates tell: who is heard, who put the bot out, which group has moved."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import Chat, ChatMemberRestricted, ChatMemberUpdated, Message, TelegramObject, Update

from knowledge.spine.chats import Chats


def router() -> Router:
    """What becomes of the bot's membership."""
    presence = Router(name="presence")
    presence.my_chat_member.register(follow_membership)
    return presence


async def follow_chats(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:  # noqa: ANN401
    """An outer middleware of updates: a chat of which something comes can be reached; one that moved has a new number.

    Nothing happens where no chats are kept.
    """
    chats: Chats | None = data.get("chats")
    chat: Chat | None = data.get("event_chat")
    if chats and chat and isinstance(event, Update) and event.my_chat_member is None:
        if await chats.is_lost(chat.id):
            await chats.heard(chat.id)
        if event.message:
            await _follow_migration(event.message, chats)
    return await handler(event, data)


async def follow_membership(event: ChatMemberUpdated, chats: Chats | None = None) -> None:
    """The bot was put out of a chat or blocked there, or has come back."""
    if chats is None:
        return
    new = event.new_chat_member
    out = new.status in {ChatMemberStatus.LEFT, ChatMemberStatus.KICKED}
    if out or (isinstance(new, ChatMemberRestricted) and not new.is_member):
        reason = "blocked" if event.chat.type == ChatType.PRIVATE else ChatMemberStatus(new.status).value
        await chats.lost(event.chat.id, reason, event.date)
    else:
        await chats.heard(event.chat.id)


async def _follow_migration(message: Message, chats: Chats) -> None:
    """Both sides of a move say so, in whichever order."""
    if message.migrate_to_chat_id:
        await chats.moved(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        await chats.moved(message.migrate_from_chat_id, message.chat.id)
