"""From a question to a cited answer, or to an honest no."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.citations import cite, joined
from knowledge.answering.extracting import Extract, extract
from knowledge.answering.write_answer import WriteAnswer, Written
from knowledge.finding.evidence import weigh
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.question import DEFAULT_LIMIT
from knowledge.finding.terms import Terms
from knowledge.ports import Judge, Report, Writer
from knowledge.records import (
    Answer,
    Citation,
    EntryEvidence,
    Evidence,
    Found,
    Nearest,
    Notice,
    Question,
    Turn,
    Unanswered,
    Usage,
)

_NEAREST = 3
_ENTRIES = 4  # a model gets the passages of so many entries
_PASSAGES_AN_ENTRY = 2


class _Stopwatch:
    """Milliseconds by stage."""

    def __init__(self) -> None:
        self.elapsed_ms: dict[str, float] = {}
        self._begun = self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.elapsed_ms[stage] = round((now - self._last) * 1000, 1)
        self.elapsed_ms["total"] = round((now - self._begun) * 1000, 1)
        self._last = now


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Answer from what was read, every sentence cited, or say that nothing was found.

    Without a writer the answer is extractive: verbatim sentences. With one, its text is checked sentence by sentence;
    where the writer fails, or too little of what it wrote is supported, the extractive answer takes its place. A judge
    may have the last word of that check.

    Raises:
        QuestionRefused: nothing is asked, or too much.
        LibraryUnavailable: the library cannot be read.
    """

    find_passages: FindPassages
    writer: Writer | None = None
    threshold: float = 0.15
    limit: int = DEFAULT_LIMIT
    judge: Judge | None = None

    async def __call__(
        self,
        text: str,
        thread: Sequence[Turn] = (),
        report: Report | None = None,
        threshold: float | None = None,
    ) -> Answer | Unanswered:
        """The answer to one question.

        `thread` is what was talked of before, oldest first. While a model writes, `report` gets what can be shown
        already. `threshold` stands for this question in the place of the usual one.
        """
        watch = _Stopwatch()
        question = await self.find_passages.understood(text, self.limit, thread)
        candidates = await self.find_passages(question)
        watch.lap("retrieval")
        evidence, asked = weigh(question, candidates)
        watch.lap("evidence")
        if evidence.confidence < (self.threshold if threshold is None else threshold):
            notice = None if evidence.entries or self.find_passages.index.count() else Notice.NOTHING_READ
            return Unanswered(nearest(evidence.entries), watch.elapsed_ms, notice=notice)
        written = await self._written(question, evidence, thread, report)
        answer = _told(written.outcome, evidence, asked) if written else extractive(evidence, asked)
        watch.lap("writing")
        return replace(answer, elapsed_ms=watch.elapsed_ms, usage=written.usage if written else Usage())

    async def _written(
        self, question: Question, evidence: Evidence, thread: Sequence[Turn], report: Report | None
    ) -> Written | None:
        """What a model makes of the evidence; None where there is no model."""
        if self.writer is None:
            return None
        passages = [found for entry in evidence.entries[:_ENTRIES] for found in entry.found[:_PASSAGES_AN_ENTRY]]
        return await WriteAnswer(self.writer, self.find_passages, self.judge)(question, passages, thread, report)


def _told(written: Answer | Notice | None, evidence: Evidence, asked: Terms) -> Answer | Unanswered:
    """What is told of a model's answer: itself, that it found none, or else the sources' own words."""
    match written:
        case Answer():
            return replace(written, nearest=_others(evidence.entries, written.citations))
        case None:
            return Unanswered(nearest(evidence.entries), mode="model")
        case Notice():
            return extractive(evidence, asked, written)


def extractive(evidence: Evidence, asked: Terms, notice: Notice | None = None) -> Answer | Unanswered:
    """The answer in the sources' own words; unanswered where what was found holds no prose to quote."""
    extracts = extract(evidence.entries, asked)
    if not extracts:
        return Unanswered(nearest(evidence.entries))
    text, citations = _quoted(extracts)
    return Answer(text, citations, "extractive", _others(evidence.entries, citations), notice)


def nearest(entries: Sequence[EntryEvidence]) -> tuple[Nearest, ...]:
    """The first few entries of what was found."""
    return tuple(_near(entry.found[0]) for entry in entries[:_NEAREST])


def _near(found: Found) -> Nearest:
    entry, source = found.entry, found.source
    return Nearest(entry.id, entry.title, source.title, entry.section, entry.url or source.url)


def _others(entries: Sequence[EntryEvidence], citations: Sequence[Citation]) -> tuple[Nearest, ...]:
    cited = {citation.entry_id for citation in citations}
    return nearest([entry for entry in entries if entry.found[0].entry.id not in cited])


def _quoted(extracts: Sequence[Extract]) -> tuple[str, tuple[Citation, ...]]:
    """The sentences as they stand on the page, line by line, each with its mark."""
    citations: dict[str, Citation] = {}
    lines: dict[tuple[int, int], list[str]] = {}
    for one in extracts:
        citation = citations.setdefault(
            one.found.entry.id, cite(len(citations) + 1, one.found.entry, one.found.source, one.text)
        )
        lines.setdefault((one.found.passage_id, one.line), []).append(f"{one.text}[{citation.n}]")
    return "\n".join(map(joined, lines.values())), tuple(citations.values())
