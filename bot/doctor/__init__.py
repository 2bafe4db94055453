"""What `zixue doctor` looks at: each part of a deployment, whether it works, and how to mend it."""

from collections.abc import AsyncIterator

from bot.doctor import answering, governing, knowing, telegram, web, weekly
from bot.doctor.findings import Finding, State
from bot.places import Deployed
from bot.settings import Settings

__all__ = ["Finding", "State", "examine"]


async def examine(settings: Settings, *, local: bool = False) -> AsyncIterator[Finding]:
    """Every finding, in the order in which they depend on each other; `local` asks nothing over the network."""
    async for finding in knowing.examine(settings):
        yield finding
    if local:
        return
    yield await answering.examine(settings)
    governed = await governing.look(settings)
    async for finding in telegram.examine(settings, governed):
        yield finding
    for finding in governing.examine(settings, governed):
        yield finding
    yield weekly.examine(settings, governed.places if governed else Deployed(settings).current)
    yield web.examine(settings)
