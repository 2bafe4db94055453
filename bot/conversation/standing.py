"""Where the bot may write, as Telegram says."""

from collections.abc import Collection

from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import ChatMemberAdministrator, ChatMemberMember, ChatMemberOwner, ChatMemberRestricted

from bot.conversation.polling import TELEGRAM, TelegramUnreachable, bot_of


async def closed(token: str, chats: Collection[int], *, api_url: str = TELEGRAM) -> set[int]:
    """Those of these chats that the bot is not in, or may not write to.

    Raises:
        TokenRefused: it does not look like a token at all.
        TelegramUnreachable: the call did not get through.
    """
    async with bot_of(token, api_url=api_url) as bot:
        try:
            return {one for one in chats if not await _may_write(bot, one)}
        except (TelegramAPIError, ClientDecodeError) as exc:  # a gateway's error page cannot be decoded
            raise TelegramUnreachable from exc


async def _may_write(bot: Bot, chat_id: int) -> bool:
    try:
        chat = await bot.get_chat(chat_id)
        if chat.type == ChatType.PRIVATE:
            return True
        member = await bot.get_chat_member(chat_id, bot.id)
    except (TelegramBadRequest, TelegramForbiddenError):
        return False
    match member:
        case ChatMemberOwner():
            return True
        case ChatMemberAdministrator():
            return chat.type != ChatType.CHANNEL or member.can_post_messages is not False
        case ChatMemberRestricted():
            return member.is_member and member.can_send_messages
        case _:
            return isinstance(member, ChatMemberMember) and chat.type != ChatType.CHANNEL
