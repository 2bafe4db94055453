"""Entries: how notes that belong together read in an issue."""

import re
from collections.abc import Sequence
from typing import Final

from knowledge import links
from knowledge.weekly import writing
from knowledge.weekly.compiled import ANONYMOUS, Contribution, IssueEntry, Label, Section
from knowledge.weekly.compiling.context import Context, Erratum
from knowledge.weekly.compiling.gathering import web_address
from knowledge.weekly.compiling.numbering import host, one_line
from knowledge.weekly.document import Document, Heading, Paragraph, Text
from knowledge.weekly.notes import Note, Written
from knowledge.weekly.writing.visible import visible

_LONGEST_HEADING: Final = 40
_SHORTEST_HEADING: Final = 4
_ADDRESS: Final = re.compile(r"https?://[!-~]+")
_SENTENCE_ENDS: Final = re.compile(r"[。；;]|(?<=[？！?!])")
_AROUND: Final = " ，、：,:.-—*#"


def entry(label: Label, notes: Sequence[Written], context: Context) -> IssueEntry:
    """The entry of notes that stand together; the first of them names it."""
    identity, url = _about(label.section, notes)
    described = context.descriptions.get(identity)
    title = _title(notes, context, identity, url)
    return IssueEntry(
        label,
        title,
        tuple(_contribution(one, title, context) for one in notes),
        url=url,
        paper_authors=tuple(map(named, described.authors)) if described and label.section is Section.PAPERS else (),
        seen_before=tuple(context.earlier.get(identity, ())) if url else (),
    )


def erratum(label: Label, one: Erratum) -> IssueEntry:
    """What was put right in an earlier issue."""
    where = str(one.label) if one.label else f"第 {one.issue} 期"
    return IssueEntry(label, where, (Contribution((Paragraph((Text(one.line),)),)),))


def byline(note: Note, context: Context) -> str | None:
    """What stands above a note; None where nobody is to know."""
    if note.anonymous or note.author_id is None:
        return None
    return named(note.byline or context.bylines.get(note.author_id)) or None


def named(name: str | None) -> str:
    """A name as it may be printed: Telegram lets people turn the direction of what follows, and be called nothing."""
    return " ".join(visible(name or "").split())


def _about(section: Section, notes: Sequence[Written]) -> tuple[str, str | None]:
    """What an entry is about, by its identity and address; a member's notes of a week are about nothing in one."""
    if section is Section.STUDY:
        return "", None
    url = next((address for one in notes if (address := web_address(one.revision.url))), None)
    return (links.identity(url), url) if url else ("", None)


def _title(notes: Sequence[Written], context: Context, identity: str, url: str | None) -> str:
    head = notes[0]
    if head.note.section is Section.STUDY:
        return byline(head.note, context) or ANONYMOUS
    described = context.descriptions.get(identity)
    titles = [one.revision.title for one in notes] + [(described.title or "") if described else ""]
    said = next((title for each in titles if (title := one_line(each))), "")
    if said:
        return said
    words = one_line(writing.plain(context.parsed(head.revision.text)))
    return _beginning(words) or (host(url) if url else words)


def _beginning(words: str) -> str:
    """The first sentence that says something beside addresses; empty where there is none."""
    sentences = _SENTENCE_ENDS.split(one_line(_ADDRESS.sub(" ", words)))
    words = next((told for each in sentences if len(told := each.strip(_AROUND)) >= _SHORTEST_HEADING), "")
    return words if len(words) <= _LONGEST_HEADING else f"{words[:_LONGEST_HEADING]}…"


def _contribution(one: Written, title: str, context: Context) -> Contribution:
    body = without_title(context.parsed(one.revision.text), title)
    return Contribution(body, byline(one.note, context), one.note.id, named(one.note.quoted_label) or None)


def without_title(document: Document, title: str) -> Document:
    """A text that does not begin with what already stands above it."""
    if len(document) > 1 and isinstance(document[0], Heading | Paragraph):
        return document[1:] if title and one_line(writing.plain(document[:1])) == title else document
    return document
