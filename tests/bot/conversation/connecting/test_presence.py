"""Which chats can be reached."""

from collections.abc import Mapping
from typing import Any

import pytest
from aiogram.types import ChatMemberRestricted, Update

from tests.bot.doubles import GROUP, ME, PERSON, PRIVATE, Conversation
from tests.fakes import NOON

MEMBER = {"status": "member", "user": ME}
RIGHTS = [name for name in ChatMemberRestricted.model_fields if name.startswith("can_")]
MUTED = {"status": "restricted", "user": ME, "until_date": 0, "is_member": True} | dict.fromkeys(RIGHTS, False)


async def becomes(chat: Conversation, where: Mapping[str, Any], member: Mapping[str, Any]) -> None:
    """The bot's membership changes."""
    event = {
        "chat": where,
        "from": PERSON,
        "date": int(NOON.timestamp()),
        "old_chat_member": MEMBER,
        "new_chat_member": member,
    }
    update = Update.model_validate({"update_id": 3, "my_chat_member": event}, context={"bot": chat.bot})
    await chat.dispatcher.feed_update(chat.bot, update)


@pytest.mark.parametrize(
    ("where", "member", "reason"),
    [
        (GROUP, {"status": "kicked", "user": ME, "until_date": 0}, "kicked"),
        (GROUP, {"status": "left", "user": ME}, "left"),
        (GROUP, MUTED | {"is_member": False}, "restricted"),
        (GROUP, MUTED, None),
        (PRIVATE, {"status": "kicked", "user": ME, "until_date": 0}, "blocked"),
    ],
)
async def test_a_chat_that_puts_the_bot_out_is_lost_until_it_takes_it_back(
    where: Mapping[str, Any], member: Mapping[str, Any], reason: str | None
) -> None:
    """Being allowed nothing is not being out."""
    chat = Conversation()
    await becomes(chat, where, member)
    assert chat.chats.reasons == ({} if reason is None else {where["id"]: reason})
    await becomes(chat, where, MEMBER)
    assert chat.chats.reasons == {}


async def test_a_chat_of_which_something_comes_is_there() -> None:
    """Whatever was noted of it; what is said is answered."""
    chat = Conversation()
    chat.chats.reasons |= {-100: "kicked", 7: "blocked"}
    assert len(await chat.say("/ask 什么", GROUP)) == 1
    assert chat.chats.reasons == {7: "blocked"}


async def test_both_sides_of_a_move_tell_of_it() -> None:
    """The old group names the new one, the new one the old; whoever did it is answered nothing."""
    chat = Conversation()
    assert await chat.say(None, {**GROUP, "type": "group", "id": -5}, migrate_to_chat_id=-1005) == []
    assert await chat.say(None, {**GROUP, "id": -1005}, migrate_from_chat_id=-5) == []
    assert chat.chats.moves == [(-5, -1005), (-5, -1005)]


async def test_where_no_chats_are_kept_nothing_is_noted() -> None:
    """As in the terminal."""
    chat = Conversation()
    del chat.dispatcher["chats"]
    await becomes(chat, GROUP, {"status": "left", "user": ME})
    assert len(await chat.say("什么")) == 1
    assert (chat.chats.reasons, chat.chats.asked) == ({}, 1)  # once by what sends
