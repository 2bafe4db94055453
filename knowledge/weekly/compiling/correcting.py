"""Corrections: the next revision of a published issue, in which what stays keeps its labels and numbers."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, assert_never

from knowledge import links
from knowledge.weekly import writing
from knowledge.weekly.compiled import CompiledIssue, Contribution, IssueEntry, Label, Reference, Section
from knowledge.weekly.compiling.composing import ANONYMOUS
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
    """The newest wording of a note."""

    note_id: int
    body: Document
    title: str = ""


@dataclass(frozen=True, slots=True)
class Erased:
    """A note that is to be read no more."""

    note_id: int


@dataclass(frozen=True, slots=True)
class Redirected:
    """Another address, and another title if one is given, for a number of the references."""

    number: int
    url: str
    title: str = ""


Change: TypeAlias = Reworded | Amended | Erased | Redirected

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
    return numbered(replace(now, revision=issue.revision + 1, corrected=day), {}, before)


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
        case Erased():
            return False
        case _:
            assert_never(change)


def _numbers(document: Document) -> set[int | None]:
    return {link.number for link in writing.hyperlinks(document)}


def _applied(issue: CompiledIssue, change: Change) -> CompiledIssue | None:
    match change:
        case Reworded(slug, body, position, title):
            return _edited(issue, lambda entry, n: entry.label.slug == slug and n == position, body, title)
        case Amended(note_id, body, title):
            return _edited(issue, lambda entry, n: entry.contributions[n].note_id == note_id, body, title)
        case Erased(note_id):
            return _edited(issue, lambda entry, n: entry.contributions[n].note_id == note_id, None, "")
        case Redirected(number, url, title):
            return _redirected(issue, number, url, title)
        case _:
            assert_never(change)


def _edited(
    issue: CompiledIssue, is_meant: Callable[[IssueEntry, int], bool], body: Document | None, title: str
) -> CompiledIssue | None:
    """The issue with another text in the contributions that are meant; without a text they are erased."""

    def edit(entry: IssueEntry) -> IssueEntry:
        meant = {n for n in range(len(entry.contributions)) if is_meant(entry, n)}
        if not meant:
            return entry
        texts = [_with(one, body) if n in meant else one for n, one in enumerate(entry.contributions)]
        return _retitled(replace(entry, contributions=tuple(texts)), title, erased=body is None)

    sections = tuple(replace(one, entries=tuple(map(edit, one.entries))) for one in issue.sections)
    return None if sections == issue.sections and not _exists(issue, is_meant) else replace(issue, sections=sections)


def _exists(issue: CompiledIssue, is_meant: Callable[[IssueEntry, int], bool]) -> bool:
    return any(is_meant(entry, n) for entry in issue.entries() for n in range(len(entry.contributions)))


def _with(contribution: Contribution, body: Document | None) -> Contribution:
    if body is None:
        return Contribution((), None, contribution.note_id, erased=True)
    return replace(contribution, body=body)


def _retitled(entry: IssueEntry, title: str, *, erased: bool) -> IssueEntry:
    """An entry under its new title; of one that nobody's words are left of, nothing is left."""
    if erased and all(one.erased for one in entry.contributions):
        is_study = entry.label.section is Section.STUDY
        return replace(entry, title=ANONYMOUS if is_study else _NOTHING, url=None, number=None, paper_authors=())
    if erased or entry.label.section is Section.STUDY or not one_line(title):
        return entry
    return replace(entry, title=one_line(title))


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
