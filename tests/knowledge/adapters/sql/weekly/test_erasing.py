"""What an author wants gone is gone."""

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.weekly.attachments import SqlAttachments
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.records import Audit, Effect
from knowledge.weekly.compiled import Artefact, Section, StoredPicture
from knowledge.weekly.issues import Step
from knowledge.weekly.notes import NoteState
from tests.fakes import NOON
from tests.knowledge.adapters.sql.weekly.making import ANNA, GROUP, becoming, draft, handed_in, message

LATER = NOON + dt.timedelta(minutes=1)
OWN_WORDS = "只有我知道的一句话"


def picture(data: bytes) -> StoredPicture:
    """A picture of these bytes."""
    return StoredPicture("image/png", data, 1, 1)


async def test_of_an_erased_note_only_a_tombstone_is_left(engine: AsyncEngine) -> None:
    """Id, state and dates; it is found nowhere, and erasing it again changes nothing."""
    notes = SqlNotes(engine)
    one = await handed_in(engine, OWN_WORDS, reason="太短", byline="小明", label="4-p1", anonymous=True, message_id=3)
    assert await SqlIssues(engine).take(Step(parts=(message(one.note, 3, OWN_WORDS),)), NOON)
    assert await notes.erase(one.note.id, LATER)
    tombstone = replace(
        draft(None, 0, 1),
        id=one.note.id,
        state=NoteState.ERASED,
        section=Section.STUDY,
        changed_at=LATER,
        version=one.note.version + 1,
    )
    found = await notes.bare(one.note.id)
    assert found == replace(tombstone, origin=replace(tombstone.origin, chat_id=0))
    assert (await notes.note(one.note.id), await notes.revisions(one.note.id)) == (None, [])
    assert await notes.of_author(ANNA) == await notes.labelled("4-p1") == []
    assert await notes.parts(one.note.id) == []
    assert (await notes.erase(one.note.id, LATER), await notes.erase(99, LATER)) == (False, False)
    assert await notes.bare(one.note.id) == found


async def test_what_was_said_of_an_erased_note_goes_with_it(engine: AsyncEngine) -> None:
    """Reasons in audits and what waits to be sent; who did what and when stays, and so does what tells of others."""
    issues, outbox = SqlIssues(engine), SqlOutbox(engine)
    one, other = await handed_in(engine), await handed_in(engine, message_id=2)
    keys = [key.format(one.note.id) for key in ("card:{}", "card:{}:3", "preview:{}:1", "edited:{}:2", "agree:7:2:{}")]
    rest = [f"card:{other.note.id}", f"card:{one.note.id}1", f"issue:{one.note.id}:1:archive"]
    audits = tuple(
        Audit("7", "reject", f"note:{each.note.id}", "a", "b", {"reason": OWN_WORDS}) for each in (one, other)
    )
    effects = tuple(Effect(key, GROUP, {"html": OWN_WORDS}) for key in (*keys, *rest))
    assert await issues.take(Step(audits=audits, effects=effects), NOON)
    await outbox.put([Effect(f"decided:{one.note.id}:4", GROUP, {})], LATER)
    await SqlNotes(engine).erase(one.note.id, LATER)
    assert (await outbox.by_keys([*keys, *rest, f"decided:{one.note.id}:4"])).keys() == {
        *rest,
        f"decided:{one.note.id}:4",
    }
    [kept], [others] = [await issues.audits(f"note:{each.note.id}") for each in (one, other)]
    assert (kept, others) == (replace(audits[0], detail={}, at=NOON), replace(audits[1], at=NOON))


async def test_a_picture_goes_with_the_last_note_that_has_it(engine: AsyncEngine) -> None:
    """Whether it stands in a wording or came with a message; ids that look alike are not confused."""
    attachments, notes = SqlAttachments(engine), SqlNotes(engine)
    ids = [await attachments.keep(picture(bytes([n])), NOON) for n in range(12)]
    one = await handed_in(engine, f"![](attachment:{ids[0]}) ![](attachment:{ids[1]})")
    other = await handed_in(engine, f"![](attachment:{ids[1]}) ![](attachment:{ids[9]})", message_id=2)
    parts = message(one.note, 1, attachments=(ids[2], ids[3])), message(other.note, 2, attachments=(ids[3], ids[11]))
    assert await SqlIssues(engine).take(Step(parts=parts), NOON)
    await notes.erase(one.note.id, LATER)
    assert set(ids) - (await attachments.pictures(ids)).keys() == {ids[0], ids[2]}
    await notes.erase(other.note.id, LATER)
    gone = {ids[at] for at in (0, 1, 2, 3, 9, 11)}
    assert set(ids) - (await attachments.pictures(ids)).keys() == gone


async def test_earlier_revisions_of_its_issue_go_with_a_note(engine: AsyncEngine) -> None:
    """They say what it said; the newest, which was corrected before, stays."""
    issues = SqlIssues(engine)
    one = await handed_in(engine)
    issue = await issues.open(NOON)
    said = tuple((issue.id, revision, Artefact("a", "text/plain", b"")) for revision in (1, 2))
    assert await issues.take(Step(issues=(becoming(issue, number=4, revision=2),), artefacts=said), NOON)
    await SqlNotes(engine).erase(one.note.id, LATER)
    assert [bool(await issues.artefact(4, "a", revision)) for revision in (1, 2)] == [False, True]


async def test_the_file_does_not_hold_what_was_erased(sqlite_database: Path) -> None:
    """Neither its pages nor its log, once it is vacuumed: no byte of the text, the picture or the reason."""
    secrets = OWN_WORDS.encode(), b"\x89PICTURE\x00" * 900, "理由如下".encode()
    async with open_engine(sqlite_database) as engine:
        number = await SqlAttachments(engine).keep(picture(secrets[1]), NOON)
        one = await handed_in(engine, f"{OWN_WORDS} ![](attachment:{number})" * 99)
        audit = Audit("7", "reject", f"note:{one.note.id}", "a", "b", {"reason": "理由如下"})
        effect = Effect(f"card:{one.note.id}", GROUP, {"html": OWN_WORDS})
        assert await SqlIssues(engine).take(Step(audits=(audit,), effects=(effect,)), NOON)
        before = _bytes(sqlite_database)
        await SqlNotes(engine).erase(one.note.id, LATER)
    with closing(sqlite3.connect(sqlite_database)) as connection:
        connection.execute("VACUUM")
    assert all(secret[:60] in before for secret in secrets[:2])
    assert not any(secret[:60] in _bytes(sqlite_database) for secret in secrets)


def _bytes(file: Path) -> bytes:
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
