"""What is worth making now or not at all."""

import asyncio

from bot.conversation.requests.fleeting import fleeting, is_fleeting


async def test_only_what_is_inside_is_fleeting() -> None:
    """Other tasks and what comes afterwards are not."""
    inside, leave = asyncio.Event(), asyncio.Event()

    async def hurry() -> None:
        with fleeting():
            inside.set()
            await leave.wait()
            assert is_fleeting()
        assert not is_fleeting()

    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        group.create_task(hurry())
        await inside.wait()
        assert not is_fleeting()
        leave.set()
