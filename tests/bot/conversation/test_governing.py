"""Roles, bans, quotas and floods in a chat, over a real database."""

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram.methods import AnswerCallbackQuery, SendMessage

from bot.catalogue.governing import Governing
from bot.catalogue.words import Words
from bot.conversation.answering.metered import metered
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.errors import LibraryUnavailable, QuotaKind, QuotaSpent
from knowledge.governance.quotas import Quota, Scope
from knowledge.governance.roles import Role
from knowledge.records import Asked, Origin, Usage
from knowledge.spine.pacing import Rate
from tests.bot.conversation.governed import ANONYMOUS, BOSS, GROUP, GUEST, Governed, alone
from tests.bot.doubles import ANSWER

NONE = ("/quota users questions 0", "/quota 0 questions 5")
"""0 is no person, and whoever is to ask nothing is banned: else they would be told when to ask again."""
LATER = dt.timedelta(minutes=5, seconds=1)


@pytest.fixture
async def chat(sqlite_database: Path) -> AsyncIterator[Governed]:
    """A bot with one admin that serves one group and one person."""
    async with open_engine(sqlite_database) as engine:
        chat = Governed(engine)
        await chat.admit()
        await chat.admit(alone(GUEST))
        yield chat


async def test_a_ban_is_silence_in_groups_and_one_sentence_a_day_in_private(chat: Governed) -> None:
    """By a reply, with its end and reason; the rights that everybody has still work, and it ends by itself."""
    said = {"message_id": 900, "date": 0, "chat": GROUP, "from": GUEST, "text": "广告"}
    assert await chat.hear("/ban 2h 刷屏", BOSS, GROUP, reply_to_message=said) == ["已封禁 60（到 2026-01-05 14:00）。"]
    assert [await chat.hear("/ask 门控", GUEST, where) for where in (GROUP, None, None)] == [[], [], []]
    ((where, told),) = await chat.told()
    assert (where, "刷屏" in told.html, "2026-01-05 14:00" in told.html) == (60, True, True)
    assert await chat.hear("/privacy", GUEST) != []
    assert chat.answering.asked == []
    chat.clock.time += dt.timedelta(hours=2)
    assert await chat.hear("/ask 门控", GUEST, GROUP) != []


async def test_who_is_banned_is_listed_and_let_go_by_a_button(chat: Governed) -> None:
    """Admins cannot be banned, nobody is banned without a reason, and a name is nobody."""
    assert await chat.hear("/ban 60 forever 广告", BOSS) == ["已封禁 60（永久）。"]
    assert await chat.hear("/ban 50 x", BOSS) == [Governing.ADMIN_NOT_BANNED.value.zh]
    for wrong in ("/ban 60", "/ban @boss 7d x", "/ban 60 7d", f"/ban {'9' * 30} x", "/unban nobody"):
        assert await chat.hear(wrong, BOSS) == [Governing.BAN_USAGE.value.zh]
    (listed,) = await chat.hear("/ban", BOSS)
    assert "60" in listed
    keyboard = chat.screen.messages[-1].reply_markup
    assert keyboard
    button = keyboard.inline_keyboard[0][0].callback_data or ""
    assert await chat.touch(button, GUEST | {"id": 50, "is_bot": False}) == "已解除封禁 60。"
    assert await chat.hear("/unban 60", BOSS) == ["60 没有被封禁。"]


async def test_roles_go_by_numbers_and_somebody_always_governs(chat: Governed) -> None:
    """Whoever takes over an admin's name is a member; one of the settings cannot be demoted here."""
    assert await chat.hear("/role 60 admin", BOSS) == ["60 现在是管理员。"]
    assert await chat.hear("/role 50 none", GUEST) == [Governing.ADMIN_OF_SETTINGS.value.zh]
    assert await chat.hear("/role 60 king", BOSS) == [Governing.ROLE_USAGE.value.zh]
    taken_over = GUEST | {"id": 61, "username": "boss"}
    await chat.admit(alone(taken_over))
    assert await chat.hear("/role 61 admin", taken_over) == [Governing.ADMINS_ONLY.value.zh]
    assert await chat.hear("/role 60 none", BOSS) == ["60 现在没有角色。"]
    assert await chat.hear("/role 61 admin", GUEST) == [Governing.ADMINS_ONLY.value.zh]
    assert await chat.hear("/role 61 admin", GUEST, GROUP) == []
    assert await chat.ports.roles.grants() == []


async def test_questions_a_minute_are_refused_with_the_time_when_they_come_back(chat: Governed) -> None:
    """In a group once a minute to each person; whoever is refused takes nothing from the chat."""
    await chat.hear("/quota users questions 2", BOSS)
    answered = [await chat.hear("/ask 门控", GUEST, GROUP) for _ in range(5)]
    assert [len(one) for one in answered] == [1, 1, 1, 0, 0]
    assert re.fullmatch(r"你问得太快了，12:00:\d\d 以后再问。", answered[2][0])
    assert await chat.hear("/ask 门控", GUEST | {"id": 61}, GROUP) != []
    chat.clock.time += dt.timedelta(minutes=1)
    assert len(await chat.hear("/ask 门控", GUEST, GROUP)) == 1
    assert len(chat.answering.asked) + len([one for one in chat.memory.exchanges.values() if one.mode == "stored"]) == 4


async def test_quotas_are_set_for_all_for_one_and_taken_back(chat: Governed) -> None:
    """Everybody sees their own, in private; bad words are told how; each change is in the audit log."""
    for words in ("/quota chats tokens 9000", "/quota -100 cost 1.5", "/quota 60 questions off"):
        assert Governing.QUOTA_USAGE.value.zh not in str(await chat.hear(words, BOSS))
    quota = chat.governing.metering.quota
    assert await quota(Scope.CHAT, -5) == Quota(20, 9000, None)
    assert await quota(Scope.CHAT, -100) == Quota(20, 9000, 1_500_000)
    assert (await quota(Scope.USER, 60)).questions_a_minute is None
    for wrong in ("/quota users questions -1", "/quota users questions 1.5", "/quota @x cost 1", "/quota here", *NONE):
        assert await chat.hear(wrong, BOSS) == [Governing.QUOTA_USAGE.value.zh]
    assert "不限" in str(await chat.hear("/quota", GUEST))
    assert await chat.hear("/quota", GUEST, GROUP) == []
    await chat.hear("/quota 60 default", BOSS)
    assert (await quota(Scope.USER, 60)).questions_a_minute == 6
    assert len([one for one in await chat.ports.audit_log.latest(20) if one.audit.event == "quota"]) == 4


async def test_a_question_that_an_outage_stops_takes_nothing(chat: Governed) -> None:
    """However often it is tried again; nor does one that the chat's quota refuses, from the person's."""
    metering, paces = chat.governing.metering, chat.turns
    await chat.ports.consumption.keep_quota(Scope.USER, 60, Quota(questions_a_minute=2))
    await chat.ports.consumption.keep_quota(Scope.CHAT, -100, Quota(questions_a_minute=3))

    async def cut_off() -> Asked:
        raise LibraryUnavailable

    for _ in range(5):
        with pytest.raises(LibraryUnavailable):
            await metered(metering, Origin(-100, 1, 60), cut_off)
    for person in (60, 61, 62):
        await metering.admit(person, -100)
    for _ in range(3):
        with pytest.raises(QuotaSpent, check=lambda error: error.kind is QuotaKind.CHAT_QUESTIONS):
            await metering.admit(60, -100)
    await metering.admit(60, 60)
    assert await paces.take("asked:user:60", Rate(30, 2)) > 0


async def test_a_confirmed_command_that_dies_half_way_is_done_when_it_is_tried_again(chat: Governed) -> None:
    """The confirmation is taken last; meanwhile nobody else's press does anything."""
    chat.knowing.members |= {(-100, 50): "creator"}
    command = {"from": ANONYMOUS, "sender_chat": GROUP}
    assert await chat.say("/role 77 editor", GROUP, **command) == [Governing.WHO_IS_IT.value.zh]
    keyboard = chat.screen.messages[-1].reply_markup
    assert keyboard
    waits = await chat.ports.confirmations.waiting("anonymous", chat.clock.now())
    assert await chat.ports.confirmations.hold(waits[0].id, "of a process that died", chat.clock.now())
    assert await chat.touch(keyboard.inline_keyboard[0][0].callback_data or "", BOSS) == Governing.NOT_WAITING.value.zh
    assert await chat.ports.roles.grants() == []
    assert await chat.ports.confirmations.confirmation(waits[0].id)


async def test_what_an_answer_took_counts_for_the_person_and_the_chat_until_midnight(chat: Governed) -> None:
    """Then no model writes for them; in another chat it does for others."""
    metering = chat.governing.metering
    origin, elsewhere = Origin(-100, 1, 60), Origin(-101, 1, 61)
    await chat.ports.consumption.keep_quota(Scope.USER, 60, Quota(None, 100))

    async def answering() -> Asked:
        outcome = ANSWER.__class__(ANSWER.text, ANSWER.citations, "model", usage=Usage(60, 40))
        return Asked(None, outcome)

    assert await metering.affords(origin)
    await metered(metering, origin, answering)
    assert [await metering.affords(one) for one in (origin, elsewhere)] == [False, True]
    assert (await metering.used(Scope.CHAT, -100)).tokens_in == 60
    chat.clock.time += dt.timedelta(days=1)
    assert await metering.affords(origin)


async def test_a_flood_is_told_once_and_then_met_with_silence(chat: Governed) -> None:
    """Presses count, too; whoever is quiet for a while is heard again, and others are heard all the time."""
    for _ in range(60):
        await chat.hear("/help", GUEST, GROUP)
    before = len(chat.screen.messages)
    assert await chat.hear("/help", GUEST, GROUP) == [Governing.TOO_MUCH.value.zh]
    for _ in range(10):
        assert await chat.hear("/help", GUEST, GROUP) == []
        assert await chat.touch("old:1", GUEST) == ""
    assert len(chat.screen.messages) == before + 1
    assert await chat.hear("/help", GUEST | {"id": 61}, GROUP) != []
    chat.clock.time += dt.timedelta(seconds=61)
    assert await chat.hear("/help", GUEST, GROUP) != []


async def test_an_anonymous_admin_says_by_a_button_who_they_are(chat: Governed) -> None:
    """Only whoever governs the group may, with the right that the command takes; once, and within five minutes."""
    chat.knowing.members |= {(-100, 60): "member", (-100, 61): "creator"}
    command = {"from": ANONYMOUS, "sender_chat": GROUP}

    async def asked() -> str:
        assert await chat.say("/role 77 editor", GROUP, **command) == [Governing.WHO_IS_IT.value.zh]
        keyboard = chat.screen.messages[-1].reply_markup
        assert keyboard
        return keyboard.inline_keyboard[0][0].callback_data or ""

    button = await asked()
    assert await chat.touch(button, GUEST) == Governing.NOT_YOURS_TO_CONFIRM.value.zh
    assert await chat.ports.roles.grants() == []
    shown = len(chat.screen.messages)
    await chat.touch(button, BOSS)
    assert chat.screen.messages[shown:][-1].text == "77 现在是编辑。"
    (grant,) = await chat.ports.roles.grants()
    assert (grant.user_id, grant.role, grant.granted_by) == (77, Role.EDITOR, "50")
    button = await asked()
    await chat.touch(button, GUEST | {"id": 61})  # governs the group, but not the bot
    assert await chat.ports.roles.grants() == [grant]
    assert await chat.touch(button, BOSS) == Governing.NOT_WAITING.value.zh
    button = await asked()
    chat.clock.time += LATER
    assert await chat.touch(button, BOSS) == Governing.NOT_WAITING.value.zh
    channel = {"id": -700, "type": "channel", "title": "频道"}
    assert await chat.say("/role 77 admin", GROUP, **{"from": ANONYMOUS, "sender_chat": channel}) == []


async def test_a_button_that_two_replicas_take_at_once_is_worked_off_once(database: Path | str) -> None:
    """The other press is answered, too: with the news that nothing waits."""
    async with open_engine(database) as engine:
        replicas = [Governed(engine) for _ in range(2)]
        first, second = replicas
        await first.admit()
        for one in replicas:
            one.knowing.members[-100, 50] = "creator"
        await first.say("/role 77 editor", GROUP, **{"from": ANONYMOUS, "sender_chat": GROUP})
        keyboard = first.screen.messages[-1].reply_markup
        assert keyboard
        button = keyboard.inline_keyboard[0][0].callback_data or ""
        await second.hear("/help", BOSS, GROUP)
        said = await asyncio.gather(*(one.touch(button, BOSS, one.screen.messages[-1]) for one in replicas))
        assert sorted(said) == ["", Governing.NOT_WAITING.value.zh]
        told = await first.ports.audit_log.latest(9, subject="user:77")
        assert [one.audit.after for one in told] == [Role.EDITOR]


async def test_a_name_that_was_taken_over_gives_no_right(chat: Governed) -> None:
    """Whoever is called as an admin is, and has their username, is somebody else by their number."""
    impostor = BOSS | {"id": 60, "username": "boss"}
    await chat.hear("/role 77 editor", BOSS | {"username": "boss"})
    before = await chat.everything()
    for order in ("/role 60 admin", "/ban 50 forever x", "/allow"):
        assert await chat.hear(order, impostor, GROUP) == []
        assert await chat.hear(order, impostor) == [Governing.ADMINS_ONLY.value.zh]
    assert await chat.everything() == before


async def test_forged_presses_change_nothing(chat: Governed) -> None:
    """Garbage, other versions, huge numbers, buttons of others: each is answered, none does anything."""
    await chat.hear("/role 77 editor", BOSS)
    buttons = """card:approve issue:publish order:up note:confirm admin:admit admin:send admin:forget allow:admit
        ban:lift confirm:yes setup:choose policy:listen language:en shadow:on stats:show"""
    forged = [f"w:{one}:1:0:-100" for one in buttons.split()]
    forged += [f"w:{one}:999999999:999999999:{'9' * 30}" for one in buttons.split()]
    forged += ["", "w:", "w:confirm:yes:1", f"w:confirm:yes:{'9' * 20}:0", "w:ban:lift:0:0:-٣", "\u202e" * 9, "stop:"]
    chat.dispatcher["weekly"] = weekly_of(chat.engine, chat.settings, chat.clock)
    await chat.hear("/help", GUEST, GROUP)
    before = await chat.everything()
    for data in forged:
        chat.clock.time += dt.timedelta(seconds=2)
        sent = len(chat.calls())
        await chat.touch(data, GUEST, chat.screen.messages[-1])
        calls = chat.calls()[sent:]
        assert any(isinstance(one, AnswerCallbackQuery) for one in calls), data
        assert not any(isinstance(one, SendMessage) for one in calls), data
        assert Words.FAILED.value.zh not in chat.screen.notices, data
    assert await chat.everything() == before


async def test_who_writes_as_a_channel_is_banned_by_that(chat: Governed) -> None:
    """By a reply or by its number; the group itself, in whose name its admins write, is nobody to be banned."""
    await chat.admit()
    channel = {"id": -1007, "type": "channel", "title": "某频道"}
    alias = GUEST | {"id": 136817688, "is_bot": True, "username": "Channel_Bot"}
    said = {"message_id": 900, "date": 0, "chat": GROUP, "from": alias, "sender_chat": channel, "text": "广告"}
    assert await chat.hear("/ask 门控", alias, GROUP, sender_chat=channel) != []
    assert await chat.hear("/ban 7d 广告", BOSS, GROUP, reply_to_message=said) == [
        "已封禁 -1007（到 2026-01-12 12:00）。"
    ]
    assert await chat.hear("/ask 门控", alias, GROUP, sender_chat=channel) == []
    assert await chat.hear("/unban -1007", BOSS) == ["已解除封禁 -1007。"]
    assert await chat.hear("/ask 门控", alias, GROUP, sender_chat=channel) != []
    own = said | {"sender_chat": GROUP}
    assert await chat.hear("/ban 7d 广告", BOSS, GROUP, reply_to_message=own) == [Governing.BAN_USAGE.value.zh]
