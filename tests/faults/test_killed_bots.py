"""Bots that are killed at random moments and at those of a sending: what was acknowledged is answered in the end."""

import asyncio
import signal
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from random import Random

import pytest

from tests.fakes.telegram_server import Chat, TelegramServer
from tests.faults.commands import Commands
from tests.faults.kills import NAMED, Kills, Moment
from tests.faults.sound import count, rows, sound
from tests.faults.traffic import PATIENCE, Traffic, replies, target
from tests.program import free_port

RANDOM: Moment = "random"
MANY: tuple[Moment, ...] = (RANDOM,) * 100 + NAMED * 4
BOTH = ("sqlite", "postgres")


def ways() -> list[dict[str, str]]:
    """How updates come: fetched, or brought to a port that is the same for every process."""
    port = str(free_port())
    url = f"http://127.0.0.1:{port}/telegram"
    brought = {"ZIXUE_WEBHOOK_URL": url, "ZIXUE_WEBHOOK_SECRET": "s-e-c-r-e-t", "ZIXUE_WEB_PORT": port}
    return [brought | {"ZIXUE_WEBHOOK_URL": ""}, brought]


async def killed(kills: Kills, traffic: Traffic, moments: Sequence[Moment]) -> None:
    """Kill one process after the other while people write; the last one lives until all of them have an answer."""
    async with asyncio.TaskGroup() as tasks:
        talking = tasks.create_task(traffic.run())
        for moment in moments:
            await kills(moment)
        traffic.enough.set()
        await kills.start()
        await talking
        await traffic.telegram.until(lambda: traffic.telegram.updates.empty, PATIENCE)
    kills.commands.signal(signal.SIGTERM)
    assert await kills.commands.ended() == 0


@pytest.mark.faults
@pytest.mark.parametrize(
    ("database", "wishes", "moments"),
    [(name, wishes, MANY) for name, wishes in product(BOTH, (False, True))],
    indirect=["database"],
)
async def test_nothing_acknowledged_is_lost_by_kills(
    deployment: Commands, telegram: TelegramServer, *, wishes: bool, moments: Sequence[Moment]
) -> None:
    """Each question has its answer, in order, and one only, unless its process died over sending it.

    Some processes poll, the others have a webhook.
    """
    random = Random(len(moments))  # noqa: S311  no secret
    deployment.policy["attempts"] = 1000  # kills come faster than in life, and every question is to have its answer
    traffic, kills = Traffic(telegram, random, wishes), Kills(deployment, telegram, random, ways())
    await killed(kills, traffic, ["before it is known", *random.sample(moments, len(moments))])
    doubles = list(kills.doubles(traffic.asked))
    sys.stdout.write(f"{type(deployment.database).__name__}: {kills.told(doubles)}")
    sys.stdout.write(f" {len(traffic.asked)} questions, {len(traffic.pressed)} wishes\n")
    assert all(replies(one) for one in traffic.asked)
    assert all(in_order(chat) for chat in traffic.chats)
    assert all(double.moment for double in doubles)
    await each_is_kept_once(deployment.database, traffic)
    await sound(deployment.database, deployment.folder)


def in_order(chat: Chat) -> bool:
    """Whether what was asked first was answered first."""
    order = [number for posted in chat.log if posted.mine and (number := target(posted)) is not None]
    return order == sorted(order)


async def each_is_kept_once(database: Path | str, traffic: Traffic) -> None:
    """Each update is done; one exchange for each question, and one wish for each button, however often tried."""
    assert await count(database, "inbox WHERE state <> 'done'") == 0
    assert await count(database, "inbox") == len(traffic.asked) + len(traffic.pressed)
    exchanges = await rows(database, "SELECT chat_id, message_id, wants_answer FROM exchanges")
    asked = sorted((one.chat.id, one.message_id) for one in traffic.asked)
    assert sorted((chat_id, number) for chat_id, number, _ in exchanges) == asked
    wanted = sorted((chat_id, number) for chat_id, number, wants in exchanges if wants)
    assert wanted == sorted((one.chat.id, one.message_id) for _, one in traffic.pressed)
    asked_by_nobody = "open_questions q WHERE NOT EXISTS (SELECT 1 FROM exchanges e WHERE e.open_question_id = q.id)"
    assert await count(database, asked_by_nobody) == 0
