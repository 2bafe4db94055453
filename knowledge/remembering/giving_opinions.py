"""What people think of answers: one opinion each, that they may take back, and say why."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from knowledge.ports import Clock, Exchanges, Opinions
from knowledge.records import Exchange, Fault, Feedback, Thumb

_WORDS: Final = 1000
"""How many characters of somebody's own reason are kept."""


class Giving(StrEnum):
    """What became of an opinion that was given."""

    NOTED = "noted"
    TAKEN_BACK = "taken_back"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people found an answer good, and how many bad."""

    up: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class GiveOpinion:
    """Note what somebody in a chat thinks of an answer there; the same opinion again takes it back.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    exchanges: Exchanges
    opinions: Opinions
    clock: Clock

    async def __call__(
        self, exchange_id: int, chat_id: int, user_id: int, thumb: Thumb, since: dt.datetime | None = None
    ) -> Giving:
        """What became of it; with `since`, an opinion that was given after then is the work of an earlier attempt."""
        if await self._answered(exchange_id, chat_id) is None:
            return Giving.GONE
        own = await own_opinion(self.opinions, exchange_id, user_id)
        if own is not None and own.thumb is thumb:
            if since is not None and own.given_at >= since:
                return Giving.NOTED
            await self.opinions.take_back(exchange_id, user_id)
            return Giving.TAKEN_BACK
        await self.opinions.give(Feedback(exchange_id, user_id, thumb, self.clock.now()))
        return Giving.NOTED

    async def tally(self, exchange_id: int) -> Tally:
        """What all of them think."""
        given = [one.thumb for one in await self.opinions.of(exchange_id)]
        return Tally(given.count(Thumb.UP), given.count(Thumb.DOWN))

    async def _answered(self, exchange_id: int, chat_id: int) -> Exchange | None:
        exchange = await self.exchanges.exchange(exchange_id)
        is_here = exchange is not None and exchange.origin.chat_id == chat_id and exchange.status == "answered"
        return exchange if is_here else None


@dataclass(frozen=True, slots=True)
class GiveReason:
    """Note why somebody finds an answer bad; only who has said that it is may say why, from whichever chat.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    exchanges: Exchanges
    opinions: Opinions

    async def __call__(self, exchange_id: int, user_id: int, fault: Fault, words: str | None = None) -> bool:
        """Whether there was such an opinion; a reason that was given before is gone, its words stay until new come."""
        own = await own_opinion(self.opinions, exchange_id, user_id)
        if own is None or own.thumb is not Thumb.DOWN:
            return False
        said = own.words if words is None else words.strip()[:_WORDS] or None
        await self.opinions.give(replace(own, fault=fault, words=said))
        return True

    async def disliked(self, exchange_id: int, user_id: int) -> Exchange | None:
        """The exchange whose answer somebody finds bad; None for everybody else."""
        own = await own_opinion(self.opinions, exchange_id, user_id)
        is_theirs = own is not None and own.thumb is Thumb.DOWN
        return await self.exchanges.exchange(exchange_id) if is_theirs else None


async def own_opinion(opinions: Opinions, exchange_id: int, user_id: int) -> Feedback | None:
    """What one person thinks of an answer."""
    return next((one for one in await opinions.of(exchange_id) if one.user_id == user_id), None)
