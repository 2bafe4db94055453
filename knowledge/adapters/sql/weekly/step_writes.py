"""Keeping what a step of the weekly brings along: wordings, messages, what is frozen, where it goes, who did it."""

from hashlib import sha256

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.sql.spine.statements import inserting
from knowledge.adapters.sql.weekly.entry_rows import entry_values
from knowledge.adapters.sql.weekly.issue_rows import (
    ARTEFACTS,
    AUDITS,
    ENTRIES,
    PUBLICATIONS,
    audit_values,
    publication_values,
)
from knowledge.adapters.sql.weekly.note_rows import REVISIONS
from knowledge.adapters.sql.weekly.note_writes import put_part
from knowledge.weekly.issues import Publication, PublishedEntry, Step
from knowledge.weekly.notes import Revision


async def put_rest(connection: AsyncConnection, step: Step) -> None:
    """Keep everything of a step but its notes, issues and effects, whose ids it has by now."""
    if step.revisions:
        await connection.execute(insert(REVISIONS), [_revision_values(one) for one in step.revisions])
    for part in step.parts:
        await put_part(connection, part)
    await _put_artefacts(connection, step)
    for publication in step.publications:
        await _put_publication(connection, publication)
    if step.entries is not None:
        await _put_entries(connection, _numbered(step), step.entries)
    if step.audits:
        await connection.execute(insert(AUDITS), [audit_values(one) for one in step.audits])


async def _put_artefacts(connection: AsyncConnection, step: Step) -> None:
    if step.drop_artefacts is not None:
        await connection.execute(delete(ARTEFACTS).where(ARTEFACTS.c.issue_id == step.drop_artefacts))
    rows = [
        {
            "issue_id": issue_id,
            "revision": revision,
            "name": one.name,
            "media_type": one.media_type,
            "data": one.data,
            "digest": sha256(one.data).hexdigest(),
        }
        for issue_id, revision, one in step.artefacts
    ]
    if rows:
        await connection.execute(insert(ARTEFACTS), rows)


async def _put_publication(connection: AsyncConnection, publication: Publication) -> None:
    values, key = publication_values(publication), ["issue_id", "revision", "target"]
    new = inserting(connection.dialect, PUBLICATIONS).values(values)
    await connection.execute(new.on_conflict_do_update(index_elements=key, set_=values))


async def _put_entries(connection: AsyncConnection, number: int, entries: tuple[PublishedEntry, ...]) -> None:
    await connection.execute(delete(ENTRIES).where(ENTRIES.c.issue_number == number))
    if entries:
        await connection.execute(insert(ENTRIES), [entry_values(one) for one in entries])


def _numbered(step: Step) -> int:
    """The number of the one issue whose entries a step brings along."""
    (number,) = {change.after.number for change in step.issues if change.after.number is not None}
    return number


def _revision_values(revision: Revision) -> dict[str, object]:
    return {name: getattr(revision, name) for name in Revision.__slots__}
