"""Proposing forewords, with the tokens that they take noted."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.governance.ports import Consumption
from knowledge.governance.prices import Prices, spent_on
from knowledge.governance.quotas import Scope
from knowledge.ports import Clock
from knowledge.weekly.compiled import CompiledIssue

if TYPE_CHECKING:
    from knowledge.adapters.openai_chat import OpenAIWriter

NO_CHAT: Final = 0
"""Under this number stands what the bot itself has used, for no chat."""


@dataclass(frozen=True, slots=True)
class MeteredForewords:
    """A `ForewordWriter` whose tokens count as the bot's own, in days of `zone`."""

    writer: "OpenAIWriter"
    consumption: Consumption
    prices: Prices
    clock: Clock
    zone: dt.tzinfo

    async def propose(self, issue: CompiledIssue) -> str:
        """Markdown of at most 300 characters.

        Raises:
            WriterFailed: no whole proposal came; what that took is not noted.
            LibraryUnavailable: the database cannot be written.
        """
        text, usage = await self.writer.propose(issue)
        day = self.clock.now().astimezone(self.zone).date()
        await self.consumption.spend([(Scope.CHAT, NO_CHAT)], day, spent_on(usage, self.prices, questions=0))
        return text
