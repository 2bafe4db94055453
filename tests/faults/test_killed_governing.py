"""Bots that are killed while they are governed: each order is carried out once, and has its end."""

import asyncio
import json
import signal
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from knowledge.adapters.sql.tables import METADATA
from tests.fakes.telegram_server import TelegramServer
from tests.faults.commands import Commands
from tests.faults.governing import (
    ADMINS,
    Broadcasting,
    Bursting,
    Doing,
    Ingesting,
    Judging,
    Leaving,
    Pairing,
    ended,
    in_doubt,
)
from tests.faults.handing_in import markers_in
from tests.faults.kills import NAMED, Kills, Moment
from tests.faults.sound import count, rows, sound
from tests.faults.test_killed_bots import RANDOM, ways
from tests.faults.traffic import PATIENCE, replies

MANY: tuple[Moment, ...] = (RANDOM,) * 39 + NAMED * 3
FEW: tuple[Moment, ...] = (RANDOM,) * 6 + NAMED
UNFINISHED: Final = {"inbox": ("waiting", "claimed"), "outbox": ("pending", "sending")}


@pytest.mark.faults
@pytest.mark.parametrize(("database", "moments"), [("sqlite", MANY), ("postgres", FEW)], indirect=["database"])
async def test_what_is_ordered_is_done_once_whoever_dies(
    deployment: Commands, telegram: TelegramServer, moments: Sequence[Moment]
) -> None:
    """Files are read once, broadcasts said once, groups let in, opinions counted once, people forgotten wholly."""
    random, group = Random(len(moments)), telegram.group("已开通")  # noqa: S311  no secret
    deployment.policy["attempts"] = 1000  # kills come faster than in life
    deployment.env |= _settings(group.id)
    kinds = (Ingesting, Broadcasting, Pairing, Judging, Bursting, Leaving)
    everybody = [kind(telegram, deployment.database, random, group) for kind in kinds]
    kills, during = Kills(deployment, telegram, random, ways()), Counter[str]()
    await _killed(kills, everybody, ["before it is known", *random.sample(moments, len(moments))], during)
    told = Counter(kill.moment for kill in kills.done)
    sys.stdout.write(f"{type(deployment.database).__name__}: kills {dict(told)}, while at work {dict(during)},")
    sys.stdout.write(f" rounds { {type(one).__name__: one.rounds for one in everybody} }\n")
    for one in everybody:
        await CHECKS[type(one).__name__](deployment.database, one, telegram)
    assert await count(deployment.database, "inbox WHERE state <> 'done'") == 0
    await sound(deployment.database, deployment.folder)


def _settings(group_id: int) -> dict[str, str]:
    settings = {"ADMINS": json.dumps(ADMINS), "GROUPS": json.dumps([group_id]), "BURST_SECONDS": "1"}
    settings |= {"USER_QUESTIONS": "0", "CHAT_QUESTIONS": "0"}
    return {f"ZIXUE_{name}": value for name, value in settings.items()}


async def _killed(kills: Kills, everybody: Sequence[Doing], moments: Sequence[Moment], during: Counter[str]) -> None:
    """Kill one process after the other; the last one lives until everything has come to its end."""
    enough, telegram = asyncio.Event(), kills.telegram
    async with asyncio.TaskGroup() as tasks:
        doing = [tasks.create_task(one.run(enough)) for one in everybody]
        for moment in moments:
            await kills(moment)
            during.update(type(one).__name__ for one in everybody if one.at_work)
        enough.set()
        await kills.start()
        await asyncio.gather(*doing)
        await telegram.until(lambda: telegram.updates.empty, PATIENCE)
    async with asyncio.timeout(PATIENCE):
        for unfinished in (
            "inbox WHERE state IN ('waiting', 'claimed')",
            "outbox WHERE state IN ('pending', 'sending')",
        ):
            while await count(kills.commands.database, unfinished):
                await telegram.next_change(0.2)
    kills.commands.signal(signal.SIGTERM)
    assert await kills.commands.ended() == 0, kills.commands.log[-3000:]


async def _each_file_is_a_source(database: Path | str, reader: Ingesting, _: TelegramServer) -> None:
    """Read once, written down once, and told at the end of its order."""
    read = await rows(database, "SELECT path, id FROM sources WHERE path LIKE '%heron-%'")
    assert sorted(Path(path).name for path, _ in read) == sorted(f"heron-{n + 1}.md" for n in range(reader.rounds))
    noted = await rows(database, "SELECT subject, after FROM audits WHERE event = 'ingest'")
    assert Counter(noted) == Counter((f"source:{number}", "new") for _, number in read)
    assert all(any(ended(one) for one in replies(order)) for order in reader.orders)


async def _each_group_heard_each_once(database: Path | str, admin: Broadcasting, telegram: TelegramServer) -> None:
    """Never twice; not at all only where nobody knows, as its process died over sending it."""
    kept = {str(key): str(state) for key, state in await rows(database, "SELECT key, state FROM outbox")}
    doubtful = 0
    for number, words in admin.sent.items():
        mine = {key: state for key, state in kept.items() if key.startswith(f"broadcast:{number}:")}
        assert mine
        for key, state in mine.items():
            heard = sum(one.text == words for one in telegram.sent(int(key.split(":")[2])))
            assert heard <= 1
            assert heard == 1 or state == "uncertain", (words, state)
            doubtful += state == "uncertain"
    noted = await rows(database, "SELECT detail FROM audits WHERE event = 'broadcast'")
    ids = Counter(_detail(one)["id"] for (one,) in noted)
    assert ids == Counter(str(number) for number in admin.sent)
    sys.stdout.write(f"broadcasts {len(admin.sent)}, in doubt {doubtful};")


async def _each_group_is_let_in(database: Path | str, admin: Pairing, telegram: TelegramServer) -> None:
    """By one decision, and it has heard one code, once, unless a death while it was sent left that in doubt."""
    standing = dict(await rows(database, "SELECT chat_id, standing FROM admissions"))
    assert {standing[group.id] for group in admin.groups} <= {"admitted"}
    noted = Counter(str(one) for (one,) in await rows(database, "SELECT subject FROM audits WHERE event = 'admit'"))
    assert noted == Counter(f"chat:{group.id}" for group in admin.groups)
    for group, code in zip(admin.groups, admin.codes, strict=True):
        heard = sum(code in one.text for one in telegram.sent(group))
        assert heard == 1 or (heard == 0 and await count(database, in_doubt(group)))


async def _each_thumb_counts_once(database: Path | str, judges: Judging, _: TelegramServer) -> None:
    """What everybody pressed last is what they think."""
    query = "SELECT e.message_id, o.user_id, o.thumb FROM opinions o JOIN exchanges e ON e.id = o.exchange_id"
    kept: dict[int, dict[int, str]] = {}
    for message_id, user_id, thumb in await rows(database, query):
        kept.setdefault(message_id, {})[user_id] = thumb
    sure = {number: thought for number, thought in judges.thought.items() if number not in judges.unsure}
    sys.stdout.write(f" opinions {sum(map(len, sure.values()))}, unsure {len(judges.unsure)};")
    assert {number: kept.get(number) for number in sure} == sure


async def _each_message_is_asked_once(database: Path | str, writer: Bursting, _: TelegramServer) -> None:
    """In order, in one question or where the bot was away in between in two."""
    asked = await rows(database, "SELECT typed FROM exchanges WHERE chat_id = 5001 ORDER BY id")
    found = [marker for (typed,) in asked for marker in markers_in(typed)]
    said = [marker for burst in writer.written for one in burst for marker in markers_in(one.text)]
    sys.stdout.write(f" bursts {len(writer.written)}, questions {len(asked)};")
    assert len(found) == len(set(found))
    assert sorted(found) == said


async def _nobody_is_left(database: Path | str, leaving: Leaving, telegram: TelegramServer) -> None:
    """No row of any table has the number of somebody who is gone, and they were told at most once."""
    sys.stdout.write(f" forgotten {len(leaving.people)}\n")
    for table in METADATA.tables:
        held = " ".join(map(str, await rows(database, f"SELECT * FROM {table}")))  # noqa: S608  ours
        assert not [one for one in leaving.people if str(one) in held], table
    for person in leaving.people:
        assert sum("已经删除" in one.text for one in telegram.sent(person)) <= 1


def _detail(value: object) -> dict[str, str]:
    return dict(value if isinstance(value, dict) else json.loads(str(value)))


CHECKS: Final[dict[str, Callable[[Path | str, Any, TelegramServer], Awaitable[None]]]] = {
    "Ingesting": _each_file_is_a_source,
    "Broadcasting": _each_group_heard_each_once,
    "Pairing": _each_group_is_let_in,
    "Judging": _each_thumb_counts_once,
    "Bursting": _each_message_is_asked_once,
    "Leaving": _nobody_is_left,
}
