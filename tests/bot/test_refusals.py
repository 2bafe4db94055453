"""What the words of refusals mean."""

import pytest

from bot.refusals import why_lost


@pytest.mark.parametrize(
    ("description", "forbidden", "reason"),
    [
        ("Forbidden: bot was kicked from the group chat", True, "kicked"),
        ("Forbidden: something new", True, "forbidden"),
        ("Bad Request: PEER_ID_INVALID", False, "unknown"),
        ("Chat not found", False, "unknown"),
        ("Bad Request: message to edit not found", False, None),
    ],
)
def test_a_chat_is_lost_for_a_reason(description: str, *, forbidden: bool, reason: str | None) -> None:
    """Every 403 is one; of the others those that name the chat, with or without the prefix that a library takes off."""
    assert why_lost(description, forbidden=forbidden) == reason
