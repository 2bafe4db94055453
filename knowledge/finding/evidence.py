"""What speaks for each entry that was found, and the chance that the best one answers."""

import math
from collections.abc import Mapping, Sequence

from knowledge.finding.terms import FoldedText, Terms
from knowledge.language.words import language
from knowledge.passages import wording
from knowledge.records import Candidates, EntryEvidence, Evidence, Features, Found, Question

_WEIGHED = 40  # candidates whose words are looked at
_DENSE_WEIGHT = 15.0  # cosines of e5 lie within 0.1 of each other, shares of words within 1


def weigh(question: Question, candidates: Candidates) -> tuple[Evidence, Terms]:
    """The entries among candidates, best first, and the question's terms as they were weighted."""
    texts = {found.passage_id: FoldedText(wording(found.passage)) for found in candidates.found[:_WEIGHED]}
    asked = Terms.weighted(question.text, list(texts.values()))
    floor = min((found.dense for found in candidates.found if found.dense), default=0.0)
    by_entry: dict[str, list[Found]] = {}
    for found in candidates.found[:_WEIGHED]:
        by_entry.setdefault(found.entry.id, []).append(found)
    entries = sorted((_entry(found, texts, asked, floor) for found in by_entry.values()), key=_rank)
    if not entries:
        return Evidence((), 0.0), asked
    if not any(term.is_telling for term in asked.words):
        return Evidence(tuple(entries), 0.0), asked  # 「为什么」 or 「1」 asks nothing by itself
    features = _features(question, entries[0], asked, list(texts.values()), candidates.small_talk)
    return Evidence(tuple(entries), chance(features), features), asked


def chance(features: Features) -> float:
    """The chance (0..1) that an entry answers: logistic regression, with and without vectors.

    Fitted by `tests/quality/fit_answerability.py` on questions about pages in the five shapes and on questions that
    they do not answer.
    """
    one = features
    if one.dense:
        logit = 87.9 * one.dense - 58.4 * one.small_talk + 3.9 * one.words
        logit += 3.2 * one.foreign - 2.1 * one.strangers - 26.4
    else:
        # The fitted bias is -2.0; words alone mislead more often, so they have to say more.
        logit = 4.4 * one.words + 7.6 * one.grams - 1.5 * one.strangers - 3.1
    return 1 / (1 + math.exp(-logit))


def _entry(found: Sequence[Found], texts: Mapping[int, FoldedText], asked: Terms, floor: float) -> EntryEvidence:
    """The evidence of one entry; what only words found counts as near in meaning as the last that meaning found."""
    words = max(asked.words_in(texts[one.passage_id]) for one in found)
    grams = max(asked.grams_in(texts[one.passage_id]) for one in found)
    dense = max(one.dense or floor for one in found)
    return EntryEvidence(tuple(found), words, grams, dense, _DENSE_WEIGHT * dense + words + grams)


def _rank(entry: EntryEvidence) -> float:
    return -entry.score


def _features(
    question: Question, best: EntryEvidence, asked: Terms, texts: Sequence[FoldedText], small_talk: float
) -> Features:
    names = [term for term in asked.words if term.word.isascii() and not term.word.isdigit()]
    unknown = sum(not any(term.stands_in(text) for text in texts) for term in names)
    return Features(
        words=best.words,
        grams=best.grams,
        strangers=min(unknown, 2) if question.language == "zh" else 0,
        dense=max(one.dense for one in best.found),
        small_talk=small_talk,
        foreign=int(question.language != language(best.found[0].passage.text)),
    )
