"""A double of the `Exchanges` and `OpenQuestions` ports."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace

from knowledge.records import Effect, Exchange, Meaning, OpenQuestion, Origin


class MemoryExchanges:
    """`Exchanges` and `OpenQuestions` of plain dictionaries."""

    def __init__(self) -> None:
        self.exchanges: dict[int, Exchange] = {}
        self.listed: dict[int, OpenQuestion] = {}
        self.asks: dict[int, int] = {}  # exchange → open question
        self.wanting: set[int] = set()
        self.told: dict[int, dt.datetime] = {}
        self.effects: list[Effect] = []  # the outbox

    async def add(self, exchange: Exchange) -> int:
        """Keep one under the next number."""
        number = max(self.exchanges, default=0) + 1
        self.exchanges[number] = replace(exchange, id=number)
        return number

    async def exchange(self, exchange_id: int) -> Exchange | None:
        """The one with this number."""
        return self.exchanges.get(exchange_id)

    async def said_in(self, chat_id: int, topic_id: int | None, message_id: int) -> Exchange | None:
        """The one that this message carries."""
        place = (chat_id, topic_id)
        return next(
            (one for one in self.exchanges.values() if _place(one) == place and message_id in _carrying(one)), None
        )

    async def asked_in(self, user_id: int, chats: Collection[int]) -> bool:
        """Whether one is somebody's there."""
        return any(one.origin.user_id == user_id and one.origin.chat_id in chats for one in self.exchanges.values())

    async def of_message(self, chat_id: int, message_id: int, after: int = 0) -> list[Exchange]:
        """What it asked."""
        kept = sorted(self.exchanges.values(), key=lambda one: one.id)
        place = (chat_id, message_id)
        return [one for one in kept if one.id > after and (one.origin.chat_id, one.origin.message_id) == place]

    async def begun_before(self, origin: Origin, said_at: dt.datetime) -> bool:
        """Whether one of theirs of several lines is older and was kept later."""
        place = (origin.chat_id, origin.topic_id, origin.user_id)
        return any(
            (*_place(one), one.origin.user_id) == place
            and one.origin.message_id < origin.message_id
            and one.asked_at >= said_at
            and "\n" in one.typed
            for one in self.exchanges.values()
        )

    async def sent(self, exchange_id: int, message_id: int, further: Sequence[int] = ()) -> None:
        """Note the messages."""
        if one := self.exchanges.get(exchange_id):
            carried = replace(one, answer_message_id=message_id, further_message_ids=tuple(further))
            self.exchanges[exchange_id] = carried

    async def answered(self, chat_id: int, since: dt.datetime, limit: int) -> list[tuple[int, Meaning]]:
        """What was answered anew, the newest first."""
        fit = [
            one
            for one in self.exchanges.values()
            if one.origin.chat_id == chat_id
            and one.asked_at >= since
            and one.status == "answered"
            and one.mode != "stored"
        ]
        newest = sorted(fit, key=lambda one: (one.asked_at, one.id), reverse=True)
        return [(one.id, one.meaning) for one in newest[:limit]]

    async def forget(self, before: dt.datetime) -> int:
        """Remove the older ones, but for those whose question is open."""
        still = {number for number, asked in self.asks.items() if self.listed[asked].closed_at is None}
        gone = [one.id for one in self.exchanges.values() if one.asked_at < before and one.id not in still]
        for number in gone:
            del self.exchanges[number]
            self.asks.pop(number, None)
        asked = set(self.asks.values())
        self.listed = {number: one for number, one in self.listed.items() if number in asked or one.asked_at >= before}
        return len(gone)

    async def questions(self, chat_id: int | None = None, *, closed: bool = False) -> list[OpenQuestion]:
        """The list, the oldest first."""
        asked = list(self.asks.values())
        fit = [
            replace(one, times=asked.count(one.id))
            for one in self.listed.values()
            if chat_id in {None, one.chat_id} and (closed or one.closed_at is None)
        ]
        return sorted(fit, key=lambda one: (one.asked_at, one.id))

    async def open(self, question: OpenQuestion, exchange_id: int) -> int:
        """Put one on the list."""
        asked = self.asks.get(exchange_id)
        if asked is not None and self.listed[asked].closed_at is None:
            return asked
        number = max(self.listed, default=0) + 1
        self.listed[number] = replace(question, id=number)
        await self.asked_again(number, exchange_id)
        return number

    async def asked_again(self, question_id: int, exchange_id: int) -> None:
        """Note who asks it."""
        self.asks[exchange_id] = question_id

    async def asked_by(self, exchange_id: int) -> int | None:
        """What it asks."""
        asked = self.asks.get(exchange_id)
        one = None if asked is None else self.listed[asked]
        return one.id if one and (one.closed_at is None or one.entry_id) else None

    async def want(self, exchange_id: int) -> bool:
        """Note a wish; whether it is new."""
        is_new = exchange_id in self.exchanges and exchange_id not in self.wanting
        if is_new:
            self.wanting.add(exchange_id)
        return is_new

    async def close(self, question_id: int, at: dt.datetime, entry_id: str | None = None) -> bool:
        """Close one that is open."""
        one = self.listed.get(question_id)
        if one is None or one.closed_at is not None:
            return False
        self.listed[question_id] = replace(one, closed_at=at, entry_id=entry_id)
        return True

    async def reopen(self, exchange_id: int) -> None:
        """Open what it asks again."""
        number = self.asks[exchange_id]
        self.listed[number] = replace(self.listed[number], closed_at=None, entry_id=None)

    async def untold(self) -> list[tuple[Exchange, str]]:
        """Who waits, and for which entry."""
        waiting = [number for number in sorted(self.wanting) if number not in self.told and number in self.asks]
        entries = {number: self.listed[self.asks[number]].entry_id for number in waiting}
        return [(self.exchanges[number], entry) for number, entry in entries.items() if entry is not None]

    async def tell(self, exchange_id: int, news: Effect, at: dt.datetime) -> bool:
        """Note that one is told, and how."""
        if exchange_id in self.told:
            return False
        self.told[exchange_id] = at
        self.effects.append(news)
        return True


def _place(one: Exchange) -> tuple[int, int | None]:
    return one.origin.chat_id, one.origin.topic_id


def _carrying(one: Exchange) -> tuple[int | None, ...]:
    return one.answer_message_id, *one.further_message_ids
