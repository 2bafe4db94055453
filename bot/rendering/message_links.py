"""Addresses of messages."""

_SUPERGROUPS = 10**12  # the Bot API shows the ids of supergroups as -100 before ten digits or more


def message_link(chat_id: int, username: str | None, message_id: int) -> str | None:
    """The address of a message in a supergroup; None in chats whose messages have none.

    https://core.telegram.org/api/links#message-links
    """
    if chat_id >= -_SUPERGROUPS:
        return None
    return (
        f"https://t.me/{username}/{message_id}"
        if username
        else f"https://t.me/c/{-chat_id - _SUPERGROUPS}/{message_id}"
    )
