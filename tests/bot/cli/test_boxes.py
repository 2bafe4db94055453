"""`zixue outbox` and `zixue inbox`."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.cli.running import MISUSED
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.records import Effect
from knowledge.spine.inbox import Incoming
from tests.bot.cli.conftest import Command
from tests.fakes import NOON

CHAT = -1002345678901


def change(place: Path, work: Callable[[SqlInbox, SqlOutbox], Awaitable[None]]) -> None:
    """Do something in the deployment's database."""

    async def changing() -> None:
        async with open_engine(place / "data" / "library.sqlite") as engine:
            await work(SqlInbox(engine), SqlOutbox(engine))

    asyncio.run(changing())


@pytest.fixture
def post(place: Path) -> None:
    """One effect was sent, one failed, one is uncertain, one waits behind them."""

    async def put(_: SqlInbox, outbox: SqlOutbox) -> None:
        await outbox.put([Effect(key, CHAT, {"html": "秘密"}) for key in "abcd"], NOON)
        for at in range(3):
            (sending,) = await outbox.claim("one", 1, NOON)
            if at == 0:
                await outbox.sent(sending.id, 9, NOON)
            elif at == 1:
                await outbox.failed(sending.id, "too \x1b[31mlong", NOON)
            else:
                await outbox.uncertain(sending.id, "timeout", NOON)

    (place / "data").mkdir()
    change(place, put)


@pytest.mark.usefixtures("post")
def test_what_was_not_sent_is_listed(command: Command) -> None:
    """With state, time, chat and reason; nothing of what it says, and nothing moves the cursor."""
    done = command("outbox", ZIXUE_ZONE="Pacific/Kiritimati")
    failed, uncertain, pending = (line.split() for line in done.out.splitlines())
    assert failed[2:4] == ["2026-01-06", "02:00+14:00"]
    assert (failed[0], failed[1], failed[4:]) == ("2", "failed", [str(CHAT), "b", "too", "\ufffd[31mlong"])
    assert (uncertain[1], pending[1], pending[-1]) == ("uncertain", "pending", "d")
    assert "秘密" not in done.out
    assert [one["key"] for one in command("outbox", "--json", "--state", "sent").json["effects"]] == ["a"]


@pytest.mark.usefixtures("post")
def test_effects_are_listed_as_one_json_object(command: Command) -> None:
    """With exactly these keys."""
    assert command("outbox", "--json", "--state", "uncertain").json == {
        "effects": [
            {
                "id": 3,
                "key": "c",
                "chat_id": CHAT,
                "state": "uncertain",
                "put_at": NOON.isoformat(),
                "attempts": 1,
                "message_id": None,
                "reason": "timeout",
            }
        ]
    }


@pytest.mark.usefixtures("post")
def test_a_person_decides_what_is_in_doubt(command: Command) -> None:
    """Once: what is to be sent or was sent is in doubt no more."""
    assert command("outbox", "resend", "3").err == "Number 3 is sent again.\n"
    assert command("outbox", "settle", "2").err == "Number 2 counts as sent.\n"
    assert [one["key"] for one in command("outbox", "--json").json["effects"]] == ["c", "d"]
    for words in (("resend", "3"), ("settle", "2"), ("resend", "99")):
        done = command("outbox", *words)
        assert (done.code, done.out) == (MISUSED, "")
        assert done.err == f"No message {words[1]} failed or is uncertain; zixue outbox lists those that are.\n"


def test_buried_updates_are_listed_and_tried_again(command: Command, place: Path) -> None:
    """One without a number cannot be."""

    async def bury(inbox: SqlInbox, _: SqlOutbox) -> None:
        await inbox.keep([Incoming(5, "chat:1", "{}"), Incoming(None, "chat:1", "x")], NOON)
        (claim,) = await inbox.claim("one", 1, NOON, NOON)
        await inbox.bury(claim.id, "one", "boom", [], NOON)

    (place / "data").mkdir()
    change(place, bury)
    first, second = (line.split() for line in command("inbox", ZIXUE_ZONE="Pacific/Kiritimati").out.splitlines())
    assert first[1:] == ["2026-01-06", "02:00+14:00", "5", "boom"]
    assert second[-2:] == ["-", "unreadable"]
    assert command("inbox", "retry", "1").err == "Number 1 is handled again.\n"
    assert command("inbox", "retry", "2").code == MISUSED
    told = command("inbox", "--json").json
    assert told["waiting"] == 1
    assert told["oldest"] > NOON.isoformat()  # it waits anew, and is not too old to be answered
    assert [(one["id"], one["update_id"], one["reason"]) for one in told["buried"]] == [(2, None, "unreadable")]


def test_empty_boxes_say_so(command: Command) -> None:
    """On stderr."""
    assert command("outbox").err == "There are no such messages.\n"
    assert command("inbox").err == "No update was given up.\n"
