"""Counting answers: what came of questions, and how long each stage took."""

import datetime as dt
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass

from bot.conversation.answering.concluding import Conversing
from bot.metrics import Metrics
from knowledge.errors import KnowledgeError
from knowledge.governance.prices import MILLION, Prices, cost_of
from knowledge.ports import Report
from knowledge.records import Answer, Asked, Exchange, Origin, Usage


@dataclass(frozen=True, slots=True)
class CountedConverse:
    """A `Conversing` whose answers are counted."""

    converse: Conversing
    metrics: Metrics
    prices: Prices

    async def __call__(self, text: str, origin: Origin, report: Report | None = None) -> Asked:
        """What came of a question."""
        return await self._counted(self.converse(text, origin, report))

    async def unasked(self, text: str, origin: Origin, threshold: float) -> Asked:
        """What answers a message that nobody asked the bot: silence is not counted."""
        asked = await self.converse.unasked(text, origin, threshold)
        self._use(asked.outcome.usage)
        if isinstance(asked.outcome, Answer):
            self._count(asked)
        return asked

    async def kept(self, text: str, origin: Origin, after: int = 0) -> Asked | None:
        """What an earlier attempt has kept: it was counted then."""
        return await self.converse.kept(text, origin, after)

    async def has_asked(self, origin: Origin, said_at: dt.datetime) -> bool:
        """Whether a message has asked anything yet."""
        return await self.converse.has_asked(origin, said_at)

    async def asked_by(self, exchange_id: int, chat_id: int, user_id: int) -> Exchange | None:
        """An exchange of this chat and person."""
        return await self.converse.asked_by(exchange_id, chat_id, user_id)

    async def again(self, exchange: Exchange, report: Report | None = None) -> Asked:
        """What came of its question, anew."""
        return await self._counted(self.converse.again(exchange, report))

    async def sent(self, exchange_id: int, message_id: int, further: Sequence[int] = ()) -> None:
        """Note which messages carry the answer."""
        await self.converse.sent(exchange_id, message_id, further)

    async def _counted(self, answering: Awaitable[Asked]) -> Asked:
        try:
            asked = await answering
        except KnowledgeError as failure:
            self.metrics.answered(type(failure).__name__)
            raise
        self._count(asked)
        self._use(asked.outcome.usage)
        return asked

    def _use(self, usage: Usage) -> None:
        self.metrics.used(usage.tokens_in, usage.tokens_out, cost_of(usage, self.prices) / MILLION)

    def _count(self, asked: Asked) -> None:
        outcome = asked.outcome
        self.metrics.answered(outcome.mode if isinstance(outcome, Answer) else "unanswered")
        if isinstance(outcome, Answer):
            self.metrics.citations_dropped(outcome.dropped)
        for stage, milliseconds in outcome.elapsed_ms.items():
            self.metrics.took(stage, milliseconds / 1000)
