"""Browsing what is known without an answer being written: /search, /sources, /entry."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot import rendering
from bot.catalogue import Words
from bot.conversation.addressing import LooseCommand
from bot.conversation.leafing import Leaf, keyboard
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, sentence
from knowledge.links import identity
from knowledge.ports import Library, LinkDescriptions
from knowledge.records import Entry, Found, LinkDescription

SearchEntries: TypeAlias = Callable[[str], Awaitable[list[Found]]]


def router() -> Router:
    """The commands, and the buttons that turn pages."""
    browsing = Router(name="browsing")
    browsing.message.register(search, LooseCommand("search", ignore_case=True))
    browsing.message.register(sources, LooseCommand("sources", ignore_case=True))
    browsing.message.register(entry, LooseCommand("entry", ignore_case=True))
    browsing.callback_query.register(turn, Leaf.filter())
    return browsing


async def search(message: Message, command: CommandObject, search_entries: SearchEntries, audience: Audience) -> None:
    """The entries that fit the words, best first."""
    words = (command.args or "").strip()
    if not words:
        await reply(message, sentence(Words.SEARCH_USAGE.say(audience.language)))
        return
    await reply(message, rendering.found(await search_entries(words), audience))


async def sources(message: Message, library: Library, audience: Audience) -> None:
    """Everything that has been read."""
    await open_leaf(message, Leaf(kind="sources"), library, audience)


async def entry(
    message: Message,
    command: CommandObject,
    library: Library,
    audience: Audience,
    link_descriptions: LinkDescriptions | None = None,
) -> None:
    """One entry in full."""
    identifier = (command.args or "").strip().lower()  # a phone begins with a capital letter
    if not identifier:
        await reply(message, sentence(Words.ENTRY_USAGE.say(audience.language)))
        return
    await open_leaf(message, Leaf(kind="entry", identifier=identifier), library, audience, link_descriptions)


async def open_leaf(
    message: Message,
    leaf: Leaf,
    library: Library,
    audience: Audience,
    link_descriptions: LinkDescriptions | None = None,
) -> None:
    """Reply with the first page of something, with buttons where there are more."""
    pages = await _pages(leaf, library, audience, link_descriptions)
    if not pages:
        await reply(message, sentence(_gone(leaf, audience)))
        return
    await reply(message, pages[:1], keyboard(pages, leaf, audience))


async def turn(
    callback: CallbackQuery,
    callback_data: Leaf,
    library: Library,
    audience: Audience,
    link_descriptions: LinkDescriptions | None = None,
) -> None:
    """Show another page in the place of this one."""
    pages = await _pages(callback_data, library, audience, link_descriptions)
    if not pages:
        await notice(callback, _gone(callback_data, audience), alert=True)
        return
    if isinstance(callback.message, Message):
        at = min(callback_data.page, len(pages) - 1)
        leaf = callback_data.model_copy(update={"page": at})
        await rewrite(callback.message, pages[at], keyboard(pages, leaf, audience))
    await notice(callback)


async def _pages(
    leaf: Leaf, library: Library, audience: Audience, link_descriptions: LinkDescriptions | None
) -> list[str]:
    """All pages; none where there is no such thing any more."""
    if leaf.kind == "sources":
        return rendering.sources(await library.sources(), audience)
    if leaf.kind == "entry":
        held = await library.entry(leaf.identifier)
        return rendering.entry(*held, audience, await _known(held[0], link_descriptions)) if held else []
    entries = await library.entries(leaf.identifier)
    return rendering.source(entries[0][1], [one for one, _ in entries], audience) if entries else []


async def _known(value: Entry, link_descriptions: LinkDescriptions | None) -> dict[str, LinkDescription]:
    """What stands behind the links of an entry, as far as it was asked."""
    if link_descriptions is None or not value.links:
        return {}
    return await link_descriptions.descriptions(identity(link.url) for link in value.links)


def _gone(leaf: Leaf, audience: Audience) -> str:
    words = Words.NO_SUCH_ENTRY if leaf.kind == "entry" else Words.NO_SUCH_SOURCE
    return words.say(audience.language)
