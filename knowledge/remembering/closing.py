"""Closing open questions when something answers them, and telling those who wait."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from knowledge.errors import QuestionRefused
from knowledge.finding.evidence import weigh
from knowledge.finding.find_passages import FindPassages
from knowledge.ports import Clock, Library, OpenQuestions
from knowledge.records import Effect, Entry, Exchange, OpenQuestion

_A_ROUND: Final = 50
"""So many questions are asked again at once: the others wait for the next round."""

News: TypeAlias = Callable[[Exchange, Entry], Effect]
"""What tells the asker of an exchange which entry answers it."""


@dataclass(frozen=True, slots=True)
class CloseAnswered:
    """Ask the open questions again, and close those that an entry answers which is new or changed since they came up.

    No model is asked. While the index stays as it is, no question is asked twice; those come first that were not asked
    for longest.

    Raises:
        LibraryUnavailable: the library cannot be read or written.
        IndexUnavailable: the index cannot be read.
    """

    open_questions: OpenQuestions
    find_passages: FindPassages
    clock: Clock
    threshold: float
    _asked_at: dict[int, int] = field(default_factory=dict)  # question → position of the index

    async def __call__(self) -> int:
        """How many questions were closed."""
        position = self.find_passages.index.position()
        closed = 0
        for question in await self._due(position):
            entry_id = await self._answering(question)
            self._asked_at[question.id] = position
            if entry_id is not None:
                closed += await self.open_questions.close(question.id, self.clock.now(), entry_id)
        return closed

    async def _due(self, position: int) -> list[OpenQuestion]:
        """The questions of one round; what is not open any more is forgotten, so that it counts as new if reopened."""
        listed = {one.id: one for one in await self.open_questions.questions()}
        for gone in self._asked_at.keys() - listed.keys():
            del self._asked_at[gone]
        due = [one for one in listed.values() if self._asked_at.get(one.id) != position]
        return sorted(due, key=lambda one: self._asked_at.get(one.id, -1))[:_A_ROUND]

    async def _answering(self, question: OpenQuestion) -> str | None:
        stored = question.meaning.question
        try:
            asked = await self.find_passages.understood(stored, limit=len(stored))  # longer than typed, as a follow-up
        except QuestionRefused:
            return None
        evidence, _ = weigh(asked, await self.find_passages(asked))
        if not evidence.entries or evidence.confidence < self.threshold:
            return None
        best = evidence.entries[0].found
        is_new = any(found.passage_id > question.newest_passage for found in best)
        return best[0].entry.id if is_new else None


@dataclass(frozen=True, slots=True)
class TellAskers:
    """Tell those who want it that their question was answered, each at most once.

    The news is in the outbox as soon as it is noted that they were told. Where the entry is gone by now, their question
    is open again.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    open_questions: OpenQuestions
    library: Library
    clock: Clock

    async def __call__(self, news: News) -> int:
        """How many were told."""
        told = 0
        for exchange, entry_id in await self.open_questions.untold():
            held = await self.library.entry(entry_id)
            if held is None:
                await self.open_questions.reopen(exchange.id)
            else:
                told += await self.open_questions.tell(exchange.id, news(exchange, held[0]), self.clock.now())
        return told
