"""An issue as Markdown, in the order of the historic ones; every link says its number in the references."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from knowledge.weekly.compiled import CompiledIssue, Contribution, IssueEntry, Reference
from knowledge.weekly.document import Block, Document, Heading, Hyperlink, Items, Paragraph, Quote, Style, Styled, Text
from knowledge.weekly.rendering import phrases
from knowledge.weekly.writing import composed, mapped

_ENTRY_LEVEL: Final = 3
_DEEPEST: Final = 6


def issue_markdown(issue: CompiledIssue, pictures: Mapping[int, str]) -> str:
    """The whole issue; `pictures` are file names by the ids of attachments, a picture without one is left out.

    A link reads `[words](address)[3]`, as `words[3]` does where links are not shown.
    """
    document = tuple(_issue(issue))
    titles = {reference.url: reference.title for reference in issue.references}
    shown = composed(
        mapped(_pictured(document, pictures), lambda link: _titled(link, titles)), lambda id_: pictures[id_]
    )
    return f"{shown}\n\n{_references(issue)}" if issue.references else f"{shown}\n"


def _issue(issue: CompiledIssue) -> Iterator[Block]:
    yield _heading(1, issue.title)
    yield _said(phrases.imprint(issue))
    if issue.foreword:
        yield _heading(2, phrases.FOREWORD)
        yield from _lowered(issue.foreword)
    sections = [section for section in issue.sections if section.entries]
    if sections:
        yield _heading(2, phrases.CONTENTS)
    for section in sections:
        yield Paragraph((_strong(section.name),))
        yield Items(tuple((_said(phrases.heading(entry)),) for entry in section.entries))
    for section in sections:
        yield _heading(2, section.name)
        for entry in section.entries:
            yield from _entry(entry)


def _entry(entry: IssueEntry) -> Iterator[Block]:
    title = phrases.heading(entry)
    yield _heading(_ENTRY_LEVEL, title)
    if entry.title and entry.title != title:
        yield Paragraph((_strong(entry.title),))
    if entry.paper_authors:
        yield _said(f"作者：{'、'.join(entry.paper_authors)}")
    if entry.url:
        yield Paragraph((Hyperlink((Text(phrases.address_words(entry)),), entry.url, entry.number),))
    for before in entry.seen_before:
        yield _said(phrases.seen(before))
    for contribution in entry.contributions:
        yield from _contribution(contribution, named=phrases.names_authors(entry))


def _contribution(contribution: Contribution, *, named: bool) -> Iterator[Block]:
    if contribution.erased:
        yield _said(phrases.ERASED)
        return
    if named and (name := contribution.byline):
        yield Paragraph((_strong(name),))
    if contribution.origin:
        yield _said(f"转自 {contribution.origin}")
    yield from _lowered(contribution.body)


def _references(issue: CompiledIssue) -> str:
    """As they are read again: no address becomes a link of Markdown, and each ends its line."""
    lines = (_reference(reference) for reference in issue.references)
    return f"## {phrases.REFERENCES}\n\n" + "  \n".join(lines) + "\n"


def _reference(reference: Reference) -> str:
    title = composed((_said(" ".join(reference.title.split())),), str) if reference.title.strip() else ""
    return f"[{reference.number}] {title}: {reference.url}" if title else f"[{reference.number}] {reference.url}"


def _titled(link: Hyperlink, titles: Mapping[str, str]) -> Hyperlink:
    """A bare address by what stands there; an address as words would hide the number beside it."""
    title = titles.get(link.url)
    return replace(link, inside=(Text(title),)) if title and link.inside == (Text(link.url),) else link


def _lowered(document: Document) -> Iterator[Block]:
    """A text with its headings below the entry's own."""
    for block in document:
        if isinstance(block, Heading):
            yield replace(block, level=min(block.level + _ENTRY_LEVEL, _DEEPEST))
        else:
            yield block


def _pictured(document: Document, pictures: Mapping[int, str]) -> Document:
    return tuple(each for block in document for each in _shown(block, pictures))


def _shown(block: Block, pictures: Mapping[int, str]) -> Iterator[Block]:
    match block:
        case Quote():
            inside = _pictured(block.inside, pictures)
            yield from (Quote(inside),) if inside else ()
        case Items():
            items = tuple(filter(None, (_pictured(item, pictures) for item in block.items)))
            yield from (replace(block, items=items),) if items else ()
        case _ if block.kind != "picture" or block.attachment in pictures:
            yield block
        case _:
            pass


def _heading(level: int, text: str) -> Heading:
    return Heading(level, (Text(text),))


def _said(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _strong(text: str) -> Styled:
    return Styled(Style.STRONG, (Text(text),))
