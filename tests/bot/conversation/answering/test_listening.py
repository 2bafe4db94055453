"""When the bot speaks in a group, through the real dispatcher."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage

from bot.conversation.answering.staleness import Absence
from knowledge.adapters.sql.spine.leases import SqlLeases
from knowledge.errors import LibraryUnavailable
from knowledge.records import ChatPolicy, Policy, Way
from tests.bot.conversation.manners.teaching_group import ASKED, CHAT, READ, UNREAD, Group, group_over
from tests.bot.doubles import GROUP, ME, PERSON, claimed
from tests.fakes import NOON, FixedClock
from tests.knowledge.listening.group import LABELS
from tests.statements import statements

MENTION = {"type": "mention", "offset": 0, "length": 10}
OTHERS = {"message_id": 91, "date": 1, "chat": GROUP, "from": {**PERSON, "id": 8}, "text": "大家好"}
BOTS = {"message_id": 90, "date": 1, "chat": GROUP, "from": ME, "text": "旧回答"}


@pytest.fixture
async def group(sqlite_database: Path) -> AsyncIterator[Group]:
    """A group without a policy."""
    async with group_over(sqlite_database) as group:
        yield group


async def listens(group: Group, **more: Any) -> None:  # noqa: ANN401
    """Set that the group is listened to."""
    await group.policies.keep_policy(ChatPolicy(CHAT, Policy.LISTEN, **more))


async def test_a_quiet_chat_answers_the_command_alone(group: Group) -> None:
    """Mentions and replies meet silence; so does what becomes a mention by being edited."""
    await group.policies.keep_policy(ChatPolicy(CHAT, Policy.QUIET))
    assert await group.said(f"@zixue_bot {ASKED}", entities=[MENTION]) == []
    assert await group.said(ASKED, reply_to_message=BOTS) == []
    assert await group.said(ASKED) == []
    (answer,) = await group.said(f"/ask {ASKED}")
    assert "取邻近输出的最大值" in answer


async def test_by_default_a_mention_and_a_reply_are_answered_and_talk_is_not(group: Group) -> None:
    """Nothing has to be set for that."""
    assert await group.said(f"@zixue_bot {ASKED}", entities=[MENTION]) != []
    assert await group.said(ASKED, reply_to_message=BOTS) != []
    assert await group.said(ASKED) == []


async def test_a_chat_that_listens_is_answered_unasked_quietly_and_rarely(group: Group) -> None:
    """A reply without a sound, kept as overheard; the next only two minutes later."""
    await listens(group)
    (answer,) = await group.said(ASKED)
    assert "取邻近输出的最大值" in answer
    sent = group.chat.sends()[-1]
    assert (sent.disable_notification, sent.reply_parameters and sent.reply_parameters.message_id) == (True, 1)
    (kept,) = group.chat.memory.exchanges.values()
    assert (kept.origin.way, kept.answer_message_id) == (Way.OVERHEARD, 2)
    assert await group.said(f"{ASKED}呢") == []
    group.seconds += 121
    (again,) = await group.said(f"{ASKED}？")
    assert "取邻近输出的最大值" in again


async def test_what_nothing_answers_gets_no_refusal_and_is_no_open_question(group: Group) -> None:
    """Silence, also where the library cannot be read: nobody asked."""
    await listens(group)
    assert await group.said(UNREAD) == []
    assert group.chat.memory.exchanges == {}
    assert await group.chat.memory.questions() == []
    group.chat.dispatcher["overhears"] = failing
    assert await group.said(ASKED, claim=claimed()) == []


async def failing(*_: object, **__: object) -> None:
    """A database that is gone."""
    raise LibraryUnavailable


@pytest.mark.parametrize(
    "message",
    [
        {"text": ASKED, "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}},
        {"text": ASKED, "sender_chat": {"id": -5, "type": "channel", "title": "频道"}},
        {"text": ASKED, "is_automatic_forward": True},
        {"text": ASKED, "via_bot": {"id": 9, "is_bot": True, "first_name": "b"}},
        {"text": ASKED, "from": {"id": 9, "is_bot": True, "first_name": "b"}},
        {"text": ASKED, "reply_to_message": OTHERS},
        {"text": f"@xiaohong1 {ASKED}", "entities": [MENTION]},
        {"text": "池化层呢？"},
        {"text": "https://example.org/池化层是怎么算出来的"},
        {"text": f"```\n{ASKED}\n```"},
        {"text": ASKED, "entities": [{"type": "pre", "offset": 0, "length": 10}]},
        {"text": f"/summon {ASKED}"},
        {"caption": ASKED, "photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]},
    ],
    ids=str,
)
async def test_what_is_nobodys_question_is_never_answered_unasked(group: Group, message: dict[str, Any]) -> None:
    """Forwarded, of a channel or a bot, said to somebody else, too short, links, listings, other bots' commands."""
    await listens(group)
    fields = {"text": None} | message
    assert await group.said(fields.pop("text"), **fields) == []
    assert not any(isinstance(call, SendMessage) for call in group.chat.calls())


async def test_a_gate_lets_the_bot_join_in_between_people_and_keeps_it_out_of_chatter(group: Group) -> None:
    """Fitted to the group's labels: what passes it is answered even where one says it to another."""
    gate = (await group.fit_gate(LABELS)).gate
    await listens(group)
    await group.policies.keep_gate(gate, CHAT)
    assert await group.said(ASKED, reply_to_message=OTHERS) != []
    group.seconds += 121
    await group.policies.keep_gate(replace(gate, threshold=2.0), CHAT)
    assert await group.said(ASKED) == []


async def test_an_unasked_answer_is_one_message_or_none(group: Group) -> None:
    """What would take several is not said; a stored answer of one is."""
    await listens(group)
    assert await group.said(ASKED) != []
    group.seconds += 121
    (stored,) = await group.said(ASKED)
    assert "已讨论过" in stored
    (kept,) = [one for one in group.chat.memory.exchanges.values() if one.mode == "extractive"]
    group.chat.memory.exchanges[kept.id] = replace(kept, answer=f"{READ}[1]\n" * 200)
    group.seconds += 121
    assert await group.said(ASKED) == []


async def test_a_shadow_writes_down_and_says_nothing(group: Group) -> None:
    """Each message once with its score, evidence and best entry; also where the chat listens."""
    await listens(group, shadow=True)
    await group.policies.keep_gate((await group.fit_gate(LABELS)).gate, CHAT)
    for text in (ASKED, "晚上去食堂吗同学", "好的"):
        assert await group.said(text) == []
    chatter, asked = await group.overhearings.unlabelled(CHAT, 9)
    assert (asked.text, asked.would_answer, asked.entry_id, asked.user_id) == (ASKED, True, "e", 7)
    assert (chatter.would_answer, chatter.text) == (False, "晚上去食堂吗同学")
    assert asked.score is not None
    assert chatter.score is not None
    assert asked.score > chatter.score
    assert asked.confidence is not None


async def test_without_a_shadow_or_listening_nothing_of_a_group_is_kept(group: Group) -> None:
    """Members were told nothing, so nothing is written down."""
    await group.said(ASKED)
    assert await group.overhearings.unlabelled(CHAT, 9) == []


class Killed(BaseException):
    """The end of a process."""


async def test_an_unasked_answer_that_was_cut_off_is_sent_once_by_the_next_attempt(group: Group) -> None:
    """What the first attempt kept is the answer, whatever the pace says; what it sent already is not sent again."""
    await listens(group)
    group.chat.session.refusals.append(Killed())
    with pytest.raises(Killed):
        await group.said(ASKED, message_id=50, claim=claimed())
    (answer,) = await group.said(ASKED, message_id=50, claim=claimed(attempt=2))
    assert "取邻近输出的最大值" in answer
    assert await group.said(ASKED, message_id=50, claim=claimed(attempt=3)) == []


async def test_hours_later_nobody_is_answered_unasked(group: Group) -> None:
    """What was said while the bot was away is over; whoever mentioned it in a quiet chat is not told so either."""
    group.chat.dispatcher["absence"] = Absence(
        SqlLeases(group.policies.engine), FixedClock(NOON + dt.timedelta(hours=3))
    )
    await listens(group)
    assert await group.said(ASKED, claim=claimed(1)) == []
    await group.policies.keep_policy(ChatPolicy(CHAT, Policy.QUIET))
    assert await group.said(f"@zixue_bot {ASKED}", entities=[MENTION], claim=claimed(2)) == []


async def test_what_could_not_be_said_was_not_discussed(group: Group) -> None:
    """Whoever asks later is answered, and not told that the chat was given the answer before."""
    await listens(group)
    group.chat.session.refusals = [TelegramBadRequest(SendMessage(chat_id=CHAT, text=""), "Bad Request: TOPIC_CLOSED")]
    assert await group.said(ASKED) == []
    await group.said(f"/ask {ASKED}")
    assert [one.mode for one in group.chat.memory.exchanges.values()] == ["extractive", "extractive"]


async def test_what_is_set_for_a_chat_is_looked_up_once_for_what_nobody_addresses(group: Group) -> None:
    """The language and whether the bot listens stand in the same place."""
    with statements(group.policies.engine) as asked:
        assert await group.said(ASKED) == []
    assert ["FROM chats" in one for one in asked] == [True]
