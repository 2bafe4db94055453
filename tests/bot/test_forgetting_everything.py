"""/forget_me, and then a search through every byte that is left."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import logs
from bot.settings import Settings
from bot.wiring import SystemClock
from bot.wiring.copies import back_up
from bot.wiring.database import database_of
from knowledge.adapters.sql.copies import tables
from knowledge.adapters.sql.engine import open_engine
from knowledge.records import Overheard
from tests.bot.somebodys_life import (
    ASKED,
    FURTHER,
    GROUP,
    GROUP_ID,
    HEARD,
    LATE,
    MARKERS,
    NICK,
    NOTE,
    OTHER,
    PERSON,
    THEIR_ID,
    WORDS,
    Life,
    life,
)
from tests.postgres import UNSYNCED, execute, postgres

EDITORS = -500
_IN_BYTES = tuple(
    form for marker in (*MARKERS, "lapis_whale_9") for form in (marker.encode(), json.dumps(marker)[1:-1].encode())
)
_NUMBER = (str(THEIR_ID).encode(), THEIR_ID.to_bytes(6), THEIR_ID.to_bytes(8, "little"))
"""As text, as SQLite keeps it, and as PostgreSQL does."""


async def _live(bot: Life) -> None:
    """Ask, follow up, complain, hand in, be overheard and replied to; something is given up."""
    (answer,) = await bot.say(f"/ask {ASKED}", GROUP)
    await bot.say(f"/ask {FURTHER}", GROUP, reply_to_message=answer.model_dump(mode="json", exclude_none=True))
    await bot.say("/ask 那池化层呢", GROUP, OTHER, reply_to_message=answer.model_dump(mode="json", exclude_none=True))
    await bot.say("长短期记忆网络的输出门决定什么")
    await bot.press("👎")
    await bot.press("其他")
    why = next(one for one in bot.session.messages.values() if "两分钟内" in (one.text or ""))
    await bot.say(WORDS, reply_to_message=why.model_dump(mode="json", exclude_none=True))
    await bot.say(f"/nick {NICK}")
    await bot.say(None, photo=bot.picture(), caption=f"/submit {NOTE}")
    await bot.preview()
    await bot.press("确认")
    await bot.press("同意")
    await bot.deliver()
    now = SystemClock().now()
    await bot.wired.overhearings.hear(Overheard(0, GROUP_ID, 77, THEIR_ID, HEARD, now, would_answer=False))
    await bot.arrive({"message": {"text": LATE, "chat": GROUP, "from": PERSON}}, worked_off=False)
    (claim,) = await bot.wired.spine.inbox.claim("w", 1, now, now + dt.timedelta(minutes=1))
    await bot.wired.spine.inbox.bury(claim.id, "w", "undecodable", [], now)


async def _ask_to_be_forgotten(bot: Life) -> None:
    (asked,) = await bot.say("/forget_me")
    assert "3 次提问和回答，1 篇投稿" in (asked.text or "")
    await bot.press("确认")


def _found(folder: Path, wanted: tuple[bytes, ...], leaving: str = "-") -> Iterator[str]:
    for file in folder.rglob("*"):
        if file.is_file() and leaving not in file.parts:
            held = file.read_bytes()
            yield from (f"{file.relative_to(folder)}: {one!r}" for one in wanted if one in held)


async def _numbers_left(settings: Settings) -> list[str]:
    """The tables in which their number stands."""
    async with open_engine(database_of(settings)) as engine, engine.connect() as connection:
        held = {table.name: (await connection.execute(select(table))).all() for table in tables()}
    return [name for name, rows in held.items() if str(THEIR_ID) in str(rows)]


@pytest.mark.faults
@pytest.mark.usefixtures("log")
async def test_no_byte_of_somebody_is_left_in_the_data_directory_a_backup_or_the_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Before it, the same search finds them; the last message to them says so, and then nobody knows of that."""
    logs.configure("info")
    settings = Settings(data_dir=tmp_path / "data", embedder="none", editors_chat=EDITORS, _env_file=None)
    async with life(settings) as bot:
        await _live(bot)
        for marker in MARKERS:
            assert any(_found(settings.data_dir, (marker.encode(), json.dumps(marker)[1:-1].encode()))), marker
        await _ask_to_be_forgotten(bot)
        await bot.forgotten()
        assert "已经删除" in (list(bot.session.messages.values())[-1].text or "")
        assert list(_found(settings.data_dir, _IN_BYTES + _NUMBER)) == []
        assert len(await bot.wired.memory.converse.exchanges.of_message(GROUP_ID, 1)) == 0
    await back_up(settings, tmp_path / "backup.sqlite", force=False)
    assert list(_found(tmp_path, _IN_BYTES + _NUMBER)) == []
    assert await _numbers_left(settings) == []
    told = capfd.readouterr()
    assert [marker for marker in MARKERS if marker in told.out + told.err] == []


@pytest.mark.faults
async def test_no_byte_of_somebody_is_left_in_a_postgresql_server(tmp_path: Path) -> None:
    """But for its write-ahead log, which is the server's: there the search finds them still, as /privacy says."""
    with postgres(**UNSYNCED) as server:
        address = server.address()
        folder = Path(address.rpartition("host=")[2])
        settings = Settings(
            data_dir=tmp_path / "data", database_url=address, embedder="none", editors_chat=EDITORS, _env_file=None
        )
        async with life(settings) as bot:
            await _live(bot)
            await _ask_to_be_forgotten(bot)
            await bot.forgotten()
        assert await _numbers_left(settings) == []
        await execute(address, "CHECKPOINT")
        assert list(_found(folder / "data", _IN_BYTES + _NUMBER, "pg_wal")) == []
        assert list(_found(folder / "data" / "pg_wal", _IN_BYTES)) != []
        assert list(_found(tmp_path, _IN_BYTES + _NUMBER)) == []
