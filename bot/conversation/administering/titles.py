"""What chats are called: as last seen, else as Telegram calls them now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aiogram import Bot
from aiogram.exceptions import AiogramError

from knowledge.governance.admissions import Admission


async def named(listed: Sequence[Admission], bot: Bot) -> list[Admission]:
    """The same chats, those of them that lack a title with it."""
    lacking = [one.chat_id for one in listed if one.chat_id < 0 and not one.title]
    titles = await titles_of(lacking, bot)
    return [replace(one, title=one.title or titles.get(one.chat_id)) for one in listed]


async def titles_of(chats: Sequence[int], bot: Bot) -> Mapping[int, str]:
    """By its number, what Telegram calls each chat; those are left out that it does not know."""
    asked = {chat_id: await _title(chat_id, bot) for chat_id in chats}
    return {chat_id: title for chat_id, title in asked.items() if title}


async def _title(chat_id: int, bot: Bot) -> str | None:
    try:
        return (await bot.get_chat(chat_id)).title
    except AiogramError:  # the bot is not there any more: its number has to do
        return None
