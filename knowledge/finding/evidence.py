"""What speaks for each entry that was found, and the chance that the best one answers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from knowledge.finding.terms import FoldedText, Term, Terms
from knowledge.language.questions import asks
from knowledge.language.words import proper_names
from knowledge.passages import wording
from knowledge.records import Candidates, EntryEvidence, Evidence, Features, Found, Question

_WEIGHED = 40  # candidates whose words are looked at
_AT_HAND = 256  # folded passages, 40 kB each
_MOST_STRANGE = 2
_SHORT = 60  # characters; a shorter passage means something else under another title


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of the evidence counts for in the order of entries.

    Cosines of the tuned e5 lie within 0.3 of each other, shares of words within 1. Of many passages the best one
    stands higher by chance, so that an entry is worth `crowded` times the logarithm of how many of its passages were
    found less.
    """

    passage: float = 8.0
    sentence: float = 4.0
    words: float = 1.0
    grams: float = 1.0
    heading: float = 0.5
    crowded: float = 0.1


WEIGHTS: Final = Weights()
"""Chosen on questions about pages in the five shapes; other corpora ranked no better with others."""


def weigh(question: Question, candidates: Candidates, weights: Weights = WEIGHTS) -> tuple[Evidence, Terms]:
    """The entries among candidates, best first, and the question's terms as they were weighted."""
    distinct = _distinct(candidates.found)[:_WEIGHED]
    texts = {found.passage_id: _folded(wording(found.passage)) for found in distinct}
    asked = Terms.weighted(question.text, list(texts.values()), question.names)
    floor = min((found.dense for found in candidates.found if found.dense), default=0.0)
    by_entry: dict[str, list[Found]] = {}
    for found in distinct:
        by_entry.setdefault(found.entry.id, []).append(found)
    weighing = _Weighing(texts, asked, floor, weights)
    entries = sorted(map(weighing.entry, by_entry.values()), key=_rank)
    if not entries:
        return Evidence((), 0.0), asked
    if not any(term.is_telling for term in asked.words):
        return Evidence(tuple(entries), 0.0), asked  # 「为什么」 or 「1」 asks nothing by itself
    features = _features(question, entries[0], asked, list(texts.values()), candidates.small_talk)
    return Evidence(_reranked(entries, candidates.reranked), chance(features), features), asked


def chance(features: Features) -> float:
    """The chance (0..1) that an entry answers: logistic regression, with and without vectors.

    Fitted by `tests/quality/fit_answerability.py` on questions about pages in the five shapes and on questions that
    they do not answer; `seed_*`, `exam2_*` and `*_validation` beside it are not among them.
    """
    one = features
    if one.dense:
        logit = 31.3 * one.dense + 16.1 * one.said - 19.1 * one.small_talk + 3.3 * one.words
        logit -= 3.9 * one.strange_names + 1.0 * one.strange_words + 17.4
    else:
        # The fitted bias is -2.4; words alone mislead more often, so they have to say more.
        logit = 3.4 * one.words + 10.4 * one.grams - 3.1 * one.strange_names - 3.6
    return 1 / (1 + math.exp(-logit))


@lru_cache(maxsize=_AT_HAND)
def _folded(wording: str) -> FoldedText:
    """A passage's wording for matching: what one question finds, the next ones often find again."""
    return FoldedText(wording)


def _distinct(candidates: Sequence[Found]) -> list[Found]:
    """The candidates without what a better one says in the same words: a paragraph that two articles quote."""
    said: dict[str, int] = {}
    return [
        found
        for found in candidates
        if len(found.passage.text) < _SHORT or said.setdefault(found.passage.text, found.passage_id) == found.passage_id
    ]


@dataclass(frozen=True, slots=True)
class _Weighing:
    """What entries are weighed by; what only words found counts as near in meaning as `floor`."""

    texts: Mapping[int, FoldedText]
    asked: Terms
    floor: float
    weights: Weights

    def entry(self, found: Sequence[Found]) -> EntryEvidence:
        """The evidence of one entry.

        A passage whose sentences have no vectors yet counts as if its nearest sentence were as near as all of it.
        """
        words = max(self.asked.words_in(self.texts[one.passage_id]) for one in found)
        grams = max(self.asked.grams_in(self.texts[one.passage_id]) for one in found)
        dense = max(one.dense or self.floor for one in found)
        said = max(one.said or one.dense or self.floor for one in found)
        score = self.weights.passage * dense + self.weights.sentence * said
        score += self.weights.words * words + self.weights.grams * grams + self.weights.heading * self._asked_by(found)
        score -= self.weights.crowded * math.log(len(found))
        return EntryEvidence(tuple(found), words, grams, dense, said, score)

    def _asked_by(self, found: Sequence[Found]) -> float:
        """The share (0..1) of the question's words in a heading that is itself a question."""
        headings = {heading for one in found for heading in one.passage.heading if asks(heading)}
        return max((self.asked.words_in(FoldedText(heading)) for heading in headings), default=0.0)


def _reranked(entries: Sequence[EntryEvidence], order: Sequence[int]) -> tuple[EntryEvidence, ...]:
    """The entries that a reranker put first, in its order, then the others.

    Whether there is an answer was decided before: a reranker orders, it does not vouch.
    """
    place = {number: at for at, number in enumerate(order)}
    last = len(place)
    return tuple(sorted(entries, key=lambda entry: min(place.get(one.passage_id, last) for one in entry.found)))


def _has_name(text: FoldedText, term: Term) -> bool:
    """Whether a text has a name, or the one that a version of it is called by: ResNet50 is in one on ResNet-50."""
    return term.stands_in(text) or term.word.rstrip("0123456789") in text.words


def _rank(entry: EntryEvidence) -> float:
    return -entry.score


def _features(
    question: Question, best: EntryEvidence, asked: Terms, texts: Sequence[FoldedText], small_talk: float
) -> Features:
    names = [term for term in asked.words if term.word.isascii() and not term.word.isdigit()]
    unknown = [term.word for term in names if not any(_has_name(text, term) for text in texts)]
    proper = proper_names(question.text)
    others = sum(word not in proper for word in unknown) if question.language == "zh" else 0
    return Features(
        words=best.words,
        grams=best.grams,
        strange_names=min(sum(word in proper for word in unknown), _MOST_STRANGE),
        strange_words=min(others, _MOST_STRANGE),
        dense=max(one.dense for one in best.found),
        said=best.said,
        small_talk=small_talk,
    )
