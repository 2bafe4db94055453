"""Whether Telegram lets the bot hear what nobody addresses to it."""

from typing import Final

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramAPIError

_HEARING: Final = frozenset({ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR})


async def hears(bot: Bot, chat_id: int) -> bool:
    """Whether the bot is given what is written in a group; True where that cannot be found out.

    It is with the privacy mode off, and in groups that it administers.
    """
    try:
        me = await bot.get_me()  # not what is known of it: the privacy mode may have been turned off since
        if me.can_read_all_group_messages is not False:
            return True
        return (await bot.get_chat_member(chat_id, me.id)).status in _HEARING
    except TelegramAPIError:
        return True
