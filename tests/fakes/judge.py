"""A judge of fixed findings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.records import Passage, Usage


@dataclass
class FixedJudge:
    """A `Judge` that finds the same each time, nothing where it fails, and knows what it was asked."""

    findings: Mapping[int, Collection[int]]
    usage: Usage = field(default_factory=Usage)
    asked: list[list[str]] = field(default_factory=list)

    async def judge(
        self, sentences: Sequence[str], passages: Sequence[Passage]
    ) -> tuple[Mapping[int, frozenset[int]], Usage]:
        """What it finds of as many as there are."""
        self.asked.append(list(sentences))
        known = frozenset(range(len(passages)))
        found = {at: known.intersection(stating) for at, stating in self.findings.items() if at < len(sentences)}
        return found, self.usage
