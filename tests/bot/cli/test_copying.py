"""`zixue backup`, `restore` and `migrate`."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import insert

from bot.cli.running import REFUSED
from knowledge.adapters.sql.engine import open_engine, writing
from knowledge.adapters.sql.tables import METADATA
from tests.bot.cli.conftest import Command
from tests.done import Done

QUESTION = "过拟合怎么办"
SECRET = "geheim"  # noqa: S105  of nobody


def answer(command: Command, **env: str) -> object:
    """What is answered and cited."""
    done = command("ask", QUESTION, "--json", **env)
    return [done.json[key] for key in ("status", "answer", "citations", "nearest")]


def refused(done: Done, *words: str) -> None:
    """One sentence with these words."""
    assert (done.code, done.out, done.err.count("\n")) == (REFUSED, "", 1)
    for word in words:
        assert word in done.err


@pytest.mark.usefixtures("data")
def test_a_backup_answers_on_a_new_machine(command: Command, place: Path) -> None:
    """As the library it is of; what was written is told, table by table."""
    done = command("backup", "backup.sqlite")
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert "keep it private" in done.err
    counted = {line.split()[2]: int(line.split()[0]) for line in done.out.splitlines()}
    assert counted["entries"] > counted["sources"] > counted["inbox"] == 0
    put_back = command("restore", "backup.sqlite", ZIXUE_DATA_DIR="elsewhere")
    assert (put_back.code, put_back.out) == (0, done.out)
    assert answer(command, ZIXUE_DATA_DIR="elsewhere") == answer(command)
    assert sorted(one.name for one in place.glob("backup*")) == ["backup.sqlite"]


@pytest.mark.usefixtures("data")
def test_a_library_is_replaced_only_on_purpose(command: Command, place: Path) -> None:
    """With --replace it is that of the backup again, and so is the index that was there."""
    command("backup", "backup.sqlite")
    known = command("sources", "--json").json
    (place / "new.md").write_text("# 新笔记\n\n这是后来才读到的一篇，讲的是别的东西。", encoding="utf-8")
    assert command("ingest", "new.md").code == 0
    refused(command("restore", "backup.sqlite"), "not empty", "--replace")
    assert command("sources", "--json").json != known
    done = command("restore", "backup.sqlite", "--replace", "--json")
    assert (done.code, done.err) == (0, "")
    assert command("sources", "--json").json == known
    titles = {one["title"] for one in command("search", "后来才读到", "--json").json["results"]}
    assert "新笔记" not in titles


@pytest.mark.usefixtures("data")
def test_what_was_copied_is_one_json_object(command: Command, place: Path) -> None:
    """The same tables, counts and hashes of a backup and of what was made of it."""
    done = command("backup", "backup.sqlite", "--json").json
    assert done.keys() == {"file", "bytes", "tables"}
    assert done["bytes"] == (place / "backup.sqlite").stat().st_size
    assert all(one.keys() == {"table", "rows", "digest"} for one in done["tables"])
    assert command("restore", "backup.sqlite", "--json", ZIXUE_DATA_DIR="elsewhere").json == done


@pytest.mark.usefixtures("data")
def test_a_backup_does_not_replace_what_is_there(command: Command, place: Path) -> None:
    """Unless it is told to; never the library itself."""
    (place / "backup.sqlite").write_text("dear", encoding="utf-8")
    refused(command("backup", "backup.sqlite"), "backup.sqlite is there already", "--force")
    assert (place / "backup.sqlite").read_text(encoding="utf-8") == "dear"
    assert command("backup", "backup.sqlite", "--force").code == 0
    refused(command("backup", "data/library.sqlite", "--force"), "is the library itself")
    refused(command("backup", "none/backup.sqlite"), "No such file or directory")


def test_nothing_is_no_library(command: Command, place: Path) -> None:
    """A wrong data directory must not look like an empty library; nothing is made."""
    refused(command("backup", "backup.sqlite"), "check ZIXUE_DATA_DIR")
    refused(command("migrate", "--to", "other"), "check ZIXUE_DATA_DIR")
    assert list(place.iterdir()) == []


def test_what_is_no_backup_is_refused(command: Command, place: Path) -> None:
    """In one sentence that names the file."""
    (place / "notes.md").write_text("# notes\n" * 200, encoding="utf-8")
    refused(command("restore", "notes.md"), "notes.md is no backup")
    refused(command("restore", "none.sqlite"), "none.sqlite: No such file or directory")


@pytest.mark.usefixtures("data")
def test_a_deployment_moves_to_postgresql_and_back(command: Command, postgres_database: str) -> None:
    """It answers the same there, nothing is lost on the way, and no password is shown."""
    address = postgres_database.replace("postgres@", f"postgres:{SECRET}@")
    there = command("migrate", "--to", address)
    assert there.code == 0
    assert "Set ZIXUE_DATABASE_URL" in there.err
    back = command("migrate", "--to", "back", ZIXUE_DATABASE_URL=address)
    assert (back.code, back.out) == (0, there.out)
    assert "Set ZIXUE_DATA_DIR to back" in back.err
    assert answer(command, ZIXUE_DATABASE_URL=address) == answer(command) == answer(command, ZIXUE_DATA_DIR="back")
    again = command("migrate", "--to", address)
    refused(again, "not empty")
    assert SECRET not in there.out + there.err + back.out + back.err + again.err


def test_a_deployment_that_runs_does_not_move(command: Command, data: Path, place: Path) -> None:
    """What it writes from then on would be lost: an open index tells of it, or a lease."""
    with FileLock(data / "index" / "0.lock"):
        refused(command("migrate", "--to", "other"), "Stop the bot first")

    async def lease() -> None:
        until = dt.datetime.max.replace(tzinfo=dt.UTC)
        async with open_engine(data / "library.sqlite") as engine, writing(engine).begin() as connection:
            held = {"name": "publisher", "holder": "x", "held_until": until}
            await connection.execute(insert(METADATA.tables["leases"]), held)

    asyncio.run(lease())
    refused(command("migrate", "--to", "other"), "publisher", "Stop the bot first")
    assert not (place / "other").exists()


@pytest.mark.usefixtures("data")
def test_a_target_that_cannot_be_opened_is_told(command: Command) -> None:
    """Without the password in its address."""
    done = command("migrate", "--to", f"postgresql://zixue:{SECRET}@127.0.0.1:1/zixue")
    refused(done, "check the address after --to")
    assert SECRET not in done.err
    refused(command("migrate", "--to", "nonsense://x"), "check the address after --to")
