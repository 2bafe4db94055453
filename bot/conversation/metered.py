"""Asking within the quotas of a person and a chat."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from knowledge.records import Asked, Origin, Usage


class Quotas(Protocol):
    """`Metering`, as far as asking needs it."""

    async def admit(self, user_id: int | None, chat_id: int) -> None:
        """Take a question from both quotas.

        Raises:
            QuotaSpent: one of them has none left.
        """
        ...

    async def spent(self, user_id: int | None, chat_id: int, usage: Usage) -> None:
        """Note what an answer took."""
        ...


async def metered(quotas: Quotas | None, origin: Origin, answering: Callable[[], Awaitable[Asked]]) -> Asked:
    """Answer where the quotas allow it, and note what that took.

    Raises:
        QuotaSpent: they do not.
    """
    if quotas is None:
        return await answering()
    await quotas.admit(origin.user_id, origin.chat_id)
    asked = await answering()
    await quotas.spent(origin.user_id, origin.chat_id, asked.outcome.usage)
    return asked
