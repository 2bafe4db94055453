"""An issue as the Typst program that sets it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from knowledge.adapters.typst_printer.expressions import Surroundings, blocks
from knowledge.adapters.typst_printer.quoting import array, call, string
from knowledge.weekly import writing
from knowledge.weekly.compiled import CompiledIssue, Contribution, IssueEntry, IssueSection, Section, SeenBefore, Site
from knowledge.weekly.document import Document, Paragraph, Text

TEMPLATE: Final = "weekly.typ"
_UNSIGNED: Final = frozenset({Section.OPEN_QUESTIONS, Section.ERRATA})
"""Sections whose entries are nobody's own."""


def sheet(issue: CompiledIssue, pictures: Mapping[int, str], site: Site) -> str:
    """The program; `pictures` are the names of their files by id."""
    around = Surroundings({one.number for one in issue.references}, dict(pictures))
    title, day = (
        string(issue.title),
        f"datetime(year: {issue.date.year}, month: {issue.date.month}, day: {issue.date.day})",
    )
    authors = array([string(issue.editor)] if issue.editor else [])
    setting = call("weekly.with", title=title, authors=authors, day=day)
    parts = [_head(issue), *_foreword(issue, around), call("contents", string("本期内容"))]
    parts += [one for section in issue.sections for one in _section(section, around, site)]
    parts += _references(issue)
    return "\n".join([f'#import "{TEMPLATE}": *', f"#show: {setting}", *(f"#{part}" for part in parts)])


def _head(issue: CompiledIssue) -> str:
    facts = [issue.date.isoformat()]
    if issue.corrected is not None:
        facts.append(f"更正于 {issue.corrected.isoformat()}")
    if issue.editor:
        facts.append(f"本期主编：{issue.editor}")
    number = f"第 {issue.number} 期"
    return call("head", name=string(issue.name), number=string(number), facts=string("　".join(facts)))


def _foreword(issue: CompiledIssue, around: Surroundings) -> list[str]:
    return [call("front", string("刊首语"), blocks(issue.foreword, around))] if issue.foreword else []


def _section(section: IssueSection, around: Surroundings, site: Site) -> Iterator[str]:
    yield call("section", string(section.name))
    for entry in section.entries:
        yield call("entry", string(entry.label.slug), string(entry.title), string(str(entry.label)))
        yield from _facts(entry, around, site)
        for one in entry.contributions:
            yield from _contribution(one, entry, section.section, around)


def _facts(entry: IssueEntry, around: Surroundings, site: Site) -> Iterator[str]:
    lines = []
    if entry.paper_authors:
        lines.append(string("、".join(entry.paper_authors)))
    if entry.url:
        number = str(entry.number) if entry.number in around.references else "none"
        lines.append(call("reference-link", string(entry.url), string(entry.url), number))
    lines += [_seen(one, site) for one in entry.seen_before]
    if lines:
        yield call("facts", *lines)


def _seen(seen: SeenBefore, site: Site) -> str:
    told = string(f"第 {seen.label.issue} 期 {seen.readers}也读过（{seen.label}）")
    if not site.bot:
        return told
    return call("link", string(f"https://t.me/{site.bot}?start=i_{seen.label.slug}"), told)


def _contribution(one: Contribution, entry: IssueEntry, section: Section, around: Surroundings) -> Iterator[str]:
    named = one.byline and section not in _UNSIGNED and one.byline != entry.title
    told = [one.byline] if named else []
    told += [f"转自 {one.origin}"] if one.origin else []
    if told:
        yield call("byline", string(" · ".join(told)))
    yield call("par", string("（应作者要求删除）")) if one.erased else blocks(one.body, around)


def _references(issue: CompiledIssue) -> list[str]:
    items = [array([str(one.number), string(one.title), string(one.url)]) for one in issue.references]
    return [call("references", string("References"), *items)] if items else []


def plainly(issue: CompiledIssue) -> CompiledIssue:
    """The same issue with nothing but the words of its texts."""
    sections = tuple(
        replace(section, entries=tuple(_plain_entry(entry) for entry in section.entries)) for section in issue.sections
    )
    return replace(issue, foreword=_words(issue.foreword), sections=sections)


def _plain_entry(entry: IssueEntry) -> IssueEntry:
    return replace(entry, contributions=tuple(replace(one, body=_words(one.body)) for one in entry.contributions))


def _words(document: Document) -> Document:
    return tuple(Paragraph((Text(line),)) for line in writing.plain(document).split("\n") if line.strip())
