"""Entries as results of inline mode: what is listed while somebody types, and what is sent when they choose one."""

from typing import Final, NamedTuple

from bot.catalogue.opinions import InlineWords
from bot.rendering.audience import Audience
from bot.rendering.autolinks import inert
from bot.rendering.layout import messages
from bot.rendering.references import deep_link, details, named
from bot.rendering.runs import Block, Frame, Run, clipped
from knowledge.records import Found

_TITLE: Final = 100
_DESCRIPTION: Final = 160
_PASSAGE: Final = 600
"""Characters that are shown: others read it in a chat that is about something else."""


class InlineEntry(NamedTuple):
    """One result: its id, two lines of plain text, and the message as HTML."""

    id: str
    title: str
    description: str
    html: str


def inline_entry(found: Found, audience: Audience) -> InlineEntry:
    """An entry that was found, by its best passage, with where it comes from and a link that opens all of it."""
    entry, source = found.entry, found.source
    name, link = named(audience, entry.title), deep_link(audience, "e", entry.id)
    facts = " · ".join(dict.fromkeys(str(fact) for fact in (source.title, entry.author, entry.date) if fact))
    about = details(audience, source.title, entry.section, entry.author, entry.date, url=entry.url or source.url)
    if link:
        about += [Run(" · "), Run(InlineWords.OPEN.say(audience.language), href=link)]
    blocks = [
        Block(inert([Run(clipped(name, _TITLE), ("b",))])),
        Block(inert([Run(clipped(found.passage.text, _PASSAGE))]), Frame.QUOTE, gap=1),
        Block(tuple(about), gap=1),
    ]
    return InlineEntry(entry.id, clipped(name, _TITLE), clipped(facts, _DESCRIPTION), messages(blocks)[0])
