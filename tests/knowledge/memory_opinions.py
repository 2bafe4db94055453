"""A double of the `Opinions` port."""

import datetime as dt

from knowledge.records import Exchange, Feedback, Thumb
from tests.knowledge.memory_exchanges import MemoryExchanges


class MemoryOpinions:
    """`Opinions` of a plain dictionary, about exchanges that are kept in another."""

    def __init__(self, exchanges: MemoryExchanges) -> None:
        self.exchanges = exchanges
        self.given: dict[tuple[int, int], Feedback] = {}

    async def give(self, feedback: Feedback) -> None:
        """Keep one."""
        self.given[feedback.exchange_id, feedback.user_id] = feedback

    async def take_back(self, exchange_id: int, user_id: int) -> bool:
        """Forget one."""
        return self.given.pop((exchange_id, user_id), None) is not None

    async def of(self, exchange_id: int) -> list[Feedback]:
        """Those of one answer."""
        return [one for one in self.given.values() if one.exchange_id == exchange_id]

    async def between(self, begins: dt.datetime, ends: dt.datetime) -> list[tuple[Exchange, Feedback]]:
        """Those of a time."""
        held = (one for one in self.given.values() if begins <= one.given_at < ends)
        return [(self.exchanges.exchanges[one.exchange_id], one) for one in held]

    async def balance(self, exchange_id: int) -> int:
        """Of all that were given this answer."""
        exchanges = self.exchanges.exchanges
        same = [(exchanges[of].answer, one.thumb) for (of, _), one in self.given.items()]
        thumbs = [thumb for answer, thumb in same if answer == exchanges[exchange_id].answer]
        return sum(1 if thumb is Thumb.UP else -1 for thumb in thumbs)
