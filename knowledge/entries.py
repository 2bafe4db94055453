"""Which entry is which: ids that outlive a new reading of their source."""

import base64
import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from knowledge.records import Draft, Entry

_Mark: TypeAlias = Callable[[Draft | Entry], Hashable]

_SAME: Final[tuple[_Mark, ...]] = (
    lambda entry: (entry.text, entry.title, entry.section),
    lambda entry: (entry.text, entry.title),
    lambda entry: entry.text,
    lambda entry: (entry.section, entry.title, entry.url),
)
"""What makes a draft the entry that was there before: its text, else its place and title; surest first.

The address tells two posts apart that a feed calls the same every day.
"""


def source_id(key: str) -> str:
    """The id of the source with this key, [a-z2-7]{12}."""
    return _short_hash(key)


def identify(source_id: str, drafts: Sequence[Draft], before: Sequence[Entry]) -> list[Entry]:
    """The entries of a source as it is read now, in order; `before` is what was kept of it.

    An entry keeps its id as long as its text is the same, wherever it stands and whatever it is called;
    otherwise when section, title and address are. A new id, [a-z2-7]{12}, is a hash, so that two readings of the same
    bytes agree; it is never one that stood for another entry before. What was a duplicate is one as long as its text
    is the same.
    """
    known = _recognised(drafts, before)
    kept = {entry.id: entry for entry in before}
    used = set(kept)
    entries = []
    for position, draft in enumerate(drafts):
        entry_id = known.get(position) or _new_id(source_id, draft, used)
        used.add(entry_id)
        was = kept.get(entry_id)
        duplicate_of = was.duplicate_of if was and was.text == draft.text else None
        entries.append(_entry(entry_id, source_id, position, draft, duplicate_of))
    return entries


def rolled(now: Sequence[Entry], before: Sequence[Entry]) -> list[Entry]:
    """The entries of a page that shows only its newest: those it shows, then those that have left it, in order."""
    shown = {entry.id for entry in now}
    left = [entry for entry in before if entry.id not in shown]
    return [*now, *(replace(entry, position=len(now) + after) for after, entry in enumerate(left))]


def _recognised(drafts: Sequence[Draft], before: Sequence[Entry]) -> dict[int, str]:
    """The ids of the drafts that were there before, by position."""
    known: dict[int, str] = {}
    for mark in _SAME:
        taken = set(known.values())
        free: defaultdict[Hashable, deque[str]] = defaultdict(deque)
        for entry in before:
            if entry.id not in taken:
                free[mark(entry)].append(entry.id)
        for position, draft in enumerate(drafts):
            if position not in known and free[mark(draft)]:
                known[position] = free[mark(draft)].popleft()
    return known


def _new_id(source_id: str, draft: Draft, used: set[str]) -> str:
    occurrence = 0
    while (entry_id := _short_hash(source_id, draft.title, draft.text, str(occurrence))) in used:
        occurrence += 1
    return entry_id


def _short_hash(*parts: str) -> str:
    digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=8).digest()
    return base64.b32encode(digest).decode().lower()[:12]


def _entry(entry_id: str, source_id: str, position: int, draft: Draft, duplicate_of: str | None) -> Entry:
    return Entry(
        id=entry_id,
        source_id=source_id,
        position=position,
        title=draft.title,
        text=draft.text,
        section=draft.section,
        author=draft.author,
        date=draft.date,
        url=draft.url,
        links=draft.links,
        truncated=draft.truncated,
        duplicate_of=duplicate_of,
    )
