"""What the bot cannot take: unknown commands and messages without words."""

from aiogram import F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.types import Message

from bot.catalogue import Words
from bot.conversation.addressing import UnknownCommand
from bot.conversation.sending import reply
from bot.rendering import Audience, sentence

_WORDLESS = {
    ContentType.ANIMATION,
    ContentType.AUDIO,
    ContentType.CHECKLIST,
    ContentType.CONTACT,
    ContentType.DICE,
    ContentType.DOCUMENT,
    ContentType.GAME,
    ContentType.LIVE_PHOTO,
    ContentType.LOCATION,
    ContentType.PAID_MEDIA,
    ContentType.PHOTO,
    ContentType.POLL,
    ContentType.RICH_MESSAGE,
    ContentType.STICKER,
    ContentType.STORY,
    ContentType.VENUE,
    ContentType.VIDEO,
    ContentType.VIDEO_NOTE,
    ContentType.VOICE,
}


def commands() -> Router:
    """Commands for this bot that it does not have."""
    router = Router(name="declining commands")
    router.message.register(unknown_command, UnknownCommand())
    return router


def everything_else() -> Router:
    """Messages without words in a private chat; the parts of an album stay without a word of ours."""
    router = Router(name="declining everything else")
    router.message.register(
        text_please,
        F.chat.type == ChatType.PRIVATE,
        F.content_type.in_(_WORDLESS),
        ~F.caption,
        ~F.media_group_id,
    )
    return router


async def unknown_command(message: Message, audience: Audience) -> None:
    """Point to the help."""
    await reply(message, sentence(Words.UNKNOWN_COMMAND.say(audience.language)))


async def text_please(message: Message, audience: Audience) -> None:
    """Ask for words."""
    await reply(message, sentence(Words.TEXT_PLEASE.say(audience.language)))
