"""Which notes stand in one entry: those on one paper, a member's notes of the week, and what was joined by hand."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Final

from knowledge import links
from knowledge.weekly.compiled import FOR_NOTES, Section
from knowledge.weekly.notes import Agreement, Note, Written

_BY_LINK: Final = frozenset({Section.PAPERS, Section.RESOURCES})
"""In these an entry is what its link leads to."""


def is_ready(note: Note) -> bool:
    """Whether a note may be printed: whoever's words it holds has agreed, where that is a member."""
    return all(one.user_id is None or one.agreement is Agreement.GIVEN for one in note.quoted)


def in_order(notes: Sequence[Written]) -> list[Written]:
    """Notes by section, then position, then the oldest first."""
    return sorted(notes, key=_place)


def gathered(notes: Sequence[Written]) -> dict[Section, list[list[Written]]]:
    """The entries of each section, each as its notes; the first of them names it."""
    ordered = in_order(notes)
    by_id = {one.note.id: one for one in ordered}
    entries: dict[Hashable, list[Written]] = {}
    heads = [(one, _head(one, by_id)) for one in ordered]
    for one, head in heads:
        if one is head:
            entries.setdefault(_key(one), []).append(one)
    for one, head in heads:
        if one is not head:
            entries[_key(head)].append(one)
    sections: dict[Section, list[list[Written]]] = {}
    for group in entries.values():
        sections.setdefault(group[0].note.section, []).append(group)
    return sections


def web_address(url: str | None) -> str | None:
    """An address that may be printed, without a site's page of warning before it."""
    address = links.target(url) if url else ""
    return address if address.lower().startswith(("http://", "https://")) else None


def _place(one: Written) -> tuple[int, bool, int, int]:
    note = one.note
    return FOR_NOTES.index(note.section), note.position is None, note.position or 0, note.id


def _head(one: Written, by_id: Mapping[int, Written]) -> Written:
    """The note under whose entry this one stands, through any that are joined in a row; itself in a circle."""
    head, seen = one, {one.note.id}
    while (onward := by_id.get(head.note.joins or 0)) is not None:
        if onward.note.id in seen:
            return one
        seen.add(onward.note.id)
        head = onward
    return head


def _key(head: Written) -> Hashable:
    note = head.note
    if note.section in _BY_LINK and (url := web_address(head.revision.url)):
        return note.section, links.identity(url)
    if note.section is Section.STUDY and not note.anonymous and note.author_id is not None:
        return note.section, note.author_id
    return note.id
