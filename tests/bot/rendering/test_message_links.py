"""Addresses of messages."""

import pytest

from bot.rendering import message_link


@pytest.mark.parametrize(
    ("chat_id", "username", "expected"),
    [
        (-1001234567890, None, "https://t.me/c/1234567890/5"),
        (-1001234567890, "group", "https://t.me/group/5"),
        (-1000000000001, None, "https://t.me/c/1/5"),
        (-100, None, None),
        (-100, "group", None),
        (7, "person", None),
    ],
    ids=["private supergroup", "public supergroup", "the first one", "small group", "odd small group", "person"],
)
def test_only_messages_of_supergroups_have_addresses(chat_id: int, username: str | None, expected: str | None) -> None:
    """In other chats every member counts messages in another way."""
    assert message_link(chat_id, username, 5) == expected
