"""Where the bot may write, as Telegram says, and what it lacks where it may not."""

from collections.abc import Collection
from enum import StrEnum

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    ChatFullInfo,
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    ResultChatMemberUnion,
)

from bot.conversation.connecting.polling import TELEGRAM, TelegramUnreachable, bot_of


class Lack(StrEnum):
    """What keeps the bot from writing to a chat."""

    NOT_THERE = "not there"
    MUTED = "muted"
    NO_POSTING = "no posting"


async def closed(token: str, chats: Collection[int], *, api_url: str = TELEGRAM) -> set[int]:
    """Those of these chats that the bot is not in, or may not write to.

    Raises:
        TokenRefused: it does not look like a token at all.
        TelegramUnreachable: the call did not get through.
    """
    async with bot_of(token, api_url=api_url) as bot:
        try:
            return {one for one in chats if await lack_of(bot, one) is not None}
        except (TelegramAPIError, ClientDecodeError) as exc:  # a gateway's error page cannot be decoded
            raise TelegramUnreachable from exc


async def lack_of(bot: Bot, chat_id: int) -> Lack | None:
    """What the bot lacks in a chat to write there; None where it may.

    Raises:
        TelegramAPIError: Telegram cannot be asked.
    """
    seen = await seen_in(bot, chat_id)
    return Lack.NOT_THERE if seen is None else lacking(*seen)


async def seen_in(bot: Bot, chat_id: int) -> tuple[ChatFullInfo, ResultChatMemberUnion | None] | None:
    """A chat, and what the bot is in it, None in a private one; None where the bot cannot see it.

    Raises:
        TelegramAPIError: Telegram cannot be asked.
    """
    try:
        chat = await bot.get_chat(chat_id)
        return chat, None if chat.type == ChatType.PRIVATE else await bot.get_chat_member(chat_id, bot.id)
    except (TelegramBadRequest, TelegramForbiddenError):
        return None


def lacking(chat: ChatFullInfo, member: ResultChatMemberUnion | None) -> Lack | None:
    """What the bot lacks to write to a chat in which it is this."""
    channel = chat.type == ChatType.CHANNEL
    match member:
        case None | ChatMemberOwner():
            return None
        case ChatMemberAdministrator():
            return Lack.NO_POSTING if channel and member.can_post_messages is False else None
        case ChatMemberRestricted() if member.is_member:
            return None if member.can_send_messages else Lack.MUTED
        case ChatMemberMember():
            return Lack.NO_POSTING if channel else _muted(chat)
        case _:
            return Lack.NOT_THERE


def _muted(chat: ChatFullInfo) -> Lack | None:
    """In a group where members may not write, neither may a bot that is one."""
    allowed = chat.permissions
    return Lack.MUTED if allowed is not None and allowed.can_send_messages is False else None
