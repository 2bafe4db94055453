"""Closing open questions when something answers them, and telling those who wait."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from knowledge.finding.evidence import weigh
from knowledge.finding.find_passages import FindPassages
from knowledge.ports import Clock, Library, OpenQuestions
from knowledge.records import Entry, Exchange, OpenQuestion

Tell: TypeAlias = Callable[[Exchange, Entry], Awaitable[None]]
"""Tells the asker of an exchange which entry answers it; what cannot be sent is not raised."""


@dataclass(frozen=True, slots=True)
class CloseAnswered:
    """Ask the open questions again, and close those that an entry answers which is new or changed since they came up.

    No model is asked. While the index stays as it is, nothing is done.

    Raises:
        LibraryUnavailable: the library cannot be read or written.
        IndexUnavailable: the index cannot be read.
    """

    open_questions: OpenQuestions
    find_passages: FindPassages
    clock: Clock
    threshold: float
    _looked_at: list[int] = field(default_factory=list)

    async def __call__(self) -> int:
        """How many questions were closed."""
        position = self.find_passages.index.position()
        if self._looked_at == [position]:
            return 0
        closed = 0
        for question in await self.open_questions.questions():
            entry_id = await self._answering(question)
            if entry_id is not None:
                closed += await self.open_questions.close(question.id, self.clock.now(), entry_id)
        self._looked_at[:] = [position]
        return closed

    async def _answering(self, question: OpenQuestion) -> str | None:
        asked = await self.find_passages.understood(question.meaning.question)
        evidence, _ = weigh(asked, await self.find_passages(asked))
        if not evidence.entries or evidence.confidence < self.threshold:
            return None
        best = evidence.entries[0].found
        is_new = any(found.passage_id > question.newest_passage for found in best)
        return best[0].entry.id if is_new else None


@dataclass(frozen=True, slots=True)
class TellAskers:
    """Tell those who want it that their question was answered, each at most once.

    It is noted before it is sent: a message that is lost on the way is not repeated.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    open_questions: OpenQuestions
    library: Library
    clock: Clock

    async def __call__(self, tell: Tell) -> int:
        """How many were told."""
        told = 0
        for exchange, entry_id in await self.open_questions.untold():
            held = await self.library.entry(entry_id)
            if held is not None and await self.open_questions.tell(exchange.id, self.clock.now()):
                await tell(exchange, held[0])
                told += 1
        return told
