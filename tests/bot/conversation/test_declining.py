"""What the bot cannot take."""

from typing import Any

import pytest

from bot.catalogue import Words
from tests.bot.doubles import GROUP, ME, PRIVATE, Conversation

WORDLESS: list[dict[str, Any]] = [
    {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
    {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]},
    {"document": {"file_id": "f", "file_unique_id": "u"}},
    {"location": {"latitude": 1.0, "longitude": 1.0}},
    {"dice": {"emoji": "🎲", "value": 3}},
    {
        "sticker": {
            "file_id": "f",
            "file_unique_id": "u",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
]


@pytest.mark.parametrize("content", WORDLESS, ids=lambda content: next(iter(content)))
async def test_a_private_message_without_words_is_asked_for_text(content: dict[str, Any]) -> None:
    """Politely, once."""
    assert await Conversation().say(None, PRIVATE, **content) == [Words.TEXT_PLEASE.say("zh")]


@pytest.mark.parametrize("content", WORDLESS, ids=lambda content: next(iter(content)))
async def test_a_group_message_without_words_is_left_alone(content: dict[str, Any]) -> None:
    """Also where it replies to the bot."""
    reply = {"message_id": 90, "date": 1, "chat": GROUP, "from": ME, "text": "旧回答"}
    assert await Conversation().say(None, GROUP, reply_to_message=reply, **content) == []


async def test_the_parts_of_an_album_are_not_scolded_one_by_one() -> None:
    """Only one of them carries the caption."""
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    assert await Conversation().say(None, PRIVATE, photo=photo, media_group_id="9") == []


async def test_service_messages_are_not_answered() -> None:
    """Nobody said anything."""
    assert (
        await Conversation().say(None, PRIVATE, message_auto_delete_timer_changed={"message_auto_delete_time": 60})
        == []
    )
    assert await Conversation().say(None, GROUP, new_chat_title="新名字") == []


@pytest.mark.parametrize(
    ("text", "where", "answered"),
    [
        ("/foo", PRIVATE, True),
        ("/foo@Zixue_Bot bar", PRIVATE, True),
        ("/foo@other_bot", PRIVATE, False),
        ("/ask@other_bot 什么", PRIVATE, False),
        ("/foo", GROUP, False),
        ("/foo@zixue_bot", GROUP, True),
        ("/foo@other_bot", GROUP, False),
        ("/ask@other_bot 什么", GROUP, False),
    ],
)
async def test_an_unknown_command_is_answered_where_it_is_for_this_bot(
    text: str, where: dict[str, Any], *, answered: bool
) -> None:
    """In a group only where it names the bot; a command for another bot is never ours."""
    chat = Conversation()
    assert await chat.say(text, where) == ([Words.UNKNOWN_COMMAND.say("zh")] if answered else [])
    assert chat.answering.asked == []


async def test_a_command_for_another_bot_is_not_a_reply_to_this_one() -> None:
    """Even under a message of the bot."""
    chat = Conversation()
    reply = {"message_id": 90, "date": 1, "chat": GROUP, "from": ME, "text": "旧回答"}
    assert await chat.say("/ask@other_bot 什么", GROUP, reply_to_message=reply) == []


async def test_a_path_is_not_a_command() -> None:
    """A question may begin with a slash."""
    chat = Conversation()
    await chat.say("/usr/bin 是什么")
    assert chat.answering.asked == ["/usr/bin 是什么"]
