"""What came of asking the questions of a set once: the record that is saved and compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from knowledge.evaluating import ranking


@dataclass(frozen=True, slots=True)
class Trial:
    """One question that was asked, and all that is measured of it.

    `relevant` holds, for each thing wanted, the ids of the entries that have it, none where the library has none;
    `ranked` are entry ids, best first; `elapsed_ms` are milliseconds by stage.
    """

    id: str
    question: str
    answerable: bool
    status: Literal["answered", "unanswered", "refused"]
    tier: str | None = None
    relevant: tuple[tuple[str, ...], ...] = ()
    ranked: tuple[str, ...] = ()
    confidence: float = 0.0
    mode: str | None = None
    cited: tuple[str, ...] = ()
    sentences: int = 0
    verbatim: int = 0
    must: int = 0
    must_found: int = 0
    elapsed_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether there was an answer."""
        return self.status == "answered"

    @property
    def gains(self) -> list[int]:
        """What each ranked entry brings."""
        return ranking.gains(self.ranked, self.relevant)

    @property
    def would_be_right(self) -> bool:
        """Whether answering from the first entry is right: what its confidence is the chance of."""
        return self.answerable and (not self.relevant or bool(ranking.hit(self.gains, 1)))

    @property
    def right(self) -> bool:
        """Whether the outcome is right: the unanswerable left, the answerable answered from something wanted."""
        if not (self.answered and self.answerable):
            return self.answered == self.answerable
        return not self.relevant or any(entry_id in want for want in self.relevant for entry_id in self.cited)


@dataclass(frozen=True, slots=True)
class Run:
    """All trials of one set, and what they were made with."""

    set: str
    embedder: str
    model: str | None
    threshold: float
    trials: tuple[Trial, ...]
