"""What the words of Telegram's refusals mean, whichever library brings them."""

from typing import Final

_LOST: Final = {
    "kicked": "kicked",
    "blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "not a member": "left",
    "chat was deleted": "deleted",
    "peer_id_invalid": "unknown",
    "user not found": "unknown",
    "chat not found": "unknown",
}
"""Words of the refusals, and what is noted. Source: tdlib/telegram-bot-api, telegram-bot-api/Client.cpp"""


def why_lost(description: str, *, forbidden: bool) -> str | None:
    """Why nothing can be sent to the chat any more, in a word; None where that is not what was refused.

    Whatever Telegram refuses with 403, `forbidden`, is such a reason; with 400 only what names the chat.
    """
    told = (reason for words, reason in _LOST.items() if words in description.lower())
    return next(told, "forbidden" if forbidden else None)
