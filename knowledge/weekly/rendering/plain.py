"""An issue as plain text, for where nothing else can be shown."""

from collections.abc import Iterator
from dataclasses import replace

from knowledge.weekly.compiled import CompiledIssue, Contribution, IssueEntry, Reference
from knowledge.weekly.document import Document, Hyperlink, Text
from knowledge.weekly.rendering import phrases
from knowledge.weekly.writing import mapped, plain


def issue_text(issue: CompiledIssue) -> str:
    """The whole issue; a link reads `words[3]`, and its address stands in the references."""
    return "\n\n".join(filter(None, _parts(issue))) + "\n"


def _parts(issue: CompiledIssue) -> Iterator[str]:
    yield f"{issue.title}\n{phrases.imprint(issue)}"
    if issue.foreword:
        yield f"{phrases.FOREWORD}\n{_numbered(issue.foreword)}"
    sections = [section for section in issue.sections if section.entries]
    if sections:
        contents = [line for section in sections for line in (section.name, *map(_item, section.entries))]
        yield "\n".join((phrases.CONTENTS, *contents))
    for section in sections:
        yield section.name
        yield from ("\n".join(filter(None, _entry(entry))) for entry in section.entries)
    if issue.references:
        yield "\n".join((phrases.REFERENCES, *map(_reference, issue.references)))


def _item(entry: IssueEntry) -> str:
    return f"• {phrases.heading(entry)}"


def _entry(entry: IssueEntry) -> Iterator[str]:
    title = phrases.heading(entry)
    yield f"{title} {entry.label}"
    yield entry.title if entry.title != title else ""
    yield f"作者：{'、'.join(entry.paper_authors)}" if entry.paper_authors else ""
    if entry.url:
        yield f"{phrases.address_words(entry)}{_mark(entry.number)}"
    yield from map(phrases.seen, entry.seen_before)
    for one in entry.contributions:
        yield phrases.ERASED if one.erased else _contribution(one, named=phrases.names_authors(entry))


def _contribution(one: Contribution, *, named: bool) -> str:
    head = f"{name}：" if named and (name := one.byline) else ""
    origin = f"转自 {one.origin}" if one.origin else ""
    return "\n".join(filter(None, (head, origin, _numbered(one.body))))


def _numbered(document: Document) -> str:
    return plain(mapped(document, _with_mark), "\n", "• ")


def _with_mark(link: Hyperlink) -> Hyperlink:
    return replace(link, inside=(*link.inside, Text(_mark(link.number))))


def _reference(one: Reference) -> str:
    return f"[{one.number}] {one.title}: {one.url}" if one.title else f"[{one.number}] {one.url}"


def _mark(number: int | None) -> str:
    return "" if number is None else f"[{number}]"
