"""From a question to a cited answer, or to an honest no."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answering.citations import Claim, check, cite, claims, joined, number
from knowledge.answering.extracting import Extract, extract
from knowledge.errors import WriterFailed
from knowledge.finding.evidence import weigh
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.question import DEFAULT_LIMIT, understand
from knowledge.finding.terms import Terms
from knowledge.language.words import language
from knowledge.ports import Writer
from knowledge.records import Answer, Citation, EntryEvidence, Evidence, Found, Nearest, Notice, Question, Unanswered

_NEAREST = 3
_ENTRIES = 4  # a model gets the passages of so many entries
_PASSAGES_AN_ENTRY = 2
_NOT_ANSWERED = "NOT_ANSWERED"


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
    where the writer fails, or too little of what it wrote is supported, the extractive answer takes its place.

    Raises:
        QuestionRefused: nothing is asked, or too much.
        LibraryUnavailable: the library cannot be read.
    """

    find_passages: FindPassages
    writer: Writer | None = None
    threshold: float = 0.2
    limit: int = DEFAULT_LIMIT

    async def __call__(self, text: str) -> Answer | Unanswered:
        """The answer to one question."""
        watch = _Stopwatch()
        question = understand(text, self.limit)
        candidates = await self.find_passages(question)
        watch.lap("retrieval")
        evidence, asked = weigh(question, candidates)
        watch.lap("evidence")
        if evidence.confidence < self.threshold:
            notice = None if evidence.entries or self.find_passages.index.count() else Notice.NOTHING_READ
            return Unanswered(nearest(evidence.entries), watch.elapsed_ms, notice=notice)
        answer = await self._write(question, evidence, asked)
        watch.lap("writing")
        return replace(answer, elapsed_ms=watch.elapsed_ms)

    async def _write(self, question: Question, evidence: Evidence, asked: Terms) -> Answer | Unanswered:
        if self.writer is None:
            return extractive(evidence, asked)
        passages = [found for entry in evidence.entries[:_ENTRIES] for found in entry.found[:_PASSAGES_AN_ENTRY]]
        try:
            written = "".join([piece async for piece in self.writer.write(question, passages)])
        except WriterFailed:
            return extractive(evidence, asked, Notice.MODEL_UNAVAILABLE)
        if _NOT_ANSWERED in written:
            return Unanswered(nearest(evidence.entries), mode="model")
        said = claims(written)
        kept = check(said, passages, await self._near(said, passages))
        if not kept:
            return extractive(evidence, asked)
        text, citations = number(kept, passages)
        return Answer(text, citations, "model", _others(evidence.entries, citations))

    async def _near(self, said: Sequence[Claim], found: Sequence[Found]) -> dict[str, frozenset[int]]:
        """For claims in another language than the passages: the passages nearest by meaning."""
        spoken = {language(one.passage.text) for one in found}
        foreign = [claim.text for claim in said if spoken - {language(claim.text)}]
        return {text: await self.find_passages.by_meaning(text) for text in foreign}


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
        citation = citations.setdefault(one.found.entry.id, cite(len(citations) + 1, one.found, one.text))
        lines.setdefault((one.found.passage_id, one.line), []).append(f"{one.text}[{citation.n}]")
    return "\n".join(map(joined, lines.values())), tuple(citations.values())
