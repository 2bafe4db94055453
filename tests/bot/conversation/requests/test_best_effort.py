"""What is worth making now or not at all."""

import asyncio

from bot.conversation.requests.best_effort import best_effort, is_best_effort


async def test_only_what_is_inside_is_best_effort() -> None:
    """Other tasks and what comes afterwards are not."""
    inside, leave = asyncio.Event(), asyncio.Event()

    async def hurry() -> None:
        with best_effort():
            inside.set()
            await leave.wait()
            assert is_best_effort()
        assert not is_best_effort()

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(hurry())
        await inside.wait()
        assert not is_best_effort()
        leave.set()
