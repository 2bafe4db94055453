"""Where a question comes from."""

from typing import Any

import pytest
from aiogram.types import Message

from bot.conversation.answering.origins import origin_of
from knowledge.records import Origin
from tests.bot.doubles import GROUP, ME, PERSON, PRIVATE

BOTS_MESSAGE = {"message_id": 90, "date": 1, "chat": GROUP, "from": ME, "text": "旧回答"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Origin(-100, 5, 7)),
        ({"chat": PRIVATE}, Origin(7, 5, 7, private=True)),
        ({"reply_to_message": BOTS_MESSAGE}, Origin(-100, 5, 7, replied_to=90)),
        ({"message_thread_id": 33, "is_topic_message": True}, Origin(-100, 5, 7, topic_id=33)),
        ({"message_thread_id": 90}, Origin(-100, 5, 7)),
        ({"sender_chat": GROUP}, Origin(-100, 5, None)),
        ({"from": None}, Origin(-100, 5, None)),
    ],
    ids=["group", "private", "reply", "topic", "thread of replies", "anonymous admin", "channel"],
)
def test_an_origin_has_the_ids_of_its_message(fields: dict[str, Any], expected: Origin) -> None:
    """Topic ids are those of forums: a reply in any supergroup has a thread id too."""
    shape = {"message_id": 5, "date": 1, "chat": GROUP, "from": PERSON, "text": "什么", **fields}
    assert origin_of(Message.model_validate(shape)) == expected
