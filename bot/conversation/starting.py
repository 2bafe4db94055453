"""Arriving: /start, /help, and the deep links that open an entry or a source."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot.catalogue import Words
from bot.conversation.browsing import open_leaf
from bot.conversation.leafing import Leaf
from bot.conversation.sending import reply
from bot.rendering import Audience, sentence
from knowledge.ports import Library, LinkDescriptions


def router() -> Router:
    """The commands of a newcomer."""
    starting = Router(name="starting")
    starting.message.register(start, CommandStart(ignore_case=True))
    starting.message.register(show_help, Command("help", ignore_case=True))
    return starting


async def start(
    message: Message,
    command: CommandObject,
    library: Library,
    audience: Audience,
    link_descriptions: LinkDescriptions | None = None,
) -> None:
    """Greet, or open what the deep link names."""
    kind, _, identifier = (command.args or "").strip().partition("_")
    if identifier and kind == "e":
        await open_leaf(message, Leaf(kind="entry", identifier=identifier), library, audience, link_descriptions)
    elif identifier and kind == "s":
        await open_leaf(message, Leaf(kind="source", identifier=identifier), library, audience)
    else:
        await reply(message, sentence(f"{Words.WELCOME.say(audience.language)}\n\n{_help(audience)}"))


async def show_help(message: Message, audience: Audience) -> None:
    """What the bot can do."""
    await reply(message, sentence(_help(audience)))


def _help(audience: Audience) -> str:
    return Words.HELP.say(audience.language, bot=audience.bot)
