"""`SqlArchive`: the entries of published issues, to be found, in an SQL database."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain
from typing import Any, Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from knowledge.adapters.sql.spine.statements import readonly
from knowledge.adapters.sql.weekly.entry_rows import label_of, stretch
from knowledge.adapters.sql.weekly.issue_rows import ENTRIES, ISSUES, issue_of
from knowledge.weekly.compiled import Label
from knowledge.weekly.issues import Issue
from knowledge.weekly.lifecycles.issue import READABLE

_LABEL: Final = (ENTRIES.c.issue_number, ENTRIES.c.section, ENTRIES.c.position)
_STRETCH: Final = 160
"""Characters of a text that are shown."""
_VERSION: Final = (ISSUES.c.id, ISSUES.c.version, ISSUES.c.changed_at)
"""What is another whenever the entries of an issue are."""

_Line: TypeAlias = tuple[int, str, str, str]
"""What is searched of an entry: its issue's number, its slug, its folded title and its folded rest."""


@dataclass(slots=True)
class _Read:
    """What was read of each issue that has a number, and which version of it that was."""

    versions: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    lines: dict[int, list[_Line]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SqlArchive:
    """The `Archive` port over one database.

    What is searched is held in memory, 2 bytes a character: of 6,000 entries both databases take ten times as long to
    look for words in them, since no index of theirs knows words of two Chinese characters.
    """

    engine: AsyncEngine
    _read: _Read = field(default_factory=_Read, init=False, repr=False, compare=False)

    async def published(self) -> list[Issue]:
        """The issues that can be read, the newest first."""
        readable = ISSUES.c.state.in_([state.value for state in READABLE])
        async with readonly(self.engine) as connection:
            rows = await connection.execute(select(ISSUES).where(readable).order_by(ISSUES.c.number.desc()))
            return [issue_of(row) for row in rows]

    async def search(self, words: Sequence[str], limit: int) -> list[tuple[Label, str, str, Sequence[str]]]:
        """Entries that have all of these folded words: those with most in their titles, then with most, then newest."""
        if not words:
            return []
        fields = ENTRIES.c.title, ENTRIES.c.text, ENTRIES.c.folded, ENTRIES.c.authors
        async with readonly(self.engine) as connection:
            best = await asyncio.to_thread(_best, await self._lines(connection), words, limit)
            found = await connection.execute(select(*_LABEL, *fields).where(ENTRIES.c.slug.in_(best)))
            by_slug = {label.slug: (label, rest) for label, rest in ((label_of(*row[:3]), row[3:]) for row in found)}
        return [
            (label, title, stretch(text, folded, words[0], _STRETCH), authors)
            for label, (title, text, folded, authors) in (by_slug[slug] for slug in best)
        ]

    async def about(self, identities: Collection[str]) -> dict[str, list[tuple[Label, Sequence[str]]]]:
        """Entries about these things, the newest first, with their authors; what no entry is about is left out."""
        query = select(ENTRIES.c.identity, *_LABEL, ENTRIES.c.authors).where(ENTRIES.c.identity.in_(identities))
        found: dict[str, list[tuple[Label, Sequence[str]]]] = {}
        async with readonly(self.engine) as connection:
            rows = await connection.execute(query.order_by(ENTRIES.c.issue_number.desc(), ENTRIES.c.position))
            for identity, *where, authors in rows:
                found.setdefault(identity, []).append((label_of(*where), authors))
        return found

    async def _lines(self, connection: AsyncConnection) -> Iterable[_Line]:
        """What is searched; of an issue that has changed since, it is read again."""
        numbered = await connection.execute(select(ISSUES.c.number, *_VERSION).where(ISSUES.c.number.is_not(None)))
        versions: dict[int, tuple[Any, ...]] = {number: tuple(version) for number, *version in numbered}
        known, read = self._read.versions, self._read.lines
        if known != versions:
            lines: dict[int, list[_Line]] = {n: read[n] if known.get(n) == versions[n] else [] for n in versions}
            changed = [n for n in versions if known.get(n) != versions[n]]
            fields = ENTRIES.c.issue_number, ENTRIES.c.slug, ENTRIES.c.folded
            for number, slug, folded in await connection.execute(
                select(*fields).where(ENTRIES.c.issue_number.in_(changed))
            ):
                lines[number].append((number, slug, *folded.split("\n", 1)))
            self._read.versions, self._read.lines = versions, lines
        return chain.from_iterable(self._read.lines.values())


def _best(lines: Iterable[_Line], words: Sequence[str], limit: int) -> list[str]:
    found = (
        (-sum(word in title for word in words), -sum(map(f"{title}\n{text}".count, words)), -number, slug)
        for number, slug, title, text in lines
        if all(word in text or word in title for word in words)
    )
    return [slug for *_, slug in nsmallest(limit, found)]
