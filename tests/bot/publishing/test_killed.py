"""Publishers that are killed at random moments, each followed by the next."""

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.publishing.outgoing import effects
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState
from tests.bot.publishing.publish_until_killed import ADMIN, publish_for_ever
from tests.fakes import NOON
from tests.fakes.telegram_server import TelegramServer

KILLS, CHATS, EACH = 100, 150, 16


@pytest.mark.faults
@pytest.mark.usefixtures("log")
async def test_publishers_that_are_killed_send_nothing_twice_and_lose_nothing(
    database: Path | str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What Telegram got is counted: once where it is sent, once or not at all where it is in doubt."""
    folder = tmp_path / "publishers"
    (folder / "last").mkdir(parents=True)
    async with TelegramServer() as telegram, open_engine(database) as engine:
        outbox = SqlOutbox(engine)
        people = [telegram.private(user) for user in range(1000, 1000 + CHATS)]
        telegram.private(ADMIN)
        await outbox.put([one for n in range(EACH) for chat in people for one in said(chat.id, n)], NOON)
        (folder / "deployment.json").write_text(json.dumps(deployment(database, telegram)), encoding="utf-8")
        program = [sys.executable, "-m", publish_for_ever.__module__, str(folder), "5", str(KILLS)]
        killed = await asyncio.create_subprocess_exec(*program)
        assert await killed.wait() == 0
        monkeypatch.setattr("tests.bot.publishing.publish_until_killed.kill_after", lambda _: None)
        async with asyncio.timeout(240), asyncio.TaskGroup() as group:
            last = group.create_task(publish_for_ever(folder / "last", 0))
            await finished(outbox)
            last.cancel()
        kept = {one.key: one.state for one in await outbox.effects(list(EffectState))}
    got = Counter(call.text for call in telegram.called("sendMessage") if call.took_effect and call.chat != ADMIN)
    ours = {key: state for key, state in kept.items() if key.startswith("k")}
    in_doubt = [key for key, state in ours.items() if state is EffectState.UNCERTAIN]
    arrived = sum(got[key] for key in in_doubt)
    sys.stdout.write(f"{KILLS} kills, {len(ours)} effects, {len(in_doubt)} in doubt, of which {arrived} arrived\n")
    assert len(ours) == CHATS * EACH
    assert set(ours.values()) == {EffectState.SENT, EffectState.UNCERTAIN}
    assert all(got[key] == 1 for key, state in ours.items() if state is EffectState.SENT)
    assert max(got.values()) == 1
    assert len(in_doubt) <= KILLS * 4


def said(chat_id: int, n: int) -> list[Effect]:
    """An effect that says its key."""
    key = f"k{chat_id}-{n}"
    return effects(key, chat_id, [key])


def deployment(database: Path | str, telegram: TelegramServer) -> dict[str, str]:
    """What a publisher must know."""
    is_file = isinstance(database, Path)
    return {
        "file": str(database) if is_file else "",
        "address": "" if is_file else str(database),
        "token": telegram.token,
        "api_url": telegram.url,
    }


async def finished(outbox: SqlOutbox) -> None:
    """Wait until nothing waits and nothing is being sent."""
    left = 1
    while left:
        await asyncio.sleep(0.1)
        counts = await outbox.counts()
        left = counts[EffectState.PENDING] + counts[EffectState.SENDING]
