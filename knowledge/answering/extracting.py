"""The answer without a model: the sentences that support it best, verbatim."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.finding.terms import FoldedText, Terms
from knowledge.language.sentences import sentences
from knowledge.reading import markdown
from knowledge.reading.markdown import Kind
from knowledge.reading.repair import is_damaged
from knowledge.records import EntryEvidence, Found

_LONGEST_RUN = 4
_MOST_ENTRIES = 2
_MOST_CHARACTERS = 420
_SHORTEST = 8
_CLOSE_CALL = 0.4  # of 70 paraphrased questions the best entry was right for 60, one this near in score for 6 more
_LIST_MARK = re.compile(r"^(?:•\s*|\d{1,2}[.、)](?!\d)\s*)")
_IMAGE = "!["
_NOT_PROSE = re.compile(r"^#|^https?://\S+$|\[\d{1,3}\]")  # the last: a page's own mark would look like a citation


@dataclass(frozen=True, slots=True)
class Extract:
    """One sentence of an answer, verbatim from the passage of `found`."""

    found: Found
    text: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    found: Found
    text: str
    score: float


def extract(entries: Sequence[EntryEvidence], asked: Terms) -> list[Extract]:
    """The sentences to quote, best entry first, in source order; empty where there is no prose.

    From the best entry a run of sentences around the best one, so that it reads as it was written; from others that
    are a close call only the best sentence.
    """
    chosen: list[_Candidate] = []
    for entry in entries[:_MOST_ENTRIES]:
        candidates = _candidates(entry, asked)
        if not candidates or entries[0].score - entry.score > _CLOSE_CALL:
            continue
        best = max(candidates, key=lambda candidate: candidate.score)
        chosen.extend(_run(best, candidates) if not chosen else [best])
    return [Extract(candidate.found, candidate.text) for candidate in chosen]


def prose(text: str) -> list[str]:
    """The sentences of a passage that can be quoted: no headings, code, tables, formulas, bare addresses or marks.

    What a semicolon parts stays together: half a sentence reads badly as a quote.
    """
    lines = (text[block.start : block.end] for block in markdown.blocks(text) if block.kind is Kind.TEXT)
    words = (line for line in lines if not line.lstrip().startswith(_IMAGE))
    said = (_LIST_MARK.sub("", sentence) for line in words for sentence in sentences(line))
    return [sentence for sentence in said if len(sentence) >= _SHORTEST and not _NOT_PROSE.search(sentence)]


def _candidates(entry: EntryEvidence, asked: Terms) -> list[_Candidate]:
    """Every sentence of the entry that can be quoted, in source order, with how well it answers.

    Where the entry's title is the question, its answer begins at its beginning.
    """
    best = max(one.score for one in entry.found) or 1.0
    late = 0.01 + 0.2 * asked.words_in(FoldedText(entry.found[0].entry.title))
    in_order = sorted(entry.found, key=lambda one: one.passage.position)
    texts = [(found, text) for found in in_order for text in prose(found.passage.text)]
    return [
        _Candidate(found, text, _support(text, asked) + 0.3 * found.score / best - late * position)
        for position, (found, text) in enumerate(texts)
    ]


def _support(text: str, asked: Terms) -> float:
    """How much of the question a sentence speaks of, less what speaks against quoting it."""
    folded = FoldedText(text)
    doubts = 0.5 * is_damaged(text) + 0.3 * text.rstrip().endswith(("?", "？")) + 0.2 * ("公式缺失" in text)
    return asked.words_in(folded) + asked.grams_in(folded) - doubts


def _run(best: _Candidate, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The best sentence and its neighbours in the same passage, the following before the preceding."""
    same = [one for one in candidates if one.found is best.found]
    first = last = same.index(best)
    length = len(best.text)
    while last - first + 1 < _LONGEST_RUN:
        after = last + 1 < len(same)
        if not after and not first:
            break
        take = same[last + 1] if after else same[first - 1]
        length += len(take.text)
        if length > _MOST_CHARACTERS or is_damaged(take.text):
            break
        first, last = (first, last + 1) if after else (first - 1, last)
    run = list(same[first : last + 1])
    return run[1:] if len(run) > 1 and run[0].text.endswith(("?", "？")) else run
