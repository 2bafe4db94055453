"""Corrections: the next revision of a published issue, in which what stays keeps its labels and numbers."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, assert_never

from knowledge import links
from knowledge.weekly import writing
from knowledge.weekly.compiled import (
    ANONYMOUS,
    CompiledIssue,
    Contribution,
    IssueEntry,
    Label,
    Reference,
    Section,
    SeenBefore,
)
from knowledge.weekly.compiling.numbering import numbered, one_line, used
from knowledge.weekly.document import Document, Hyperlink


@dataclass(frozen=True, slots=True)
class Reworded:
    """Another wording of what one member wrote of an entry; `position` counts the entry's contributions from 0."""

    slug: str
    body: Document
    position: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Amended:
    """The newest wording of a note, and where it was forwarded from; its title is that of an entry that it begins."""

    note_id: int
    body: Document
    title: str = ""
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """A note that is to be read no more."""

    note_id: int


@dataclass(frozen=True, slots=True)
class Unnamed:
    """The name of somebody whose words in an earlier issue's entry are erased, where 也读过 mentions it."""

    slug: str
    author: str


@dataclass(frozen=True, slots=True)
class Redirected:
    """Another address, and another title if one is given, for a number of the references."""

    number: int
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Unsigned:
    """The name of whoever was on duty as editor."""


Change: TypeAlias = Reworded | Amended | Erased | Unnamed | Unsigned | Redirected
ERASES: Final = (Erased, Unnamed, Unsigned)
"""Of such changes nothing is told, and what was printed before is kept no longer."""

_NOTHING: Final = "（已删除）"


def corrected(issue: CompiledIssue, changes: Sequence[Change], day: dt.date) -> CompiledIssue | None:
    """The next revision; None where a change is about nothing that is in the issue."""
    now = issue
    for change in changes:
        changed = _applied(now, change)
        if changed is None:
            return None
        now = changed
    before = _still_said(now) if any(isinstance(one, Erased) for one in changes) else now.references
    gone = max((one.number for one in set(now.references) - set(before)), default=0)
    now = replace(now, revision=issue.revision + 1, corrected=day, highest=max(issue.highest, gone))
    return numbered(now, {}, before)


def places(issue: CompiledIssue, changes: Sequence[Change]) -> list[Label]:
    """The entries that changes are about, each once; erased notes are not told of."""
    found: dict[Label, None] = {}
    for change in changes:
        for entry in issue.entries():
            if _is_about(entry, change):
                found[entry.label] = None
    return list(found)


def _is_about(entry: IssueEntry, change: Change) -> bool:
    match change:
        case Reworded(slug):
            return entry.label.slug == slug
        case Amended(note_id):
            return any(one.note_id == note_id for one in entry.contributions)
        case Redirected(number):
            return entry.number == number or any(number in _numbers(one.body) for one in entry.contributions)
        case Erased() | Unnamed() | Unsigned():
            return False
        case _:
            assert_never(change)


def _numbers(document: Document) -> set[int | None]:
    return {link.number for link in writing.hyperlinks(document)}


def _applied(issue: CompiledIssue, change: Change) -> CompiledIssue | None:
    match change:
        case Reworded(slug, _, position):
            return _edited(issue, lambda entry, n: entry.label.slug == slug and n == position, change)
        case Amended(note_id) | Erased(note_id):
            return _edited(issue, lambda entry, n: entry.contributions[n].note_id == note_id, change)
        case Unnamed(slug, author):
            return _unnamed(issue, slug, author)
        case Unsigned():
            return replace(issue, editor=None)
        case Redirected(number, url, title):
            return _redirected(issue, number, url, title)
        case _:
            assert_never(change)


def _edited(
    issue: CompiledIssue, is_meant: Callable[[IssueEntry, int], bool], change: Reworded | Amended | Erased
) -> CompiledIssue | None:
    """The issue with another text in the contributions that are meant, or with none where they are erased."""

    def edit(entry: IssueEntry) -> IssueEntry:
        meant = {n for n in range(len(entry.contributions)) if is_meant(entry, n)}
        if not meant:
            return entry
        texts = [_with(one, change) if n in meant else one for n, one in enumerate(entry.contributions)]
        edited = replace(entry, contributions=tuple(texts))
        return _emptied(edited) if isinstance(change, Erased) else _retitled(edited, change, begins=0 in meant)

    sections = tuple(replace(one, entries=tuple(map(edit, one.entries))) for one in issue.sections)
    return None if sections == issue.sections and not _exists(issue, is_meant) else replace(issue, sections=sections)


def _exists(issue: CompiledIssue, is_meant: Callable[[IssueEntry, int], bool]) -> bool:
    return any(is_meant(entry, n) for entry in issue.entries() for n in range(len(entry.contributions)))


def _with(contribution: Contribution, change: Reworded | Amended | Erased) -> Contribution:
    match change:
        case Reworded(_, body):
            return replace(contribution, body=body)
        case Amended(_, body, _, origin):
            return replace(contribution, body=body, origin=origin)
        case Erased():
            return Contribution((), None, contribution.note_id, erased=True)


def _retitled(entry: IssueEntry, change: Reworded | Amended, *, begins: bool) -> IssueEntry:
    """An entry under its new title; a note that only stands in it does not name it."""
    title = one_line(change.title)
    names_it = begins or isinstance(change, Reworded)
    return replace(entry, title=title) if title and names_it and entry.label.section is not Section.STUDY else entry


def _emptied(entry: IssueEntry) -> IssueEntry:
    """An entry from which somebody's words are erased; of one that nobody's words are left of, nothing is left."""
    if not all(one.erased for one in entry.contributions):
        return entry
    is_study = entry.label.section is Section.STUDY
    return replace(entry, title=ANONYMOUS if is_study else _NOTHING, url=None, number=None, paper_authors=())


def _unnamed(issue: CompiledIssue, slug: str, author: str) -> CompiledIssue:
    def mention(before: SeenBefore) -> SeenBefore:
        others = tuple(one for one in before.authors if one != author)
        return replace(before, authors=others) if before.label.slug == slug else before

    def edit(entry: IssueEntry) -> IssueEntry:
        return replace(entry, seen_before=tuple(map(mention, entry.seen_before)))

    return replace(issue, sections=tuple(replace(one, entries=tuple(map(edit, one.entries))) for one in issue.sections))


def _redirected(issue: CompiledIssue, number: int, url: str, title: str) -> CompiledIssue | None:
    known = next((one for one in issue.references if one.number == number), None)
    if known is None:
        return None
    new = Reference(number, one_line(title) or known.title, url)

    def change(link: Hyperlink) -> Hyperlink:
        return replace(link, url=url) if link.number == number else link

    def edit(entry: IssueEntry) -> IssueEntry:
        texts = tuple(replace(one, body=writing.mapped(one.body, change)) for one in entry.contributions)
        return replace(entry, url=url if entry.number == number else entry.url, contributions=texts)

    return replace(
        issue,
        foreword=writing.mapped(issue.foreword, change),
        sections=tuple(replace(one, entries=tuple(map(edit, one.entries))) for one in issue.sections),
        references=tuple(new if one.number == number else one for one in issue.references),
    )


def _still_said(issue: CompiledIssue) -> tuple[Reference, ...]:
    """The references without those that only erased notes led to."""
    left = used(issue)
    return tuple(one for one in issue.references if links.identity(one.url) in left)
