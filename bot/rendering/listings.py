"""Looking without an answer being written: search results, sources, and entries in full."""

from collections.abc import Mapping, Sequence

from bot.catalogue import Words
from bot.rendering.audience import Audience
from bot.rendering.autolinks import inert
from bot.rendering.layout import Limits, messages
from bot.rendering.references import details, linked, named, title
from bot.rendering.runs import Block, Run, one_line, web_address
from bot.rendering.verbatim import verbatim
from knowledge.links import folded, identity
from knowledge.records import Entry, Found, Link, LinkDescription, Source, SourceSummary

_PAGE = Limits(units=1500, entities=90)
_SNIPPET = 120


def found(results: Sequence[Found], audience: Audience) -> list[str]:
    """Search results, best first, each with the beginning of its best passage."""
    if not results:
        return sentence(Words.NOTHING_FOUND.say(audience.language))
    blocks = [Block((Run(Words.FOUND.say(audience.language, count=len(results))),))]
    return messages([*blocks, *(_result(n, one, audience) for n, one in enumerate(results, 1))])


def sources(summaries: Sequence[SourceSummary], audience: Audience) -> list[str]:
    """The sources, as pages to leaf through."""
    if not summaries:
        return sentence(Words.NOTHING_READ.say(audience.language))
    head = Block((Run(Words.SOURCES.say(audience.language, count=len(summaries))),))
    return messages([head, *(_summary(n, one, audience) for n, one in enumerate(summaries, 1))], _PAGE)


def source(value: Source, entries: Sequence[Entry], audience: Audience) -> list[str]:
    """One source and the entries in it, as pages to leaf through."""
    count = Words.ENTRY_COUNT.say(audience.language, count=len(entries))
    head = Block((Run(named(audience, value.title), ("b",)),))
    about = Block(tuple(details(audience, value.date, count, url=value.url)), gap=1)
    return messages([head, about, *(_listed(entry, audience) for entry in entries)], _PAGE)


def entry(
    value: Entry, origin: Source, audience: Audience, known: Mapping[str, LinkDescription] | None = None
) -> list[str]:
    """One entry in full, with its id, as pages to leaf through; `known` tells what stands behind its links."""
    head = Block((Run(named(audience, value.title), ("b",)),))
    facts = details(audience, origin.title, value.section, value.author, value.date, url=value.url or origin.url)
    known_as = [*([Run(" · ")] if facts else []), Run(value.id, ("code",))]
    blocks = [head, Block((*facts, *known_as), gap=1), *verbatim(value.text)]
    if value.truncated:
        blocks.append(Block((Run(Words.TRUNCATED.say(audience.language), ("i",)),)))
    return messages([*blocks, *_links(value.links, audience, known or {})], _PAGE)


def sentence(text: str) -> list[str]:
    """Plain text as a message."""
    return messages([Block((Run(text),))])


def _result(number: int, result: Found, audience: Audience) -> Block:
    entry, origin = result.entry, result.source
    about = details(audience, origin.title, entry.section, entry.author, entry.date, url=entry.url or origin.url)
    snippet = one_line(result.passage.text)
    shown = snippet if len(snippet) <= _SNIPPET else f"{snippet[:_SNIPPET].rstrip()}…"
    name = title(audience, "e", result.entry.id, result.entry.title)
    return Block((Run(f"{number}. "), name, Run("\n    "), *about, Run("\n    "), *inert([Run(shown, ("i",))])))


def _summary(number: int, summary: SourceSummary, audience: Audience) -> Block:
    count = Words.ENTRY_COUNT.say(audience.language, count=summary.entries)
    about = details(audience, summary.source.date, count, url=summary.source.url)
    name = title(audience, "s", summary.source.id, summary.source.title)
    return Block((Run(f"{number}. "), name, Run(" · "), *about), gap=1 if number > 1 else 2)


def _listed(value: Entry, audience: Audience) -> Block:
    about = details(audience, value.section, value.author, value.date)
    name = title(audience, "e", value.id, value.title)
    return Block((Run("• "), name, *([Run(" · "), *about] if about else [])), gap=2 if value.position == 0 else 1)


def _links(links: Sequence[Link], audience: Audience, known: Mapping[str, LinkDescription]) -> list[Block]:
    """Each thing that is linked to once, under its first words, with what it is where that is known."""
    shown = folded(link for link in links if web_address(link.url))
    if not shown:
        return []
    head = Block((Run(Words.LINKS.say(audience.language)),))
    return [head, *(Block((Run("• "), *linked(link, known.get(identity(link.url)))), gap=1) for link in shown)]
