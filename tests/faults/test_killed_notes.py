"""Bots that are killed while members hand in notes: what was acknowledged is in one note, in order, once."""

import asyncio
import datetime as dt
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from bot.settings import WEEKDAYS
from bot.wiring import SystemClock
from tests.fakes.telegram_server import Chat, TelegramServer
from tests.faults.commands import Commands
from tests.faults.handing_in import HandedIn, Members, buttons, markers_in
from tests.faults.kills import NAMED, Kills, Moment
from tests.faults.sound import count, rows, sound
from tests.faults.test_killed_bots import MANY, RANDOM, ways
from tests.faults.traffic import PATIENCE

FEW: tuple[Moment, ...] = (RANDOM,) * 36 + NAMED * 3


@pytest.mark.faults
@pytest.mark.parametrize(("database", "moments"), [("sqlite", MANY), ("postgres", FEW)], indirect=["database"])
async def test_no_note_is_lost_by_kills(
    deployment: Commands, telegram: TelegramServer, moments: Sequence[Moment]
) -> None:
    """Each message is in its note and no other, what was confirmed is handed in, and editors have one card of it."""
    random, editors = Random(len(moments)), telegram.group()  # noqa: S311  no secret
    deployment.policy["attempts"] = 1000  # kills come faster than in life
    deployment.env |= {"ZIXUE_EDITORS_CHAT": str(editors.id), "ZIXUE_CUT_OFF": far_cut_off()}
    members, kills = Members(telegram, random), Kills(deployment, telegram, random, ways())
    await killed(kills, members, ["before it is known", *random.sample(moments, len(moments))])
    told = Counter(kill.moment for kill in kills.done)
    sys.stdout.write(f"{type(deployment.database).__name__}: kills {dict(told)}, {len(members.notes)} notes,")
    await each_note_is_whole(deployment.database, members.notes)
    await each_has_one_card(deployment.database, members.notes, editors, telegram)
    await sound(deployment.database, deployment.folder)


async def killed(kills: Kills, members: Members, moments: Sequence[Moment]) -> None:
    """Kill one process after the other while members hand in; the last one lives until nothing is on its way."""
    async with asyncio.TaskGroup() as tasks:
        handing_in = tasks.create_task(members.run())
        for moment in moments:
            await kills(moment)
        members.enough.set()
        await kills.start()
        await handing_in
        await members.telegram.until(lambda: members.telegram.updates.empty, PATIENCE)
    async with asyncio.timeout(PATIENCE):
        while await count(kills.commands.database, "outbox WHERE state IN ('pending', 'sending')"):
            await members.telegram.next_change(0.2)
    kills.commands.signal(signal.SIGTERM)
    assert await kills.commands.ended() == 0, kills.commands.log[-3000:]


async def each_note_is_whole(database: Path | str, notes: Sequence[HandedIn]) -> None:
    """What each says is what was sent, in order; no marker stands anywhere else, and nothing else was begun."""
    assert await count(database, "inbox WHERE state <> 'done'") == 0
    kept = await rows(
        database,
        "SELECT n.id, n.state, r.text FROM notes n LEFT JOIN revisions r ON r.note_id = n.id AND r.number = n.revision",
    )
    found = {number: (state, text or "") for number, state, text in kept}
    assert sorted(found) == sorted(one.note_id for one in notes)
    for one in notes:
        state, text = found[one.note_id]
        assert state == ("withdrawn" if one.withdrawn else "pending"), one
        assert markers_in(text) == one.markers, one
        assert text.count("(attachment:") == one.pictures, one
    sys.stdout.write(
        f" {sum(len(one.markers) for one in notes)} markers, {sum(one.pictures for one in notes)} pictures,"
    )
    audits = await rows(database, "SELECT subject, event FROM audits WHERE event IN ('confirm', 'withdraw')")
    done = [(f"note:{one.note_id}", "confirm") for one in notes]
    assert Counter(audits) == Counter(done + [(f"note:{one.note_id}", "withdraw") for one in notes if one.withdrawn])


async def each_has_one_card(
    database: Path | str, notes: Sequence[HandedIn], editors: Chat, telegram: TelegramServer
) -> None:
    """Once where it is known to be sent; nobody knows of those that were on their way when their process died.

    That goes for edits, too: the card of a withdrawn note may stay as it was, and a press there is answered so.
    """
    sent = {str(key): str(state) for key, state in await rows(database, "SELECT key, state FROM outbox")}
    assert set(sent.values()) <= {"sent", "uncertain"}
    cards = Counter(
        press.id for posted in telegram.sent(editors) for _, press in buttons(posted, "card", "approve") if posted.mine
    )
    in_doubt = {int(key.split(":")[1]) for key, state in sent.items() if key[:5] == "card:" and state == "uncertain"}
    sys.stdout.write(f" cards in doubt {len(in_doubt)}, of which twice {sum(cards[one] > 1 for one in in_doubt)},")
    sys.stdout.write(f" never {sum(not cards[one] for one in in_doubt)}; effects {dict(Counter(sent.values()))}\n")
    for one in notes:
        if one.note_id not in in_doubt:
            assert cards[one.note_id] == (0 if one.withdrawn else 1), one


def far_cut_off() -> str:
    """A cut-off that does not come while a test runs, whenever that is."""
    later = SystemClock().now() + dt.timedelta(days=3)
    return f"{WEEKDAYS[later.weekday()]} 12:00"
