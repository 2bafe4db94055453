"""The list of open questions: what goes on it, and who wants to be told of an answer."""

import asyncio
from dataclasses import dataclass, field

from knowledge.finding.follow_ups import names_something
from knowledge.language.aliases import SHIPPED
from knowledge.ports import Exchanges, Library, OpenQuestions
from knowledge.records import Exchange, Listing, OpenQuestion, Wish
from knowledge.remembering.meanings import Meanings
from knowledge.remembering.same_question import same


@dataclass(frozen=True, slots=True)
class KeepOpen:
    """Put unanswered questions on the list of the chat they were asked in; one of the same meaning is counted there.

    Looking for one and writing it down are one step, whoever else asks meanwhile.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    open_questions: OpenQuestions
    exchanges: Exchanges
    library: Library
    meanings: Meanings
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False, compare=False)

    async def __call__(self, exchange: Exchange, known: int) -> Listing:
        """Keep what an unanswered exchange of a group asks, unless it is small talk; in private only offer to.

        What only presses for an answer that was refused, as 「为什么？」 does, is no other question than that one.
        `known` is what was the newest passage before it was looked for. An answered exchange closes what asks the same.
        """
        if exchange.status == "answered":
            await self._close(exchange)
            return Listing.NONE
        if not await self.meanings.asks_something(exchange.meaning) or await self._presses(exchange):
            return Listing.NONE
        if exchange.origin.private:
            return Listing.OFFERED
        async with self._writing:
            await self._keep(exchange, known)
        return Listing.KEPT

    async def known(self) -> int:
        """The newest passage that can be found now: the index may be behind the library.

        Raises:
            IndexUnavailable: the index cannot be read.
        """
        return await self.library.newest_passage(self.meanings.find_passages.index.position())

    async def want(self, exchange_id: int, chat_id: int, user_id: int) -> Wish:
        """Whoever asked wants this on the list and to be told; in whichever chat the wish comes from."""
        exchange = await self.exchanges.exchange(exchange_id)
        if exchange is None or exchange.status == "answered":
            return Wish.GONE
        if exchange.origin.chat_id != chat_id or exchange.origin.user_id not in {None, user_id}:
            return Wish.NOT_THEIRS
        async with self._writing:
            if await self.open_questions.asked_by(exchange_id) is None:
                await self._keep(exchange, await self.known())
        return Wish.NOTED if await self.open_questions.want(exchange_id) else Wish.KNOWN

    async def _presses(self, exchange: Exchange) -> bool:
        """Whether it follows up a refusal and names nothing itself."""
        if exchange.parent_id is None or names_something(exchange.typed, SHIPPED):
            return False
        refused = await self.exchanges.exchange(exchange.parent_id)
        return refused is not None and refused.status == "unanswered"

    async def _close(self, exchange: Exchange) -> None:
        """Close the questions of the chat that an answered exchange asks, with the entry that it cites first."""
        if exchange.citations:
            for one in await self._alike(exchange):
                await self.open_questions.close(one.id, exchange.asked_at, exchange.citations[0].entry_id)

    async def _alike(self, exchange: Exchange) -> list[OpenQuestion]:
        listed = await self.open_questions.questions(exchange.origin.chat_id)
        return [listed[at] for at in same(exchange.meaning, [one.meaning for one in listed])]

    async def _keep(self, exchange: Exchange, known: int) -> None:
        if alike := await self._alike(exchange):
            await self.open_questions.asked_again(alike[0].id, exchange.id)
            return
        question = OpenQuestion(0, exchange.origin.chat_id, exchange.meaning, exchange.asked_at, known)
        await self.open_questions.open(question, exchange.id)
