"""Compiling: the notes of an issue become the issue, with its sections, labels and numbers."""

from collections.abc import Iterator, Sequence

from knowledge.weekly.compiled import (
    FOR_NOTES,
    HEADINGS,
    CompiledIssue,
    IssueEntry,
    IssueSection,
    Label,
    Section,
)
from knowledge.weekly.compiling.composing import entry, erratum, named, without_title
from knowledge.weekly.compiling.context import Context, Erratum
from knowledge.weekly.compiling.gathering import gathered, is_ready, web_address
from knowledge.weekly.compiling.numbering import numbered, one_line
from knowledge.weekly.issues import Issue
from knowledge.weekly.notes import Written

__all__ = ["Context", "Erratum", "compiled", "is_ready", "named", "web_address", "without_title"]


def compiled(issue: Issue, notes: Sequence[Written], context: Context) -> CompiledIssue:
    """The issue that these notes make, in its first revision; the same notes and context give the same issue."""
    sections = (
        *_of_notes(notes, context),
        _section(Section.OPEN_QUESTIONS, _questions(context)),
        _section(Section.ERRATA, _errata(context)),
    )
    unnumbered = CompiledIssue(
        number=context.number,
        revision=1,
        name=context.name,
        date=context.day,
        foreword=context.parsed(issue.foreword),
        editor=named(issue.editor) or None,
        sections=tuple(one for one in sections if one.entries),
    )
    return numbered(unnumbered, context.descriptions)


def _of_notes(notes: Sequence[Written], context: Context) -> Iterator[IssueSection]:
    found = gathered(notes)
    for section in FOR_NOTES:
        groups = enumerate(found.get(section, ()), 1)
        yield _section(section, [entry(Label(context.number, section, n), group, context) for n, group in groups])


def _section(section: Section, entries: Sequence[IssueEntry]) -> IssueSection:
    return IssueSection(section, HEADINGS[section], tuple(entries))


def _questions(context: Context) -> list[IssueEntry]:
    return [
        IssueEntry(Label(context.number, Section.OPEN_QUESTIONS, n), one_line(question.meaning.question))
        for n, question in enumerate(context.open_questions, 1)
    ]


def _errata(context: Context) -> list[IssueEntry]:
    return [erratum(Label(context.number, Section.ERRATA, n), one) for n, one in enumerate(context.errata, 1)]
