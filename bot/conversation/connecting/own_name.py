"""By which name the bot is known: links to it need that."""

from aiogram import Bot
from aiogram.exceptions import AiogramError


async def own_name(bot: Bot) -> str | None:
    """The bot's username, which is asked for once; None while Telegram cannot be reached."""
    try:
        return (await bot.me()).username or ""
    except AiogramError:
        return None
