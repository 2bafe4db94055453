"""`SqlPersonalData`."""

import datetime as dt
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import String, cast, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.backups import write_backup
from knowledge.adapters.sql.copies import tables
from knowledge.adapters.sql.engine import open_engine, writing
from knowledge.adapters.sql.governance.consumption import SqlConsumption
from knowledge.adapters.sql.rights.erasing import EMPTIED, NAMED, REMOVED
from knowledge.adapters.sql.rights.personal_data import SqlPersonalData
from knowledge.adapters.sql.tables import METADATA
from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.adapters.sql.weekly.notes import SqlNotes
from knowledge.governance.quotas import Quota, Scope
from knowledge.remembering.recalling import fingerprint
from knowledge.rights import HOLDINGS, Fate
from knowledge.rights.inventory import sections
from tests.fakes import NOON
from tests.knowledge.adapters.sql.rights.somebody import (
    GROUP,
    OTHER_WORDS,
    OTHERS,
    THEIR_WORDS,
    THEIRS,
    fill,
    message,
    rows,
    said,
)


@pytest.fixture
async def engine(database: Path | str) -> AsyncIterator[AsyncEngine]:
    """Both people have been here."""
    async with open_engine(database) as opened:
        await fill(opened)
        yield opened


async def _forget(engine: AsyncEngine) -> None:
    """Everything that the use case does with the database."""
    data = SqlPersonalData(engine)
    await SqlNotes(engine).erase(10, NOON)
    await SqlMembers(engine).forget(THEIRS, NOON)
    await data.in_work(THEIRS, NOON)
    await data.erase(THEIRS, [1])


async def test_an_export_has_all_of_theirs_in_every_section_and_nothing_of_others(engine: AsyncEngine) -> None:
    """Each section of the inventory has something; what they said stands in it, and no word of anybody else."""
    held = await SqlPersonalData(engine).of(THEIRS)
    assert set(held) == set(sections())
    empty = {section for section, found in held.items() if not found}
    assert empty == {"labels", "edits", "erasures", "quotas"}
    whole = json.dumps(held, ensure_ascii=False)
    assert whole.count(THEIR_WORDS) >= 20
    assert (OTHER_WORDS in whole, str(OTHERS) in whole) == (False, False)
    pictures = await SqlPersonalData(engine).pictures(THEIRS)
    assert [one.data.decode() for one in pictures.values()] == [THEIR_WORDS]


async def test_nothing_of_theirs_is_left_in_any_table_and_all_of_the_other_is(engine: AsyncEngine) -> None:
    """Neither their words nor their number; whoever else was there finds everything as it was. Twice is as once."""
    before = (await said(engine)).count(OTHER_WORDS), (await said(engine)).count(str(OTHERS))
    for _ in range(2):
        await _forget(engine)
        left = await said(engine)
        assert (THEIR_WORDS in left, str(THEIRS) in left) == (False, False)
        assert (left.count(OTHER_WORDS), left.count(str(OTHERS))) == before
    audits = METADATA.tables["audits"]
    async with engine.connect() as connection:
        kept = select(audits.c.actor, audits.c.detail).where(audits.c.id == 10)
        assert tuple((await connection.execute(kept)).one()) == ("erased", {"told": "0", "chats": "-1,0"})


async def test_what_others_were_answered_in_words_that_are_gone_is_forgotten(sqlite_database: Path) -> None:
    """An answer quotes its entries; those that say what they said keep theirs, and all questions stay."""
    exchanges, now = METADATA.tables["exchanges"], fingerprint("门控", "门的值在零和一之间。")
    source: dict[str, object] = {
        "id": "s",
        "key": "k",
        "path": "k",
        "title": "t",
        "shape": "issue",
        "content_hash": "h",
    }
    source |= {"fetched_at": NOON}
    entry = {"id": "e1", "source_id": "s", "position": 0, "title": "门控", "text": "门的值在零和一之间。", "links": []}
    cited = {1: [["e1", now]], 2: [["e1", now], ["e2", "what it said"]], 3: [["e1", "what it said"]]}
    asked = {"chat_id": GROUP, "message_id": 1, "user_id": 8, "private": False, "asked_at": NOON, "typed": "问"}
    said = asked | {"question": "问", "status": "answered", "mode": "extractive", "answer": THEIR_WORDS}
    async with open_engine(sqlite_database) as engine:
        async with writing(engine).begin() as connection:
            await connection.execute(insert(METADATA.tables["sources"]), source)
            await connection.execute(insert(METADATA.tables["entries"]), entry | {"truncated": False})
            for number, kept in cited.items():
                quotes = [[n, one, THEIR_WORDS, then] for n, (one, then) in enumerate(kept, 1)]
                await connection.execute(insert(exchanges), said | {"id": number, "citations": quotes})
        await SqlPersonalData(engine).overwrite(library=True)
        async with engine.connect() as connection:
            left = await connection.execute(select(exchanges.c.id, exchanges.c.answer).order_by(exchanges.c.id))
            assert [tuple(row) for row in left] == [(1, THEIR_WORDS), (2, ""), (3, "")]
            quoting = select(exchanges.c.id).where(cast(exchanges.c.citations, String) != "[]")
            assert [*await connection.scalars(quoting)] == [1]


async def test_a_quota_that_an_admin_has_set_is_not_shed(engine: AsyncEngine) -> None:
    """It stays by the number alone, like a ban, and is part of an export."""
    consumption, lowered = SqlConsumption(engine), Quota(questions_a_minute=1)
    await consumption.keep_quota(Scope.USER, THEIRS, lowered)
    assert len((await SqlPersonalData(engine).of(THEIRS))["quotas"]) == 1
    await _forget(engine)
    assert await consumption.quota(Scope.USER, THEIRS) == lowered


async def test_no_byte_of_theirs_is_left_in_the_files_of_sqlite(sqlite_database: Path) -> None:
    """Neither in the database, its write-ahead log, nor a backup; before, the same search finds all of it."""
    wanted = (THEIR_WORDS.encode(), json.dumps(THEIR_WORDS)[1:-1].encode(), str(THEIRS).encode(), THEIRS.to_bytes(4))

    def found() -> set[bytes]:
        held = b"".join(file.read_bytes() for file in sqlite_database.parent.iterdir())
        return {one for one in wanted if one in held}

    async with open_engine(sqlite_database) as engine:
        await fill(engine)
        assert found() == set(wanted)
        await _forget(engine)
        assert found() != set()  # in the write-ahead log
        await SqlPersonalData(engine).overwrite(library=False)
        await write_backup(engine, sqlite_database.with_name("backup.sqlite"))
        assert found() == set()


async def test_what_others_asked_further_keeps_their_words_alone(engine: AsyncEngine) -> None:
    """It was understood by what had been said before; an open question is worded by whoever is left."""
    exchanges, questions = METADATA.tables["exchanges"], METADATA.tables["open_questions"]
    understood = {"typed": "那 GRU 呢", "question": f"{THEIR_WORDS} 那 GRU 呢", "open_question_id": 10}
    async with writing(engine).begin() as connection:
        for number, parent in ((31, 10), (32, 31)):
            (other,) = (await connection.execute(select(exchanges).where(exchanges.c.id == 20))).all()
            fresh = other._asdict() | understood | {"id": number, "parent_id": parent}
            await connection.execute(insert(exchanges), fresh)
    await _forget(engine)
    async with engine.connect() as connection:
        asked = select(exchanges.c.question, exchanges.c.parent_id).where(exchanges.c.id > 30).order_by(exchanges.c.id)
        assert [tuple(row) for row in await connection.execute(asked)] == [("那 GRU 呢", None), ("那 GRU 呢", 31)]
        worded = select(questions.c.question).where(questions.c.id == 10)
        assert await connection.scalar(worded) == "那 GRU 呢"
    assert THEIR_WORDS not in await said(engine)


async def test_a_note_of_another_that_quotes_them_does_not_name_them(engine: AsyncEngine) -> None:
    """Nor is it printed on an agreement that is gone; what they labelled and edited stays without them."""
    quoted = [{"label": THEIR_WORDS, "user_id": THEIRS, "agreement": "given"}]
    tables_, heard, revised = METADATA.tables, METADATA.tables["overheard"], METADATA.tables["revisions"]
    async with writing(engine).begin() as connection:
        await connection.execute(update(tables_["notes"]).where(tables_["notes"].c.id == 20).values(quoted=quoted))
        await connection.execute(update(heard).where(heard.c.id == 20).values(labelled_by=THEIRS, label=True))
        await connection.execute(update(revised).where(revised.c.note_id == 20).values(editor_id=THEIRS))
    held = await SqlPersonalData(engine).of(THEIRS)
    assert (len(held["labels"]), len(held["edits"]), OTHER_WORDS in str(held)) == (1, 1, False)
    await _forget(engine)
    async with engine.connect() as connection:
        (now,) = await connection.scalars(select(tables_["notes"].c.quoted).where(tables_["notes"].c.id == 20))
        assert now == [{"label": "", "user_id": None, "agreement": "refused"}]
        assert await connection.scalar(select(heard.c.label).where(heard.c.id == 20)) is True


async def test_what_others_work_on_is_waited_for_and_their_own_is_dropped(engine: AsyncEngine) -> None:
    """Dropped updates keep their numbers, so that none is handled again; what comes later is not counted."""
    inbox = METADATA.tables["inbox"]
    reply = {"reply_to_message": {"message_id": 1, "from": {"id": THEIRS}, "text": THEIR_WORDS}}
    late = NOON + dt.timedelta(seconds=1)
    async with writing(engine).begin() as connection:
        for number, at, payload in (
            (50, NOON, message(OTHERS, "回复", **reply)),
            (51, late, message(THEIRS, "后来的")),
            (52, NOON, message(OTHERS, f"编号 {THEIRS} 只在正文里")),
        ):
            fresh = {"id": number, "update_id": number, "lane": f"chat:{GROUP}", "payload": payload, "state": "waiting"}
            await connection.execute(insert(inbox), fresh | {"arrived_at": at, "due_at": at, "attempts": 0})
    assert await SqlPersonalData(engine).in_work(THEIRS, NOON) == 1
    async with engine.connect() as connection:
        dropped = (await connection.execute(select(inbox).where(inbox.c.id == 10))).one()
        assert (dropped.state, dropped.payload, dropped.update_id) == ("done", None, 10)
        assert await connection.scalar(select(inbox.c.state).where(inbox.c.id == 51)) == "waiting"


def test_every_table_is_in_the_inventory_and_somebody_has_left_something_there() -> None:
    """A new table, and a new column that names people, has to be thought of before anybody's data come into it."""
    told = {one.place: one for one in HOLDINGS}
    assert len(told) == len(HOLDINGS)
    assert {table.name for table in tables()} | {"leases", "paces"} == METADATA.tables.keys()
    assert METADATA.tables.keys() - told.keys() == set()
    filled = {name for name, _ in rows(1, THEIRS, THEIR_WORDS)}
    erased = {name for name in METADATA.tables if told[name].fate in {Fate.REMOVED, Fate.UNNAMED}}
    assert erased - filled == {"listen_gates", "erasures"}  # of a private chat there is no gate
    people = re.compile(r"(?:^|_)(?:user_id|asker|actor|author|editor_id|by)$")
    columns = {
        (name, one.name) for name, table in METADATA.tables.items() for one in table.c if people.search(one.name)
    }
    elsewhere = {(name, "user_id") for name in ("exchanges", "note_authors", "members", "erasures")}
    by_title = {("entries", "author")}  # as it is printed
    assert columns - by_title <= {*REMOVED, *EMPTIED, *NAMED} | elsewhere
