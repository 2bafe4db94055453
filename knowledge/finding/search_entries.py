"""Searching without an answer being written: ranked entries."""

from dataclasses import dataclass, replace

from knowledge.finding.evidence import weigh
from knowledge.finding.find_passages import FindPassages
from knowledge.records import Found


@dataclass(frozen=True, slots=True)
class SearchEntries:
    """The entries nearest to some words.

    Raises:
        QuestionRefused: no words, or too many.
        LibraryUnavailable: the library cannot be read.
    """

    find_passages: FindPassages

    async def __call__(self, words: str, limit: int = 10) -> list[Found]:
        """The best passage of each entry, best entry first."""
        question = await self.find_passages.understood(words)
        evidence, _ = weigh(question, await self.find_passages(question))
        return [replace(entry.found[0], score=entry.score) for entry in evidence.entries[:limit]]
