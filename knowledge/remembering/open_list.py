"""The list of open questions: what goes on it, and who wants to be told of an answer."""

from dataclasses import dataclass

from knowledge.ports import Exchanges, Library, OpenQuestions
from knowledge.records import Exchange, Listing, OpenQuestion, Wish
from knowledge.remembering.meanings import Meanings
from knowledge.remembering.same_question import same


@dataclass(frozen=True, slots=True)
class KeepOpen:
    """Put unanswered questions on the list of the chat they were asked in; one of the same meaning is counted there.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    open_questions: OpenQuestions
    exchanges: Exchanges
    library: Library
    meanings: Meanings

    async def __call__(self, exchange: Exchange) -> Listing:
        """Keep what an unanswered exchange of a group asks, unless it is small talk; in private only offer to."""
        if exchange.status == "answered" or not await self.meanings.asks_something(exchange.meaning):
            return Listing.NONE
        if exchange.origin.private:
            return Listing.OFFERED
        await self._keep(exchange)
        return Listing.KEPT

    async def want(self, exchange_id: int, chat_id: int, user_id: int) -> Wish:
        """Whoever asked wants this on the list and to be told; in whichever chat the wish comes from."""
        exchange = await self.exchanges.exchange(exchange_id)
        if exchange is None or exchange.status == "answered":
            return Wish.GONE
        if exchange.origin.chat_id != chat_id or exchange.origin.user_id not in {None, user_id}:
            return Wish.NOT_THEIRS
        if await self.open_questions.asked_by(exchange_id) is None:
            await self._keep(exchange)
        return Wish.NOTED if await self.open_questions.want(exchange_id) else Wish.KNOWN

    async def _keep(self, exchange: Exchange) -> None:
        listed = await self.open_questions.questions(exchange.origin.chat_id)
        alike = same(exchange.meaning, [one.meaning for one in listed])
        if alike:
            await self.open_questions.asked_again(listed[alike[0]].id, exchange.id)
            return
        newest = await self.library.newest_passage()
        question = OpenQuestion(0, exchange.origin.chat_id, exchange.meaning, exchange.asked_at, newest)
        await self.open_questions.open(question, exchange.id)
