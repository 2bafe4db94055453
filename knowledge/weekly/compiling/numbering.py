"""Reference numbers: one for each thing that an issue links to, by first appearance over the whole issue."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from knowledge import links
from knowledge.records import LinkDescription
from knowledge.weekly import writing
from knowledge.weekly.compiled import CompiledIssue, Contribution, IssueEntry, IssueSection, Reference
from knowledge.weekly.document import Document, Hyperlink, Paragraph

_LONGEST_TITLE: Final = 200
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)


Change: TypeAlias = Callable[[Hyperlink], Hyperlink]


class _Mention(NamedTuple):
    """An address as it comes in reading order, and what it is called there, if anything."""

    url: str
    words: str


def numbered(
    issue: CompiledIssue, descriptions: Mapping[str, LinkDescription], before: Sequence[Reference] = ()
) -> CompiledIssue:
    """The issue with its references, and their numbers wherever it links to them.

    Those of the revision `before` keep number, title and address; what is new is appended.
    """
    references = _references(issue, descriptions, before)
    numbers: dict[str, int] = {}
    for reference in references:
        numbers.setdefault(identity_of(reference.url), reference.number)

    def change(link: Hyperlink) -> Hyperlink:
        return replace(link, number=numbers[identity_of(link.url)])

    sections = tuple(_section(one, change, numbers) for one in issue.sections)
    foreword = writing.mapped(issue.foreword, change)
    return replace(issue, foreword=foreword, sections=sections, references=references)


@lru_cache(maxsize=4096)
def identity_of(url: str) -> str:
    """What stands behind an address, which an issue asks of each several times."""
    return links.identity(url)


def used(issue: CompiledIssue) -> frozenset[str]:
    """The identities of everything that an issue links to."""
    return frozenset(identity_of(one.url) for one in _mentions(issue))


def host(url: str) -> str:
    """The name of the site that an address is on."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def one_line(text: str) -> str:
    """A title as it may be printed: one line, of a bearable length, without marks that nobody sees."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST_TITLE]


def _references(
    issue: CompiledIssue, descriptions: Mapping[str, LinkDescription], before: Sequence[Reference]
) -> tuple[Reference, ...]:
    known = {identity_of(one.url) for one in before}
    first: dict[str, _Mention] = {}
    for mention in _mentions(issue):
        identity = identity_of(mention.url)
        kept = first.setdefault(identity, mention)
        if mention.words and not kept.words:
            first[identity] = _Mention(kept.url, mention.words)
    new = [(identity, mention) for identity, mention in first.items() if identity not in known]
    highest = max((issue.highest, *(one.number for one in before)))
    return (*before, *(_reference(n, *one, descriptions) for n, one in enumerate(new, highest + 1)))


def _reference(number: int, identity: str, mention: _Mention, descriptions: Mapping[str, LinkDescription]) -> Reference:
    described = descriptions.get(identity)
    title = one_line((described.title if described else None) or "") or mention.words or host(mention.url)
    return Reference(number, title, mention.url)


def _mentions(issue: CompiledIssue) -> Iterator[_Mention]:
    """Every address of an issue in reading order; what an entry is about comes before its text."""
    yield from _of_document(issue.foreword)
    for entry in issue.entries():
        if entry.url:
            yield _Mention(entry.url, "")
        for contribution in entry.contributions:
            yield from _of_document(contribution.body)
        if entry.url:
            yield _Mention(entry.url, entry.title)  # where the text does not link to it


def _of_document(document: Document) -> Iterator[_Mention]:
    for link in writing.hyperlinks(document):
        words = one_line(writing.plain((Paragraph(link.inside),)))
        yield _Mention(links.target(link.url), "" if _ADDRESS.match(words) else words)


def _section(section: IssueSection, change: Change, numbers: Mapping[str, int]) -> IssueSection:
    return replace(section, entries=tuple(_entry(one, change, numbers) for one in section.entries))


def _entry(entry: IssueEntry, change: Change, numbers: Mapping[str, int]) -> IssueEntry:
    number = numbers[identity_of(entry.url)] if entry.url else None
    return replace(entry, number=number, contributions=tuple(_changed(one, change) for one in entry.contributions))


def _changed(contribution: Contribution, change: Change) -> Contribution:
    return replace(contribution, body=writing.mapped(contribution.body, change))
