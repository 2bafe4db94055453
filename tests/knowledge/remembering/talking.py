"""A chat's memory over doubles, for the tests of what is remembered."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.finding.find_passages import FindPassages
from knowledge.ports import Report
from knowledge.records import Answer, Citation, Entry, Origin, Source, Turn, Unanswered
from knowledge.remembering import Converse
from knowledge.remembering.meanings import Meanings
from knowledge.remembering.open_list import KeepOpen
from knowledge.remembering.recalling import RecallAnswer
from tests.fakes import NOON, FixedClock, MemoryIndex, MemoryLibrary
from tests.knowledge.memory_exchanges import MemoryExchanges

GROUP, PERSON = -1002345678901, 7
SOURCE = Source("s1", "/shelf/n", "n", "notes", "周刊", "0", NOON, dt.date(2026, 1, 2), "https://e.org/n")
ENTRY = Entry("e1", "s1", 0, "门控", "门的值在零和一之间。", section="问答", author="小明", url="https://e.org/n#1")
CITATION = Citation(
    1, "e1", "门控", "周刊", "门的值", section="问答", author="小明", date=SOURCE.date, url="https://e.org/n#1"
)
ANSWER = Answer("门的值在零和一之间。[1]", (CITATION,), "extractive")


@dataclass
class Answering:
    """An `AnswerQuestion` that gives what it was given, and remembers how it was asked."""

    outcome: Answer | Unanswered = ANSWER
    asked: list[str] = field(default_factory=list)
    threads: list[Sequence[Turn]] = field(default_factory=list)
    reports: list[Report | None] = field(default_factory=list)
    thresholds: list[float | None] = field(default_factory=list)

    async def __call__(
        self,
        text: str,
        thread: Sequence[Turn] = (),
        report: Report | None = None,
        threshold: float | None = None,
    ) -> Answer | Unanswered:
        """The outcome."""
        self.thresholds.append(threshold)
        self.asked.append(text)
        self.threads.append(tuple(thread))
        self.reports.append(report)
        return self.outcome


class Talk:
    """One library and everything that talks about it."""

    def __init__(self, outcome: Answer | Unanswered = ANSWER, *, of_model: bool = False) -> None:
        self.clock = FixedClock()
        self.library = MemoryLibrary()
        self.memory = MemoryExchanges()
        self.answering = Answering(outcome)
        self.recall = RecallAnswer(self.memory, self.library, self.clock, dt.timedelta(days=180), of_model=of_model)
        self.search(FindPassages(self.library, MemoryIndex(), None, None))

    def search(self, find: FindPassages) -> None:
        """Talk over what is found in this way."""
        meanings = Meanings(find)
        self.keep_open = KeepOpen(self.memory, self.memory, self.library, meanings)
        self.converse = Converse(self.answering, self.memory, self.recall, self.keep_open, meanings, self.clock)

    async def read(self, *entries: Entry) -> None:
        """Make the library hold these entries."""
        await self.library.keep(SOURCE, entries or [ENTRY], [])


def asked_in(message_id: int = 1, *, replied_to: int | None = None, private: bool = False) -> Origin:
    """Where a question of our person comes from."""
    return Origin(PERSON if private else GROUP, message_id, PERSON, private=private, replied_to=replied_to)
