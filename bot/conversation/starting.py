"""Arriving: /start, /help, and the deep links that open an entry or a source."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message

from bot.catalogue import Words
from bot.catalogue.menus import MenuWords
from bot.conversation.addressing import is_private
from bot.conversation.browsing import open_leaf
from bot.conversation.guarding.authority import Authority
from bot.conversation.leafing import Leaf
from bot.conversation.sending import reply
from bot.rendering import Audience, sentence
from knowledge.ports import Library, LinkDescriptions


def router() -> Router:
    """The commands of a newcomer."""
    starting = Router(name="starting")
    starting.message.register(follow_link, CommandStart(deep_link=True, ignore_case=True))
    starting.message.register(start, CommandStart(ignore_case=True))
    starting.message.register(show_help, Command("help", ignore_case=True))
    return starting


async def follow_link(
    message: Message,
    command: CommandObject,
    library: Library,
    audience: Audience,
    link_descriptions: LinkDescriptions | None = None,
) -> None:
    """Open what the deep link names.

    Raises:
        SkipHandler: it names nothing that can be opened.
    """
    kind, _, identifier = (command.args or "").strip().partition("_")
    if identifier and kind == "e":
        await open_leaf(message, Leaf(kind="entry", identifier=identifier), library, audience, link_descriptions)
    elif identifier and kind == "s":
        await open_leaf(message, Leaf(kind="source", identifier=identifier), library, audience)
    else:
        raise SkipHandler


async def start(message: Message, audience: Audience, authority: Authority | None = None) -> None:
    """Greet."""
    told = await _help(message, audience, authority)
    await reply(message, sentence(f"{Words.WELCOME.say(audience.language)}\n\n{told}"))


async def show_help(message: Message, audience: Audience, authority: Authority | None = None) -> None:
    """What the bot can do, here and for whoever asks."""
    await reply(message, sentence(await _help(message, audience, authority)))


async def _help(message: Message, audience: Audience, authority: Authority | None) -> str:
    language, user = audience.language, message.from_user
    if not is_private(message):
        told = [MenuWords.HELP_IN_GROUPS.say(language, bot=audience.bot)]
        if authority and user and message.sender_chat is None and await authority.governs(user.id, message.chat.id):
            told.append(MenuWords.HELP_GOVERNING.say(language))
        return "\n".join(told)
    told = [Words.HELP.say(language, bot=audience.bot), MenuWords.HELP_RIGHTS.say(language)]
    if authority and user and await authority.is_admin(user.id):
        told.append(MenuWords.HELP_ADMIN.say(language))
    return "\n".join(told)
