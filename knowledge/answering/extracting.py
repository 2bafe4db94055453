"""The answer without a model: the sentences that support it best, verbatim."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.finding.terms import FoldedText, Terms
from knowledge.language.sentences import sentences
from knowledge.reading import markdown
from knowledge.reading.conversations.question_answers import is_asked
from knowledge.reading.markdown import Kind
from knowledge.reading.repair import is_damaged
from knowledge.records import EntryEvidence, Found

_MOST_SENTENCES = 5
_LONGEST_RUN = 4
_MOST_ENTRIES = 3
_MOST_CHARACTERS = 420
_SHORTEST = 8
_HEADING_LIKE = 20
_CLOSE_CALL = 0.45  # how near to the best in score another entry is quoted too
_MEANING = 2.0  # of a sentence's nearness: on questions that share words with their answer, more of it chose worse
_LIST_MARK = re.compile(r"^(?:•\s*|\d{1,2}[.、)](?!\d)\s*)")
_NOT_PROSE = re.compile(r"^#|^https?://\S+$|\[\d{1,3}\]")  # the last: a page's own mark looks like a citation
_ENDS = tuple("。！？!?.;；…”」")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage and the line it stands in; one that is not `quotable` parts what is around it."""

    text: str
    line: int
    quotable: bool = True

    @property
    def can_lead(self) -> bool:
        """Whether it says something by itself: a word or a heading-like line can only be quoted with others."""
        long_enough = len(self.text) >= (_SHORTEST if self.text.endswith(_ENDS) else _HEADING_LIKE)
        return self.quotable and long_enough


@dataclass(frozen=True, slots=True)
class Extract:
    """One sentence of an answer, verbatim from line `line` of the passage of `found`."""

    found: Found
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    found: Found
    sentence: Sentence
    support: float
    score: float


def extract(entries: Sequence[EntryEvidence], asked: Terms) -> list[Extract]:
    """At most five sentences to quote, best entry first, in source order; empty where there is no prose.

    From the best entry a stretch around the best sentence with nothing left out, so that it reads as it was written.
    Other entries that are a close call add their best sentence each, if that speaks of the question at all.
    """
    close = [entry for entry in entries[:_MOST_ENTRIES] if entries[0].score - entry.score <= _CLOSE_CALL]
    chosen: list[_Candidate] = []
    for entry in close:
        candidates = _candidates(entry, asked)
        leading = [candidate for candidate in candidates if candidate.sentence.can_lead]
        if not leading:
            continue
        best = max(leading, key=lambda candidate: candidate.score)
        if not chosen:
            chosen = _run(best, candidates, min(_LONGEST_RUN, _MOST_SENTENCES - len(close) + 1))
        elif best.support > 0 or best.found.said:
            chosen.append(best)
    return [Extract(one.found, one.sentence.text, one.sentence.line) for one in chosen]


def prose(text: str) -> list[Sentence]:
    """A passage's sentences; headings, code, tables, formulas, bare addresses and marks are not quotable.

    What a semicolon parts stays together: half a sentence reads badly as a quote.
    """
    said: list[Sentence] = []
    line = 0
    for block in markdown.blocks(text):
        if block.kind is Kind.BLANK:
            continue
        if block.kind is not Kind.TEXT:
            said.append(Sentence("", line, quotable=False))
            continue
        for one in text[block.start : block.end].splitlines():
            line += 1
            image = one.lstrip().startswith("![")
            bare = (_LIST_MARK.sub("", sentence) for sentence in sentences(one))
            said.extend(Sentence(each, line, quotable=not image and not _NOT_PROSE.search(each)) for each in bare)
    return said


def _candidates(entry: EntryEvidence, asked: Terms) -> list[_Candidate]:
    """Every sentence of the entry in source order, with how well it answers.

    Where the entry's title is the question, its answer begins at its beginning.
    """
    best = max(one.score for one in entry.found) or 1.0
    late = 0.01 + 0.2 * asked.words_in(FoldedText(entry.found[0].entry.title))
    in_order = sorted(entry.found, key=lambda one: one.passage.position)
    answering = [one for one in in_order if not is_asked(one.passage.heading[-1])]
    said = [(found, sentence) for found in answering for sentence in prose(found.passage.text)]
    candidates = []
    for position, (found, sentence) in enumerate(said):
        support = _support(sentence.text, asked)
        score = support + _MEANING * _nearness(sentence.text, found) - _doubts(sentence.text)
        score += 0.3 * found.score / best - late * position
        candidates.append(_Candidate(found, sentence, support, score))
    return candidates


def _support(text: str, asked: Terms) -> float:
    """How much of the question a sentence speaks of."""
    folded = FoldedText(text)
    return asked.words_in(folded) + asked.grams_in(folded)


def _nearness(text: str, found: Found) -> float:
    """How near a sentence is to the question in meaning; what was embedded may have been cut elsewhere."""
    near = [one for said, one in found.sentences.items() if said in text or text in said]
    return max(near, default=found.dense)


def _doubts(text: str) -> float:
    """What speaks against quoting a sentence: lost characters or formulas, or that it asks itself."""
    return 0.5 * is_damaged(text) + 0.3 * text.endswith(("?", "？")) + 0.2 * ("公式缺失" in text)


def _run(best: _Candidate, candidates: Sequence[_Candidate], most: int) -> list[_Candidate]:
    """The best sentence and its neighbours in the same passage, at most so many, the following before the preceding."""
    same = [one for one in candidates if one.found is best.found]
    first = last = same.index(best)
    length = len(best.sentence.text)
    while last - first + 1 < most:
        following = same[last + 1 : last + 2]
        after = bool(following and _goes_on(following[0]))
        take = following if after else same[first - 1 : first] if first else []
        if not take or not _goes_on(take[0]) or length + len(take[0].sentence.text) > _MOST_CHARACTERS:
            break
        length += len(take[0].sentence.text)
        first, last = (first, last + 1) if after else (first - 1, last)
    run = list(same[first : last + 1])
    return run[1:] if len(run) > 1 and run[0].sentence.text.endswith(("?", "？")) else run


def _goes_on(candidate: _Candidate) -> bool:
    return candidate.sentence.quotable and not is_damaged(candidate.sentence.text)
