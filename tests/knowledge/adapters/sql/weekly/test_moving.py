"""A group that becomes a supergroup takes its notes and its issues along."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.spine.chats import SqlChats
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.spine.outbox import EffectState
from knowledge.weekly.issues import Publication, Step
from tests.fakes import NOON
from tests.knowledge.adapters.sql.weekly.making import ANNA, draft, message

OLD, NEW, LONGER = -432, -100432, -4321


async def test_notes_and_targets_name_the_new_chat(engine: AsyncEngine) -> None:
    """Where they were begun, their messages and where an issue went; nothing of a chat whose number is alike.

    The new chat counts its messages from 1 again: its first one is none of the old one's, nor edited as one.
    """
    notes, issues = SqlNotes(engine), SqlIssues(engine)
    made = [await notes.begin(draft(chat_id=chat), message(draft(chat_id=chat), 1)) for chat in (OLD, LONGER, ANNA)]
    issue = await issues.open(NOON)
    sent = Publication(issue.id, 1, f"group:{OLD}", EffectState.SENT, NOON, f"issue:1:1:group:{OLD}", OLD, 7)
    both = [replace(sent, revision=2), replace(sent, revision=2, target=f"group:{NEW}", chat_id=NEW)]
    channel = replace(sent, target=f"channel:{LONGER}", chat_id=LONGER)
    assert await issues.take(Step(publications=(sent, channel, *both)), NOON)
    for _ in range(2):
        await SqlChats(engine).moved(OLD, NEW)
    moved = await notes.bare(made[0].id)
    assert moved is not None
    assert replace(moved.origin, message_id=1) == replace(made[0].origin, chat_id=NEW, message_id=1)
    assert moved.origin.message_id < 0
    assert [await notes.bare(note.id) for note in made[1:]] == made[1:]
    assert await notes.collecting(ANNA, NEW) == moved
    assert await notes.of_message(NEW, 1) is None
    again = await notes.begin(draft(chat_id=NEW), message(draft(chat_id=NEW), 1))
    assert again.id not in {note.id for note in made}
    first, *rest = await issues.publications(issue.id)
    assert (first, rest[0]) == (channel, replace(sent, target=f"group:{NEW}", chat_id=NEW, message_id=None))
    assert {one.chat_id for one in rest} == {NEW}
