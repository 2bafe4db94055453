"""An issue of the weekly in Telegram: its card with the contents, its sections and entries, by the same numbers."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from bot.catalogue.issues import IssueWords
from bot.rendering import documents
from bot.rendering.audience import Audience
from bot.rendering.layout import Limits, messages
from bot.rendering.references import deep_link
from bot.rendering.runs import Block, Frame, Run, clipped, one_line, web_address
from knowledge.weekly import writing
from knowledge.weekly.compiled import (
    CompiledIssue,
    Contribution,
    IssueEntry,
    IssueSection,
    Label,
    Reference,
    Section,
    Site,
)
from knowledge.weekly.writing.cautions import LONGEST

_PAGE: Final = Limits(units=2400, entities=95)
_ONE_MESSAGE: Final = Limits(units=3900, entities=95)
_TITLE: Final = 60
_FOREWORD: Final = 240
_NOWHERE: Final = Site()
_UNSIGNED: Final = frozenset({Section.OPEN_QUESTIONS, Section.ERRATA})
"""Sections whose entries are nobody's own."""


def card(issue: CompiledIssue, audience: Audience) -> list[str]:
    """What is in an issue, as pages to leaf through."""
    return messages([*_head(issue, audience), *_contents(issue, audience, len(issue.entries()))], _PAGE)


def poster(issue: CompiledIssue, audience: Audience) -> str:
    """The card as one message, with as many titles of each section as go into it."""
    for most in (100, 30, 12, 6, 3, 1):
        pages = messages([*_head(issue, audience), *_contents(issue, audience, most)], _ONE_MESSAGE)
        if len(pages) == 1:
            return pages[0]
    return messages(_head(issue, audience), _ONE_MESSAGE)[0]


def section(issue: CompiledIssue, part: IssueSection, audience: Audience, site: Site = _NOWHERE) -> list[str]:
    """The entries of a section with their texts and what they refer to, as pages to leaf through.

    Of a long text only the beginning is shown, where the site has the rest.
    """
    head = [Block((Run(f"{one_line(issue.title)} · {one_line(part.name)}", ("b",)),))]
    entries = chain.from_iterable(_entry(entry, part.section, audience, site) for entry in part.entries)
    return messages([*head, *entries, *_references(issue, part.entries)], _PAGE)


def entry(
    issue: CompiledIssue, part: IssueSection, shown: IssueEntry, audience: Audience, site: Site = _NOWHERE
) -> list[str]:
    """One entry with what it refers to, as pages to leaf through; a long text as in its section."""
    head = Block((Run(f"{one_line(issue.title)} · {one_line(part.name)}", ("i",)),))
    return messages([head, *_entry(shown, part.section, audience, site), *_references(issue, [shown])], _PAGE)


def withdrawn(issue: CompiledIssue, audience: Audience) -> str:
    """What stands in the place of an issue that was withdrawn."""
    said = IssueWords.WITHDRAWN_HERE.say(audience.language)
    (page,) = messages([Block((Run(one_line(issue.title), ("b",)),)), Block((Run(said),))])
    return page


def _head(issue: CompiledIssue, audience: Audience) -> Iterator[Block]:
    yield Block((Run(one_line(issue.title), ("b",)),))
    facts = [issue.date.isoformat()]
    if issue.corrected is not None:
        facts.append(f"✏️ {IssueWords.CORRECTED.say(audience.language, day=issue.corrected.isoformat())}")
    if issue.editor:
        facts.append(IssueWords.EDITOR.say(audience.language, name=one_line(issue.editor)))
    facts.append(IssueWords.COUNT.say(audience.language, count=len(issue.entries())))
    yield Block((Run(" · ".join(facts)),), gap=1)
    if words := writing.plain(issue.foreword).strip():
        yield Block((Run(clipped(words, _FOREWORD)),), Frame.QUOTE)


def _contents(issue: CompiledIssue, audience: Audience, most: int) -> Iterator[Block]:
    for part in issue.sections:
        yield Block((Run(f"{one_line(part.name)} ({len(part.entries)})", ("b",)),))
        for one in part.entries[:most]:
            yield Block((_label(one, audience), Run(f" {clipped(one.title, _TITLE)}")), gap=1)
        if rest := len(part.entries) - most if len(part.entries) > most else 0:
            yield Block((Run(IssueWords.AND_MORE.say(audience.language, count=rest), ("i",)),), gap=1)


def _label(one: IssueEntry, audience: Audience) -> Run:
    """The entry's name, which opens it."""
    address = deep_link(audience, "i", one.label.slug)
    return Run(str(one.label), () if address else ("code",), address, whole=True)


def _entry(one: IssueEntry, kind: Section, audience: Audience, site: Site) -> Iterator[Block]:
    number = [Run(f"[{one.number}]", whole=True)] if one.number else []
    title = Run(one_line(one.title), ("b",), web_address(one.url))
    yield Block((_label(one, audience), Run(" "), title, *number))
    if told := [one_line(name) for name in one.paper_authors]:
        yield Block((Run("、".join(told), ("i",)),), gap=1)
    for seen in one.seen_before:
        said = IssueWords.SEEN_BEFORE.say(audience.language, issue=seen.label.issue, names=one_line(seen.readers))
        yield Block((Run(said, ("i",), deep_link(audience, "i", seen.label.slug)),), gap=1)
    for contribution in one.contributions:
        yield from _byline(contribution, one, kind, audience)
        yield from _text(contribution, one.label, audience, site)


def _byline(one: Contribution, of: IssueEntry, kind: Section, audience: Audience) -> Iterator[Block]:
    told = []
    is_signed = one.author is not None or one.note_id is not None  # what was imported may name nobody
    if is_signed and kind not in _UNSIGNED and one.author != of.title:
        told.append(one_line(one.author) if one.author else IssueWords.ANONYMOUS.say(audience.language))
    if one.origin:
        told.append(IssueWords.ORIGIN.say(audience.language, origin=one_line(one.origin)))
    if told:
        yield Block((Run(f"— {' · '.join(told)}", ("i",)),), gap=1)


def _text(one: Contribution, label: Label, audience: Audience, site: Site) -> Iterator[Block]:
    if one.erased:
        yield Block((Run(IssueWords.ERASED.say(audience.language), ("i",)),))
        return
    body, cut = writing.shortened(one.body, LONGEST) if site.archive else (one.body, False)
    yield from documents.blocks(body)
    if cut:
        address = f"{site.archive}/issues/{label.issue}/{label.slug}"
        yield Block((Run(IssueWords.REST.say(audience.language), ("i",), address),), gap=1)


def _references(issue: CompiledIssue, entries: Sequence[IssueEntry]) -> Iterator[Block]:
    """What these refer to, by the issue's own numbers."""
    used = {number for one in entries for number in _numbers(one)}
    listed = [one for one in issue.references if one.number in used]
    if listed:
        yield Block((Run("References", ("b",)),))
    yield from (Block(tuple(_reference(one)), gap=1) for one in listed)


def _reference(one: Reference) -> list[Run]:
    return [Run(f"[{one.number}] "), Run(clipped(one.title, _TITLE) or one_line(one.url), href=web_address(one.url))]


def _numbers(one: IssueEntry) -> Iterator[int]:
    if one.number is not None:
        yield one.number
    for contribution in one.contributions:
        yield from (link.number for link in writing.hyperlinks(contribution.body) if link.number is not None)
