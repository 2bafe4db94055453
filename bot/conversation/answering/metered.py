"""Asking within the quotas of a person and a chat."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol, TypeAlias

import structlog

from knowledge.errors import IndexUnavailable, LibraryUnavailable
from knowledge.records import Asked, Origin, Usage

_log = structlog.get_logger(__name__)

Taken: TypeAlias = Callable[[], Usage | None]
"""Tells what was taken by an answer that its asker has stopped; None where nobody has."""


def _nothing() -> None:
    """Of what nobody can stop."""


class Quotas(Protocol):
    """`Metering`, as far as asking needs it."""

    async def admit(self, user_id: int | None, chat_id: int) -> None:
        """Take a question from both quotas.

        Raises:
            QuotaSpent: one of them has none left.
        """
        ...

    async def give_back(self, user_id: int | None, chat_id: int) -> None:
        """Give both a question back."""
        ...

    async def spent(self, user_id: int | None, chat_id: int, usage: Usage) -> None:
        """Note what an answer took."""
        ...


async def metered(
    quotas: Quotas | None, origin: Origin, answering: Callable[[], Awaitable[Asked]], taken: Taken = _nothing
) -> Asked:
    """Answer where the quotas allow it, and note what that took.

    Raises:
        QuotaSpent: they do not.
    """
    await admitted(quotas, origin)
    return await written(quotas, origin, answering, taken)


async def admitted(quotas: Quotas | None, origin: Origin) -> None:
    """Take a question from the quotas.

    Raises:
        QuotaSpent: one of them has none left.
    """
    if quotas is not None:
        await quotas.admit(origin.user_id, origin.chat_id)


async def written(
    quotas: Quotas | None, origin: Origin, answering: Callable[[], Awaitable[Asked]], taken: Taken = _nothing
) -> Asked:
    """Answer what was admitted, and note what that took; in an outage the question is given back, and tried again.

    `taken` tells what an answer took that was stopped: stopping costs as much as had been written.
    """
    try:
        asked = await answering()
    except asyncio.CancelledError:
        if (usage := taken()) is not None:
            await _note(quotas, origin, usage)
        raise
    except (LibraryUnavailable, IndexUnavailable):
        if quotas is not None:
            with suppress(LibraryUnavailable):
                await quotas.give_back(origin.user_id, origin.chat_id)
        raise
    return await noted(quotas, origin, asked)


async def noted(quotas: Quotas | None, origin: Origin, asked: Asked) -> Asked:
    """What was answered, once it is noted what that took; where it cannot be, the answer is there nonetheless."""
    await _note(quotas, origin, asked.outcome.usage)
    return asked


async def _note(quotas: Quotas | None, origin: Origin, usage: Usage) -> None:
    if quotas is not None:
        try:
            await quotas.spent(origin.user_id, origin.chat_id, usage)
        except LibraryUnavailable:  # a full disk, say
            _log.warning("usage_not_noted", chat_id=origin.chat_id)
