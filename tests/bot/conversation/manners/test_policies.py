"""/policy and /language, through the real dispatcher over a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram.types import User

from knowledge.records import ChatPolicy, Policy
from tests.bot.conversation.manners.teaching_group import ADMIN, ADMIN_ID, ADMINS_OWN, ASKED, CHAT, Group, group_over
from tests.bot.doubles import GROUP, PERSON, PRIVATE
from tests.knowledge.listening.group import LABELS


@pytest.fixture
async def group(sqlite_database: Path) -> AsyncIterator[Group]:
    """A group without a policy."""
    async with group_over(sqlite_database) as group:
        yield group


def marked(group: Group) -> list[str]:
    """Which buttons are marked as what is set."""
    rows = group.shown().reply_markup.inline_keyboard
    return [one.text for row in rows for one in row if one.text.startswith("✅")]


async def test_whoever_governs_a_group_says_when_the_bot_speaks_there(group: Group) -> None:
    """By words and by buttons, each change written down once; without words it is shown."""
    assert "我才回答" in (await group.order("/policy"))[0]
    assert marked(group) == ["✅ 叫我才答"]
    assert "只回应命令" in (await group.order("/policy Quiet"))[0]
    assert await group.said(f"@zixue_bot {ASKED}", entities=[{"type": "mention", "offset": 0, "length": 10}]) == []
    await group.order("/policy quiet")
    await group.order("/policy")
    assert "我才回答" in await group.press("叫我才答")
    assert marked(group) == ["✅ 叫我才答"]
    assert await group.audited() == [("7000", "policy", "mention", "quiet"), ("7000", "policy", "quiet", "mention")]
    assert "/policy quiet、" in (await group.order("/policy loud"))[0]


async def test_listening_is_accepted_with_what_is_missing_for_it(group: Group) -> None:
    """No gate, an ear that the privacy mode closes, a shadow; nothing where nothing is missing."""
    group.chat.session.me = User(
        id=1, is_bot=True, first_name="b", username="zixue_bot", can_read_all_group_messages=False
    )
    (said,) = await group.order("/policy listen")
    assert ("/setprivacy" in said, "/shadow on" in said) == (True, True)
    assert (await group.policies.policy(CHAT)).policy is Policy.LISTEN
    group.chat.session.me = group.chat.session.me.model_copy(update={"can_read_all_group_messages": True})
    await group.policies.keep_gate((await group.fit_gate(LABELS)).gate, None)
    (said,) = await group.order("/policy")
    assert said.count("\n") == 0


async def test_others_change_nothing_and_are_no_reason_for_a_word(group: Group) -> None:
    """A member's command is met with silence, their press with an alert; so is that of an admin who was one."""
    for command in ("/policy quiet", "/language en", "/shadow on", "/calibrate"):
        assert await group.order(command, PERSON) == []
    await group.order("/policy")
    for person in (PERSON, ADMIN):
        group.memberships.governing.clear()
        group.clock.time = group.clock.time.replace(minute=group.clock.time.minute + 2)
        await group.press("安静", person)
    assert len(group.alerts()) == 2
    assert await group.policies.policy(CHAT) == ChatPolicy(CHAT)
    assert await group.audited() == []


async def test_in_private_the_policy_is_said_to_be_for_groups(group: Group) -> None:
    """There the bot always answers; a made-up button changes nothing."""
    (said,) = await group.order("/policy quiet", chat=ADMINS_OWN)
    assert "用在群里" in said
    await group.chat.press("w:policy:quiet:0:0", group.shown(), ADMIN)
    assert await group.policies.policy(ADMIN_ID) == ChatPolicy(ADMIN_ID)


async def test_a_group_has_one_tongue_whoever_writes(group: Group) -> None:
    """That of the settings until it is set; the receipt is in the new one already."""
    english = {**PERSON, "language_code": "en"}
    assert "写在命令后面" in (await group.order("/ask", english))[0]
    assert (await group.order("/language en"))[0] == "Here I speak: English."
    assert "after the command" in (await group.order("/ask", PERSON))[0]
    await group.order("/language")
    assert "我在这里说" in await group.press("automatic")
    assert "写在命令后面" in (await group.order("/ask", english))[0]
    assert [one[1:] for one in await group.audited()] == [("language", "auto", "en"), ("language", "en", "auto")]


async def test_a_person_chooses_for_themselves_in_private(group: Group) -> None:
    """Before their Telegram is asked; for nobody else."""
    assert (await group.order("/language en", PERSON, PRIVATE))[0] == "Here I speak: English."
    assert (
        "type your question"
        in (await group.chat.say(None, PRIVATE, voice={"file_id": "f", "file_unique_id": "u", "duration": 1}))[0]
    )
    assert "写在命令后面" in (await group.order("/ask", ADMIN, ADMINS_OWN))[0]
    assert "写在命令后面" in (await group.order("/ask", PERSON, GROUP))[0]
    (said,) = await group.order("/language auto", PERSON, PRIVATE)
    assert said == "我在这里说：自动（跟随你的 Telegram）。"
    assert "/language zh、" in (await group.order("/language fr", PERSON, PRIVATE))[0]
