"""The turns of messages: as many as Telegram takes from a bot, to a chat and in all."""

from typing import Final

from knowledge.spine.pacing import Paces, Rate

PRIVATE: Final = Rate(1.0, 3)
GROUP: Final = Rate(4.0, 5)
ALL: Final = Rate(1 / 30, 30)
"""In a group at most 20 in any minute: 5 at once, and 15 more.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""


def chat_key(chat_id: int) -> str:
    """By which key the turns of a chat are given away."""
    return f"chat:{chat_id}"


async def next_turn(paces: Paces, chat_id: int) -> float:
    """Take the next turn for a message or an edit there; in how many seconds it comes, 0 for now."""
    rate = PRIVATE if chat_id > 0 else GROUP
    return max(await paces.reserve(chat_key(chat_id), rate), await paces.reserve("all", ALL))
