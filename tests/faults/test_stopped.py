"""`zixue run` that is told to stop while it answers: what has begun is finished, by it or by the next."""

import signal

import pytest

from tests.fakes.telegram_server import TelegramServer, faults
from tests.faults.commands import Commands
from tests.faults.sound import count
from tests.faults.traffic import questions, replies

ASKED = 20
PATIENCE = 60.0


@pytest.mark.faults
async def test_what_is_in_work_at_the_end_is_answered_once(deployment: Commands, telegram: TelegramServer) -> None:
    """Twenty answers are on their way to a Telegram that does not take them; half of them it takes in time."""
    deployment.env["ZIXUE_WORKERS"] = str(ASKED)
    deployment.policy["patience"] = 8.0
    chats = [telegram.private(1000 + n) for n in range(ASKED)]
    for n, chat in enumerate(chats):
        telegram.fail("sendMessage", faults.hang(), chat=chat, times=1 if n % 2 else -1)
    asked = [telegram.say(chat, chat.id, questions()[n % 5]) for n, chat in enumerate(chats)]
    await deployment.start("run")
    await telegram.until(lambda: telegram.faults.hanging == ASKED, PATIENCE)
    deployment.signal(signal.SIGTERM)
    telegram.faults.release()
    assert await deployment.ended() == 0, deployment.log
    answered = sum(len(replies(one)) for one in asked)
    assert await count(deployment.database, "inbox WHERE state = 'done'") == answered == ASKED // 2
    assert await count(deployment.database, "inbox WHERE state = 'waiting' AND attempts = 0") == ASKED - answered
    telegram.faults.planned.clear()
    await deployment.start("run")
    await telegram.until(lambda: all(replies(one) for one in asked), PATIENCE)
    deployment.signal(signal.SIGTERM)
    assert await deployment.ended() == 0, deployment.log
    assert [len(replies(one)) for one in asked] == [1] * ASKED
    assert await count(deployment.database, "inbox WHERE state = 'done'") == ASKED
