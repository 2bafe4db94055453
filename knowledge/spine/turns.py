"""The turns of messages: as many as Telegram takes from a bot, to a chat and in all."""

from typing import Final

from knowledge.spine.pacing import Paces, Rate

PRIVATE: Final = Rate(1.0, 3, outlives=True)
GROUP: Final = Rate(4.0, 5, outlives=True)
ALL: Final = Rate(1 / 30, 30, outlives=True)
"""In a group at most 20 in any minute: 5 at once, and 15 more; also around a restart.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""


def chat_key(chat_id: int) -> str:
    """By which key the turns of a chat are given away."""
    return f"chat:{chat_id}"


async def next_turn(paces: Paces, chat_id: int, within: float | None = None) -> float:
    """Take the next turn for a message or an edit there; in how many seconds it comes, 0 for now.

    One that comes later than `within` is left to others: whoever does not wait for it would waste it, and where many
    come again and again, no turn would be left that anybody waits for.
    """
    key, rate = chat_key(chat_id), PRIVATE if chat_id > 0 else GROUP
    if within is None:
        wait = await paces.reserve(key, rate)
    elif (wait := await paces.take(key, rate, within)) > within:
        return wait
    return max(wait, await paces.reserve("all", ALL))
