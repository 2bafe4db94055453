"""Answers that are given again: kept with what they cite, and good as long as that still says so."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.answering.citations import cite
from knowledge.ports import Clock, Exchanges, Library, Opinions
from knowledge.records import Answer, Citation, Cited, Earlier, Exchange, Meaning
from knowledge.remembering.same_question import same

_COMPARED: Final = 2000
"""With how many of a chat's exchanges a question is compared, the newest."""


@dataclass(frozen=True, slots=True)
class RecallAnswer:
    """Find an answer that a chat was given to the same question and that still stands.

    What never came into a message there was not given. An answer has expired when it is older than `lasts`, or when
    an entry that it cites has changed, is gone or was folded; it is not given to a chat that thinks more ill of it
    than well.
    `of_model`: a language model is set, so what was quoted without one is not given again.

    Raises:
        LibraryUnavailable: from any method, where the library cannot be read.
    """

    exchanges: Exchanges
    library: Library
    clock: Clock
    lasts: dt.timedelta
    of_model: bool = False
    opinions: Opinions | None = None

    async def __call__(self, chat_id: int, asked: Meaning) -> tuple[Answer, Exchange] | None:
        """The newest such answer and the exchange that it comes from."""
        earlier = await self.exchanges.answered(chat_id, self.clock.now() - self.lasts, _COMPARED)
        for at in same(asked, [meaning for _, meaning in earlier]):
            exchange = await self.exchanges.exchange(earlier[at][0])
            if exchange is None or exchange.answer_message_id is None or (self.of_model and exchange.mode != "model"):
                continue
            citations = await self.standing(exchange.citations)
            if citations and not await self._is_disliked(exchange):
                return Answer(exchange.answer, citations, "stored"), exchange
        return None

    async def keepable(self, citations: Sequence[Citation]) -> tuple[Cited, ...]:
        """Citations as they are kept, with what their entries say now."""
        held = [(one, await self.library.entry(one.entry_id)) for one in citations]
        return tuple(
            Cited(one.n, one.entry_id, one.quote, fingerprint(pair[0].title, pair[0].text) if pair else "")
            for one, pair in held
        )

    async def standing(self, kept: Sequence[Cited]) -> tuple[Citation, ...]:
        """The citations with what the library says of their entries; none where one of them does not stand."""
        found = [await self._citation(one) for one in kept]
        return tuple(one for one in found if one is not None) if None not in found else ()

    async def _is_disliked(self, exchange: Exchange) -> bool:
        return self.opinions is not None and await self.opinions.balance(exchange.id) < 0

    async def _citation(self, kept: Cited) -> Citation | None:
        held = await self.library.entry(kept.entry_id)
        if (
            held is None
            or held[0].duplicate_of is not None
            or fingerprint(held[0].title, held[0].text) != kept.fingerprint
        ):
            return None
        return cite(kept.n, *held, kept.quote)


def earlier(exchange: Exchange) -> Earlier:
    """What people are told of the exchange whose answer they are given again."""
    return Earlier(exchange.asked_at, exchange.mode, exchange.answer_message_id)


def fingerprint(title: str, text: str) -> str:
    """A hash of what an entry says."""
    return hashlib.blake2b(f"{title}\n{text}".encode(), digest_size=16).hexdigest()
