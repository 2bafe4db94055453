"""Asking the questions of a set, and keeping of each what is measured."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from knowledge.errors import QuestionRefused
from knowledge.evaluating import citing
from knowledge.evaluating.cases import Case
from knowledge.evaluating.relevance import Shelved
from knowledge.evaluating.trials import Trial
from knowledge.finding.evidence import weigh
from knowledge.finding.find_passages import FindPassages
from knowledge.ports import Library
from knowledge.records import Answer, Unanswered

_RANKED: Final = 50
_WARMING: Final = Case("", "这里读过什么", answerable=False)

Answering: TypeAlias = Callable[[str], Awaitable[Answer | Unanswered]]


@dataclass(frozen=True, slots=True)
class EvaluateAnswers:
    """Ask every question twice: for the answer, whose time is taken, and for the ranking of entries.

    Where both find by the same `RecentQuestions`, a question is embedded once.

    Another question is asked before all, so that no time holds what is loaded only once.

    Raises:
        LibraryUnavailable: the library cannot be read.
        IndexUnavailable: the index cannot be read.
    """

    library: Library
    find_passages: FindPassages
    answer: Answering

    async def __call__(
        self,
        cases: Sequence[Case],
        dropped: Mapping[str, Sequence[str]] | None = None,
        report: Callable[[int], None] = lambda _: None,
    ) -> tuple[Trial, ...]:
        """What came of each; `dropped` are headings left out of the library, `report` gets how many are done."""
        kept = await self.library.entries()
        shelved, texts = Shelved.of(kept, dropped), {entry.id: entry.text for entry, _ in kept}
        trials = []
        for done, case in enumerate([_WARMING, *cases]):
            trials.append(await self._trial(case, shelved, texts))
            report(done)
        return tuple(trials[1:])

    async def _trial(self, case: Case, shelved: Shelved, texts: Mapping[str, str]) -> Trial:
        relevant = _distinct(tuple(sorted(shelved.meant(one))) for one in case.relevant)
        try:
            outcome = await self.answer(case.question)
            ranked, confidence = await self._ranked(case.question)
        except QuestionRefused:
            return Trial(case.id, case.question, case.answerable, "refused", case.tier, relevant, must=len(case.must))
        cited = {one.n: one.entry_id for one in outcome.citations} if isinstance(outcome, Answer) else {}
        said = outcome.text if isinstance(outcome, Answer) else ""
        quoted = {n: texts.get(entry_id, "") for n, entry_id in cited.items()}
        verbatim, sentences = citing.verbatim(said, quoted) if outcome.mode == "extractive" else (0, 0)
        return Trial(
            case.id,
            case.question,
            case.answerable,
            "answered" if isinstance(outcome, Answer) else "unanswered",
            case.tier,
            relevant,
            ranked,
            confidence,
            outcome.mode,
            tuple(cited.values()),
            sentences,
            verbatim,
            len(case.must),
            citing.has(said, case.must),
            dict(outcome.elapsed_ms),
        )

    async def _ranked(self, question: str) -> tuple[tuple[str, ...], float]:
        understood = await self.find_passages.understood(question)
        evidence, _ = weigh(understood, await self.find_passages(understood))
        return tuple(one.found[0].entry.id for one in evidence.entries[:_RANKED]), round(evidence.confidence, 6)


def _distinct(relevant: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Two headings may stand in one entry: it is wanted once. What the library has not stays wanted."""
    wants = list(relevant)
    return tuple(want for place, want in enumerate(wants) if not want or want not in wants[:place])
