"""The numbers of an update's messages."""

import asyncio
from typing import Any

from aiogram.types import TelegramObject

from bot.conversation.requests.slots import Slots, number_messages, slots
from knowledge.spine.replies import Slot
from tests.bot.doubles import claimed


def test_what_is_given_back_is_taken_first() -> None:
    """The lowest of it; numbers have no gaps on the next attempt."""
    numbered = Slots(5)
    taken = [numbered.take() for _ in range(3)]
    assert taken == [Slot(5, 0), Slot(5, 1), Slot(5, 2)]
    numbered.give_back(taken[1])
    numbered.give_back(taken[0])
    assert [numbered.take().n for _ in range(3)] == [0, 1, 3]


async def test_every_task_of_an_update_counts_on() -> None:
    """What works beside the handler sends for the same update; the next begins anew, one without a claim has none."""
    seen: list[Slot | None] = []

    async def handle(_: TelegramObject, data: dict[str, Any]) -> None:
        async def beside() -> None:
            numbered = slots()
            seen.append(numbered.take() if numbered else None)

        await asyncio.gather(beside(), beside())
        assert data

    for claim in (claimed(5), None, claimed(6)):
        await number_messages(handle, TelegramObject(), {"claim": claim})
    assert seen == [Slot(5, 0), Slot(5, 1), None, None, Slot(6, 0), Slot(6, 1)]
