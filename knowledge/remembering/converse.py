"""Talking in a chat: a question with what was said before it, and what came of it kept for later."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from knowledge.errors import LibraryUnavailable
from knowledge.ports import Clock, Exchanges, Policies, Report
from knowledge.records import Answer, Asked, Exchange, Meaning, Notice, Origin, Turn, Unanswered
from knowledge.remembering.meanings import Meanings
from knowledge.remembering.open_list import KeepOpen
from knowledge.remembering.recalling import RecallAnswer, earlier
from knowledge.remembering.restoring import as_sent, restored, with_nearest

_TURNS: Final = 3
"""How much of a thread a question is understood by."""


class AnswerInThread(Protocol):
    """`AnswerQuestion`, as far as it is needed here."""

    async def __call__(
        self,
        text: str,
        thread: Sequence[Turn] = (),
        report: Report | None = None,
        threshold: float | None = None,
    ) -> Answer | Unanswered:
        """The answer to one question."""
        ...


class Affords(Protocol):
    """Whether a model may write for whoever asks."""

    async def __call__(self, origin: Origin) -> bool:
        """Whether their quotas allow it."""
        ...


@dataclass(frozen=True, slots=True)
class Frugal:
    """What answers without a model once a quota is spent."""

    affords: Affords
    answer_question: AnswerInThread


@dataclass(frozen=True, slots=True)
class Converse:
    """Answer a question of a chat, from what was answered there before where that still stands, and remember it.

    A question that replies to one of the bot's answers follows that one up.

    Raises:
        QuestionRefused: nothing is asked, or too much.
        LibraryUnavailable: the library cannot be read.
        IndexUnavailable: the index cannot be read.
    """

    answer_question: AnswerInThread
    exchanges: Exchanges
    recall: RecallAnswer
    keep_open: KeepOpen
    meanings: Meanings
    clock: Clock
    policies: Policies | None = None
    frugal: Frugal | None = None

    async def __call__(self, text: str, origin: Origin, report: Report | None = None, *, anew: bool = False) -> Asked:
        """What came of a question; while a model writes, `report` gets what can be shown already.

        `anew`: it is answered even if a stored answer stands. What cannot be written down is answered all the same.
        """
        parent = await self._parent(origin)
        thread = await self._thread(parent)
        meaning = await self.meanings(text, thread)
        recalled = None if anew else await self.recall(origin.chat_id, meaning)
        known = 0 if recalled else await self.keep_open.known()  # what is indexed while it is answered comes too late
        outcome = recalled[0] if recalled else await self._answered(text, origin, thread, report)
        exchange = replace(self._exchange(text, origin, meaning, outcome), parent_id=parent.id if parent else None)
        asked = await self._remembered(exchange, outcome, known)
        return replace(asked, earlier=earlier(recalled[1])) if recalled else asked

    async def unasked(self, text: str, origin: Origin, threshold: float) -> Asked:
        """What answers a message that nobody asked the bot, by this threshold; where nothing does, nothing is kept."""
        meaning = await self.meanings(text, ())
        recalled = await self.recall(origin.chat_id, meaning)
        outcome = recalled[0] if recalled else await self._answered(text, origin, threshold=threshold)
        if isinstance(outcome, Unanswered):
            return Asked(None, outcome)
        asked = await self._remembered(self._exchange(text, origin, meaning, outcome), outcome, 0)
        return replace(asked, earlier=earlier(recalled[1])) if recalled else asked

    async def kept(self, text: str, origin: Origin, after: int = 0) -> Asked | None:
        """What an earlier attempt at this very message has kept; None where it came to nothing that still stands.

        `after` is the exchange that is answered anew: only what was kept later counts. It is not remembered or counted
        a second time, and goes on the list of open questions where it died before that.
        """
        for exchange in await self.exchanges.of_message(origin.chat_id, origin.message_id, after):
            if exchange.typed != text:
                continue
            if exchange.answer_message_id is not None:
                return as_sent(exchange)
            if asked := await restored(exchange, self.recall):
                return await self._completed(exchange, asked)
        return None

    async def asked_by(self, exchange_id: int, chat_id: int, user_id: int) -> Exchange | None:
        """An exchange of this chat and person; None where there is no such, or where it is another's."""
        exchange = await self.exchanges.exchange(exchange_id)
        if exchange is None or exchange.origin.chat_id != chat_id or exchange.origin.user_id not in {None, user_id}:
            return None
        return exchange

    async def again(self, exchange: Exchange, report: Report | None = None) -> Asked:
        """Answer the question of an exchange anew, in its own thread; what an earlier attempt at that kept, is it."""
        kept = await self.kept(exchange.typed, exchange.origin, exchange.id)
        return kept or await self(exchange.typed, exchange.origin, report, anew=True)

    async def has_asked(self, origin: Origin, said_at: dt.datetime) -> bool:
        """Whether a message has asked anything yet, alone or as a part of what began before it."""
        alone = await self.exchanges.of_message(origin.chat_id, origin.message_id)
        return bool(alone) or await self.exchanges.begun_before(origin, said_at)

    async def sent(self, exchange_id: int, message_id: int, further: Sequence[int] = ()) -> None:
        """Note which messages carry the answer, so that a reply to any of them can follow it up."""
        await self.exchanges.sent(exchange_id, message_id, further)

    def _exchange(self, text: str, origin: Origin, meaning: Meaning, outcome: Answer | Unanswered) -> Exchange:
        return Exchange(
            id=0,
            origin=origin,
            asked_at=self.clock.now(),
            typed=text,
            meaning=meaning,
            status="answered" if isinstance(outcome, Answer) else "unanswered",
            mode=outcome.mode,
            answer=outcome.text if isinstance(outcome, Answer) else "",
            elapsed_ms=outcome.elapsed_ms,
        )

    async def _answered(
        self,
        text: str,
        origin: Origin,
        thread: Sequence[Turn] = (),
        report: Report | None = None,
        threshold: float | None = None,
    ) -> Answer | Unanswered:
        """The answer by this threshold, else by that of the chat; without a model where its quota is spent."""
        if threshold is None and self.policies:
            threshold = (await self.policies.policy(origin.chat_id)).answer_threshold
        if self.frugal is None or await self.frugal.affords(origin):
            return await self.answer_question(text, thread=thread, report=report, threshold=threshold)
        outcome = await self.frugal.answer_question(text, thread=thread, report=report, threshold=threshold)
        return replace(outcome, notice=Notice.QUOTA_SPENT) if isinstance(outcome, Answer) else outcome

    async def _parent(self, origin: Origin) -> Exchange | None:
        if origin.replied_to is None:
            return None
        return await self.exchanges.said_in(origin.chat_id, origin.topic_id, origin.replied_to)

    async def _thread(self, last: Exchange | None) -> tuple[Turn, ...]:
        """The exchange that is followed up and those before it, oldest first."""
        turns: list[Turn] = []
        while last is not None and len(turns) < _TURNS:
            turns.insert(0, Turn(last.meaning.question, last.answer))
            last = await self.exchanges.exchange(last.parent_id) if last.parent_id is not None else None
        return tuple(turns)

    async def _completed(self, exchange: Exchange, asked: Asked) -> Asked:
        """What was restored, with what is near it and its place on the list."""
        find = self.meanings.find_passages
        thread = await self._thread(await self._parent(exchange.origin))
        question = await find.understood(exchange.typed, self.meanings.limit, thread)
        listing = await self.keep_open(exchange, await self.keep_open.known())
        return replace(await with_nearest(asked, question, find), listing=listing)

    async def _remembered(self, exchange: Exchange, outcome: Answer | Unanswered, known: int) -> Asked:
        try:
            cited = await self.recall.keepable(outcome.citations) if isinstance(outcome, Answer) else ()
            kept = replace(exchange, citations=cited)
            kept = replace(kept, id=await self.exchanges.add(kept))
            listing = await self.keep_open(kept, known)
        except LibraryUnavailable:  # a full disk, say: the answer is there nonetheless
            return Asked(None, outcome)
        return Asked(kept.id, outcome, listing=listing)
