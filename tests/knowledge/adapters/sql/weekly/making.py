"""Notes, parts and issues as tests need them."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import Issue, IssueChange, IssueState, NoteChange, Step
from knowledge.weekly.notes import Note, NoteState, Part, Revision, Written
from tests.fakes import NOON

GROUP: Final = -1001234567890
ANNA: Final = 2**40 + 1
BO: Final = 2**40 + 2
LATER: Final = NOON + dt.timedelta(minutes=1)


def draft(author_id: int | None = ANNA, message_id: int = 1, chat_id: int | None = None, **fields: Any) -> Note:  # noqa: ANN401
    """A note that is being collected; in its author's private chat where no other is named."""
    chat = chat_id or author_id or GROUP
    origin = Origin(chat, message_id, author_id, private=chat == author_id)
    note = Note(0, author_id, origin, Section.STUDY, NoteState.COLLECTING, NOON, NOON)
    return replace(note, **fields)


def message(note: Note, message_id: int, text: str = "一段话", **fields: Any) -> Part:  # noqa: ANN401
    """A message that a note is made of."""
    return replace(Part(note.id, note.origin.chat_id, message_id, text, NOON), **fields)


async def handed_in(engine: AsyncEngine, text: str = "心得", **fields: Any) -> Written:  # noqa: ANN401
    """A note that waits for an editor, in the open issue but where the fields say otherwise."""
    issues, notes = SqlIssues(engine), SqlNotes(engine)
    open_issue = await issues.open(NOON)
    author_id = fields.pop("author_id", ANNA)
    before = await notes.begin(draft(author_id, chat_id=GROUP, message_id=fields.pop("message_id", 1)), None)
    after = replace(before, state=NoteState.PENDING, revision=1, issue_id=open_issue.id)
    revision = Revision(before.id, 1, "题目", text, NOON)
    taken = await issues.take(Step((NoteChange(before, replace(after, **fields)),), revisions=(revision,)), NOON)
    assert taken is not None
    return Written(taken.notes[0].after, revision)


def closing(issue: Issue) -> Step:
    """What closes an issue and opens the next."""
    return Step(issues=(becoming(issue, state=IssueState.REVIEW), IssueChange(None, fresh())))


def fresh(state: IssueState = IssueState.OPEN) -> Issue:
    """A new issue."""
    return Issue(0, state, NOON, NOON)


def becoming(issue: Issue, **fields: Any) -> IssueChange:  # noqa: ANN401
    """A change of an issue."""
    return IssueChange(issue, replace(issue, **fields))


def moving(note: Note, **fields: Any) -> NoteChange:  # noqa: ANN401
    """A change of a note."""
    return NoteChange(note, replace(note, **fields))


async def took(issues: SqlIssues, step: Step) -> Step:
    """A step that must be taken."""
    taken = await issues.take(step, LATER)
    assert taken is not None
    return taken


async def frozen(issues: SqlIssues, number: int) -> Issue:
    """An issue that has its number."""
    closed = await took(issues, closing(await issues.open(NOON)))
    return (
        (await took(issues, Step(issues=(becoming(closed.issues[0].after, state=IssueState.FROZEN, number=number),))))
        .issues[0]
        .after
    )
