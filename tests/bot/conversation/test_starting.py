"""Arriving at the bot."""

from typing import cast

import pytest

from bot.catalogue import Language, Words
from bot.conversation.guarding.authority import Authority
from bot.conversation.guarding.memberships import Memberships
from knowledge.governance.granted import Granted
from knowledge.governance.places import Places
from knowledge.governance.ports import Roles
from tests.bot.doubles import GROUP, PERSON, PRIVATE, Conversation, library
from tests.fakes import FixedClock


async def test_start_greets_and_explains() -> None:
    """A newcomer learns what the bot is and what it can do."""
    (sent,) = await Conversation().say("/start")
    assert sent.startswith(Words.WELCOME.say("zh"))
    assert "/ask" in sent
    assert "@zixue_bot" in sent


@pytest.mark.parametrize(("code", "language"), [("en", "en"), ("zh-hans", "zh")])
async def test_help_lists_the_commands(code: str, language: Language) -> None:
    """Help is in the reader's language; members read nothing of what only admins can do."""
    (sent,) = await Conversation().say("/help", PRIVATE, **{"from": {**PERSON, "language_code": code}})
    assert sent.startswith(Words.HELP.say(language, bot="zixue_bot"))
    assert "/forget_me" in sent
    assert "/admin" not in sent


async def test_help_is_short_in_groups_and_longer_for_who_governs() -> None:
    """By role and place: an admin of the bot reads of /setup in private, and of /policy in a group."""
    chat = Conversation()
    (member,) = await chat.say("/help", GROUP)
    assert "/forget_me" not in member
    assert "/policy" not in member
    granted, memberships = Granted(cast("Roles", None), {7}), Memberships(None, FixedClock())
    chat.dispatcher["authority"] = Authority(granted, memberships, Places())
    (governing,) = await chat.say("/help", GROUP)
    assert "/policy" in governing
    (admin,) = await chat.say("/help")
    assert "/setup" in admin


async def test_a_deep_link_opens_its_entry() -> None:
    """The links under an answer lead here."""
    (sent,) = await Conversation(library=await library()).say("/start e_e1")
    assert sent.startswith("门控为什么用两种激活函数")


async def test_a_deep_link_opens_its_source() -> None:
    """The links of /sources lead to the entries of one source."""
    (sent,) = await Conversation(library=await library()).say("/start s_s1")
    assert "长文" in sent


@pytest.mark.parametrize(("payload", "words"), [("e_gone", Words.NO_SUCH_ENTRY), ("s_gone", Words.NO_SUCH_SOURCE)])
async def test_a_deep_link_to_what_is_gone_says_so(payload: str, words: Words) -> None:
    """Sources are read again and entries may vanish."""
    assert await Conversation().say(f"/start {payload}") == [words.say("zh")]


@pytest.mark.parametrize("payload", ["x", "e_", "_", "q_1"])
async def test_any_other_payload_is_a_greeting(payload: str) -> None:
    """A link of another version still works as a door."""
    (sent,) = await Conversation().say(f"/start {payload}")
    assert sent.startswith(Words.WELCOME.say("zh"))


async def test_help_for_another_bot_is_not_ours() -> None:
    """A command may name its bot."""
    assert await Conversation().say("/help@other_bot", GROUP) == []
