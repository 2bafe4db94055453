"""Counting answers: what came of questions, and how long each stage took."""

from collections.abc import Awaitable
from dataclasses import dataclass

from bot.conversation.concluding import Conversing
from bot.metrics import Metrics
from knowledge.errors import KnowledgeError
from knowledge.ports import Report
from knowledge.records import Answer, Asked, Exchange, Origin


@dataclass(frozen=True, slots=True)
class CountedConverse:
    """A `Conversing` whose answers are counted."""

    converse: Conversing
    metrics: Metrics

    async def __call__(self, text: str, origin: Origin, report: Report | None = None) -> Asked:
        """What came of a question."""
        return await self._counted(self.converse(text, origin, report))

    async def kept(self, text: str, origin: Origin, after: int = 0) -> Asked | None:
        """What an earlier attempt has kept: it was counted then."""
        return await self.converse.kept(text, origin, after)

    async def asked_by(self, exchange_id: int, chat_id: int, user_id: int) -> Exchange | None:
        """An exchange of this chat and person."""
        return await self.converse.asked_by(exchange_id, chat_id, user_id)

    async def again(self, exchange: Exchange, report: Report | None = None) -> Asked:
        """What came of its question, anew."""
        return await self._counted(self.converse.again(exchange, report))

    async def sent(self, exchange_id: int, message_id: int) -> None:
        """Note which message carries the answer."""
        await self.converse.sent(exchange_id, message_id)

    async def _counted(self, answering: Awaitable[Asked]) -> Asked:
        try:
            asked = await answering
        except KnowledgeError as failure:
            self.metrics.answered(type(failure).__name__)
            raise
        outcome = asked.outcome
        self.metrics.answered(outcome.mode if isinstance(outcome, Answer) else "unanswered")
        if isinstance(outcome, Answer):
            self.metrics.citations_dropped(outcome.dropped)
        for stage, milliseconds in outcome.elapsed_ms.items():
            self.metrics.took(stage, milliseconds / 1000)
        return asked
