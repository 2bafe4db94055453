"""Whom the bot serves, over a real database."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe

from bot.catalogue.governing import Governing
from knowledge.adapters.sql.engine import open_engine
from knowledge.governance.admissions import Standing
from knowledge.governance.roles import Role
from tests.bot.conversation.governed import BOSS, GROUP, GUEST, STRANGE, Governed, alone
from tests.bot.doubles import claimed
from tests.statements import statements

MENTION = [{"type": "mention", "offset": 0, "length": 10}]
DAY = dt.timedelta(days=1)


@pytest.fixture
async def chat(sqlite_database: Path) -> AsyncIterator[Governed]:
    """A bot with one admin, whose list is empty."""
    async with open_engine(sqlite_database) as engine:
        yield Governed(engine)


async def test_a_group_that_nobody_let_in_hears_its_code_once_a_day_and_nothing_else(chat: Governed) -> None:
    """Talk that is not for the bot leaves no trace; what is asked there is not answered."""
    assert await chat.hear("大家好", GUEST, STRANGE) == []
    assert (await chat.standing(STRANGE), await chat.told()) == (None, [])
    for _ in range(3):
        assert await chat.hear("@zixue_bot 门控是什么", GUEST, STRANGE, entities=MENTION) == []
        chat.clock.time += dt.timedelta(minutes=2)
    known = await chat.standing(STRANGE)
    assert known is not None
    assert (len(known.code or ""), set(known.code or "") & set("01OI"), known.standing) == (7, set(), Standing.WAITING)
    (here, code), (boss, asked) = sorted(await chat.told(), key=lambda one: one[0])
    assert (here, boss, str(known.code) in code.html, "陌生&lt;群&gt;" in asked.html) == (-999, 50, True, True)
    chat.clock.time += DAY
    await chat.hear("/ask 门控", GUEST, STRANGE | {"title": "新名"})
    assert [where for where, _ in await chat.told()] == [-999]
    assert chat.answering.asked == []
    assert (await chat.standing(STRANGE)) == replace(known, title="新名")


async def test_an_admin_lets_a_group_in_by_a_button_that_works_once_and_only_for_admins(chat: Governed) -> None:
    """Not for a member, not for somebody who was an admin a minute ago; afterwards it changes nothing any more."""
    await chat.hear("/ask 门控", GUEST, STRANGE)
    admit, refuse = next(one.keyboard[0] for where, one in await chat.told() if where == 50)
    await chat.governing.grant_role(70, Role.ADMIN, "50")
    await chat.governing.grant_role(70, None, "50")
    for person in (GUEST, BOSS | {"id": 70}):
        await chat.admit(alone(person))
        assert await chat.press_of(admit, person) == Governing.DEAD_BUTTON.value.zh
    known = await chat.standing(STRANGE)
    assert known is not None
    assert known.standing is Standing.WAITING
    await chat.press_of(admit, BOSS)
    await chat.press_of(refuse, BOSS)
    assert (await chat.hear("/ask 门控", GUEST, STRANGE)) != []
    told = await chat.ports.audit_log.latest(9, subject="chat:-999")
    assert [(one.audit.actor, one.audit.event) for one in told] == [("50", "admit")]


async def test_an_admin_who_brings_the_bot_lets_the_group_in_by_that(chat: Governed) -> None:
    """Anybody else gets the code; a refused group stays refused, and silent, when they bring it again."""
    await chat.join(GROUP, BOSS)
    assert await chat.hear("/ask 门控", GUEST, GROUP) != []
    await chat.join(STRANGE, GUEST)
    assert [where for where, _ in sorted(await chat.told(), key=lambda one: one[0])] == [-999, 50]
    await chat.governing.admit_chat.decide(-999, Standing.REFUSED, "50")
    chat.clock.time += DAY
    await chat.join(STRANGE, GUEST)
    assert await chat.hear("/ask 门控", GUEST, STRANGE) == []
    assert await chat.told() == []


async def test_codes_are_taken_in_private_from_admins_and_not_guessed(chat: Governed) -> None:
    """In small letters, too; after some wrong ones, not even the right one for a while."""
    await chat.hear("/ask 门控", GUEST, STRANGE)
    known = await chat.standing(STRANGE)
    assert known is not None
    await chat.admit(alone(GUEST))
    assert await chat.hear(f"/allow {known.code}", GUEST) == [Governing.ADMINS_ONLY.value.zh]
    wrong = [await chat.hear("/allow ABCDEFG", BOSS) for _ in range(6)]
    assert (wrong[0], wrong[5]) == ([Governing.NO_SUCH_CODE.value.zh], [Governing.TRY_LATER.value.zh])
    assert await chat.hear(f"/allow {known.code}", BOSS) == [Governing.TRY_LATER.value.zh]
    chat.clock.time += dt.timedelta(minutes=1)
    assert await chat.hear(f"/allow {(known.code or '').lower()}", BOSS) == ["已允许：陌生<群>。"]
    assert await chat.hear("/allow", BOSS, {"id": -998, "type": "group", "title": "第三"}) == ["本群已开通。"]
    assert await chat.hear("/ask 门控", BOSS, STRANGE) != []


async def test_a_code_that_let_a_chat_in_before_its_process_died_is_told_so(chat: Governed) -> None:
    """The next attempt finds the code used up, by the same order; a code that is wrong stays wrong."""
    await chat.hear("/ask 门控", GUEST, STRANGE)
    known = await chat.standing(STRANGE)
    assert known is not None
    await chat.governing.admit_chat.decide(-999, Standing.ADMITTED, "50")
    assert await chat.hear(f"/allow {known.code}", BOSS, claim=claimed(7, 2)) == ["已允许：陌生<群>。"]
    chat.clock.time += dt.timedelta(minutes=2)
    late = replace(claimed(8, 2), arrived_at=chat.clock.now())
    assert await chat.hear(f"/allow {known.code}", BOSS, claim=late) == [Governing.NO_SUCH_CODE.value.zh]


async def test_of_two_admins_who_decide_at_once_one_does_and_both_are_told_what(database: Path | str) -> None:
    """Each has a replica of their own: one refuses, the other allows, and it is written down once."""
    other = BOSS | {"id": 51}
    async with open_engine(database) as engine:
        first, second = (Governed(engine, admins=[50, 51]) for _ in range(2))
        await first.hear("/ask 门控", GUEST, STRANGE)
        admit, refuse = next(one.keyboard[0] for where, one in await first.told() if where == 50)
        await asyncio.gather(first.press_of(admit, BOSS), second.press_of(refuse, other))
        known, told = await first.standing(STRANGE), await first.ports.audit_log.latest(9, subject="chat:-999")
        assert known is not None
        word = {Standing.ADMITTED: "已允许", Standing.REFUSED: "已拒绝"}[known.standing]
        assert [one.audit.actor for one in told] == [known.decided_by]
        for replica in (first, second):
            assert replica.screen.edits[-1].text == f"{word}：陌生<群>。"


async def test_private_chats_are_for_members_of_what_is_served(chat: Governed) -> None:
    """Whoever leaves is out within a minute; where Telegram does not say, who has asked there is a member."""
    await chat.admit()
    assert await chat.hear("门控是什么", GUEST) == []
    assert {where for where, _ in await chat.told()} == {60, 50}
    assert (await chat.standing(alone(GUEST))) is not None
    assert await chat.hear("/ask 门控", GUEST, GROUP) != []
    assert await chat.hear("门控是什么", GUEST) != []
    chat.knowing.members[-100, 60] = "left"
    chat.clock.time += dt.timedelta(seconds=61)
    assert await chat.hear("门控是什么", GUEST) == []
    chat.knowing.members[-100, 60] = "member"
    chat.clock.time += dt.timedelta(seconds=61)
    assert await chat.hear("门控是什么", GUEST) != []


async def test_an_outage_of_telegram_lets_nobody_in(chat: Governed) -> None:
    """Whoever is not known is not served until it can be asked."""
    await chat.admit()
    chat.knowing.failure = TelegramNetworkError(GetMe(), "down")
    await chat.hear("门控是什么", GUEST)
    assert chat.answering.asked == []


async def test_everybody_is_served_before_there_is_an_admin_and_where_the_list_is_open(sqlite_database: Path) -> None:
    """A newcomer's bot answers at once."""
    async with open_engine(sqlite_database) as engine:
        for bot in (Governed(engine, admins=[]), Governed(engine, admission="open")):
            assert await bot.hear("/ask 门控", GUEST, STRANGE) != []


async def test_a_stranger_in_private_hears_the_code_in_their_own_language(chat: Governed) -> None:
    """The admins are asked in that of the bot."""
    await chat.hear("hello", GUEST | {"language_code": "en"})
    (boss, asked), (here, code) = sorted(await chat.told(), key=lambda one: one[0])
    assert (here, boss) == (GUEST["id"], BOSS["id"])
    assert "Give the pairing code" in code.html
    assert "想私聊用我" in asked.html


async def test_the_gate_looks_chatter_up_twice_and_writes_nothing(chat: Governed) -> None:
    """Whether the group is served and the person is banned: nearly all that groups say goes no further."""
    await chat.admit()
    with statements(chat.engine) as asked:
        assert await chat.hear("大家好", GUEST, GROUP) == []
    assert [one.split("FROM ")[1].split()[0] for one in asked] == ["admissions", "members"]
