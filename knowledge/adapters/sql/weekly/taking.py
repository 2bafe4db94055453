"""Taking a step of the weekly: all that it changes, or nothing, in one transaction."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Column, Row, and_, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from knowledge.adapters.sql.spine.outbox import put_effects
from knowledge.adapters.sql.weekly.issue_rows import ISSUES, issue_values
from knowledge.adapters.sql.weekly.note_rows import NOTES, REVISIONS
from knowledge.adapters.sql.weekly.note_writes import add_note, change_notes
from knowledge.adapters.sql.weekly.step_writes import put_rest
from knowledge.weekly.issues import IssueChange, IssueState, NoteChange, Step
from knowledge.weekly.lifecycles.issue import TAKES_NOTES
from knowledge.weekly.lifecycles.note import IN_HAND
from knowledge.weekly.notes import Note

_ISSUE_AS_READ: Final = (ISSUES.c.id, ISSUES.c.state, ISSUES.c.version)
_NOTE_AS_READ: Final = (NOTES.c.id, NOTES.c.state, NOTES.c.version, NOTES.c.due_at)


class StepOverrun(Exception):
    """Something is not as it was read for a step: nothing of it may stay."""


async def taken(session: AsyncSession, step: Step, now: dt.datetime) -> Step:
    """Change all that a step says, in the caller's transaction; it with ids and versions as they are now.

    Raises:
        StepOverrun: it is not as it was read any more.
    """
    connection = await session.connection()
    await _hold(connection, step)
    if step.alone:
        await _look_beside(connection, step.notes[0].after)
    issues = await _put_issues(connection, step.issues, now)
    notes = await _put_notes(connection, step.notes, [change.after.id for change in issues], now)
    await _look_behind(connection, step.issues)
    done = _named(replace(step, issues=issues, notes=notes), now)
    await put_rest(connection, done)
    await put_effects(session, step.effects, now)
    return done


async def _hold(connection: AsyncConnection, step: Step) -> None:
    """Hold all that a step is about as it was read: issues first, by their ids, so that no two wait for each other."""
    entered = {change.after.issue_id or 0 for change in step.notes if _enters(change)}
    before = {change.before.id: change.before for change in step.issues if change.before}
    issues = await _held(connection, _ISSUE_AS_READ, before.keys() | {number for number in entered if number > 0})
    as_read = all(
        number in issues and (issues[number].state, issues[number].version) == (issue.state.value, issue.version)
        for number, issue in before.items()
    )
    notes = await _held(connection, _NOTE_AS_READ, {change.before.id for change in step.notes if change.before})
    if not as_read or not all(_is_as_read(change, notes) for change in step.notes):
        raise StepOverrun
    states = {number: row.state for number, row in issues.items()}
    states |= {change.after.id or -n: change.after.state.value for n, change in enumerate(step.issues, start=1)}
    if any(states.get(number) not in TAKES_NOTES for number in entered):
        raise StepOverrun


async def _held(
    connection: AsyncConnection, columns: Sequence[Column[Any]], ids: Collection[int]
) -> dict[int, Row[Any]]:
    """These columns of rows that nobody else changes until the transaction ends."""
    if not ids:
        return {}
    query = select(*columns).where(columns[0].in_(ids)).order_by(columns[0]).with_for_update()
    return {row.id: row for row in await connection.execute(query)}


def _is_as_read(change: NoteChange, rows: Mapping[int, Row[Any]]) -> bool:
    before = change.before
    if before is None:
        return True
    row = rows.get(before.id)
    return row is not None and tuple(row)[1:] == (before.state.value, before.version, before.due_at)


def _enters(change: NoteChange) -> bool:
    """Whether a note comes into an issue by this."""
    if change.after.issue_id is None or change.after.state not in IN_HAND:
        return False
    before = change.before
    return before is None or before.state not in IN_HAND or before.issue_id != change.after.issue_id


async def _put_issues(
    connection: AsyncConnection, changes: Sequence[IssueChange], now: dt.datetime
) -> tuple[IssueChange, ...]:
    """Change issues and add new ones; the open one comes last, when the one before it is open no more.

    Raises:
        StepOverrun: there is another open one, or one with the same number.
    """
    done = {at: replace(one.after, changed_at=now) for at, one in enumerate(changes)}
    try:
        for at in sorted(done, key=lambda at: done[at].state is IssueState.OPEN):
            if (before := changes[at].before) is None:
                new = insert(ISSUES).values(issue_values(done[at])).returning(ISSUES.c.id)
                done[at] = replace(done[at], id=await connection.scalar(new))
            else:
                done[at] = replace(done[at], version=before.version + 1)
                changed = update(ISSUES).where(ISSUES.c.id == before.id).values(issue_values(done[at]))
                await connection.execute(changed)
    except IntegrityError as error:
        raise StepOverrun from error
    return tuple(IssueChange(one.before, done[at]) for at, one in enumerate(changes))


async def _put_notes(
    connection: AsyncConnection, changes: Sequence[NoteChange], issues: Sequence[int], now: dt.datetime
) -> tuple[NoteChange, ...]:
    done = []
    for change in changes:
        issue_id = change.after.issue_id
        after = replace(change.after, changed_at=now, issue_id=issue_id and _real(issue_id, issues))
        if change.before is None:
            done.append(NoteChange(None, replace(after, id=await add_note(connection, after))))
        else:
            done.append(NoteChange(change.before, replace(after, version=change.before.version + 1)))
    await change_notes(connection, [change.after for change in done if change.before])
    return tuple(done)


async def _look_beside(connection: AsyncConnection, note: Note) -> None:
    """Look that no other note in hand of its issue, which is held, says the very same.

    Raises:
        StepOverrun: somebody handed that in since the issue's notes were read.
    """
    own = select(REVISIONS.c.text).where(REVISIONS.c.note_id == note.id, REVISIONS.c.number == note.revision)
    newest = and_(REVISIONS.c.note_id == NOTES.c.id, REVISIONS.c.number == NOTES.c.revision)
    text, others = await connection.scalar(own), select(NOTES.c.id).join(REVISIONS, newest)
    in_hand = NOTES.c.issue_id == note.issue_id, NOTES.c.state.in_([state.value for state in IN_HAND])
    same = others.where(*in_hand, NOTES.c.id != note.id, REVISIONS.c.text == text)
    if await connection.scalar(same.limit(1)) is not None:
        raise StepOverrun


async def _look_behind(connection: AsyncConnection, changes: Sequence[IssueChange]) -> None:
    """Look that no note stays in hand where an issue takes none from now on.

    Raises:
        StepOverrun: somebody handed one in since the notes were read.
    """
    closed = [change.after.id for change in changes if change.before and change.after.state not in TAKES_NOTES]
    in_hand = NOTES.c.state.in_([state.value for state in IN_HAND])
    behind = select(NOTES.c.id).where(NOTES.c.issue_id.in_(closed), in_hand).limit(1)
    if closed and await connection.scalar(behind) is not None:
        raise StepOverrun


def _named(step: Step, now: dt.datetime) -> Step:
    """The rest of a step with the ids of what was new."""
    issues = [change.after.id for change in step.issues]
    notes = [change.after.id for change in step.notes]
    return replace(
        step,
        revisions=tuple(replace(one, note_id=_real(one.note_id, notes)) for one in step.revisions),
        parts=tuple(replace(one, note_id=_real(one.note_id, notes)) for one in step.parts),
        artefacts=tuple((_real(number, issues), revision, one) for number, revision, one in step.artefacts),
        publications=tuple(replace(one, issue_id=_real(one.issue_id, issues)) for one in step.publications),
        audits=tuple(replace(one, subject=_subject(one.subject, issues, notes), at=now) for one in step.audits),
    )


def _real(number: int, new: Sequence[int]) -> int:
    """An id: -1 stands for the first of what was changed or added."""
    return number if number >= 0 else new[-number - 1]


def _subject(subject: str, issues: Sequence[int], notes: Sequence[int]) -> str:
    kind, _, number = subject.partition(":")
    return f"{kind}:{_real(int(number), issues if kind == 'issue' else notes)}" if number.startswith("-") else subject
