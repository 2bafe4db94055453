"""Citations: checking that a model's sentences stand in what they cite, and numbering sources by first use."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.finding.terms import FoldedText
from knowledge.language.sentences import sentences
from knowledge.language.words import language, topic_words
from knowledge.passages import wording
from knowledge.records import Citation, Found

_MARK = re.compile(r"\s*\[(\d{1,2})\]")
_MARK_AFTER_STOP = re.compile(r"([。！？!?.;；]+)((?:\s*\[\d{1,2}\])+)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NEGATION = re.compile(r"[不没無无未非勿]|别(?!的)|\b(?:not|no|never|cannot|without|neither|nor)\b|n't\b")
_LEAST_COVERAGE = 0.6
_LEAST_KEPT = 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, without marks, and the indices of the passages that support it."""

    text: str
    supports: tuple[int, ...]
    line: int


def claims(written: str) -> list[Claim]:
    """A model's text as claims with the passages it cites (from 0), unchecked."""
    found: list[Claim] = []
    for number, line in enumerate(_MARK_AFTER_STOP.sub(r"\2\1", written).splitlines()):
        for sentence in sentences(line):
            bare = _MARK.sub("", sentence).strip()
            cited = tuple(dict.fromkeys(int(mark) - 1 for mark in _MARK.findall(sentence)))
            if topic_words(bare):
                found.append(Claim(bare, cited, number))
    return found


def check(said: Sequence[Claim], found: Sequence[Found], near: Mapping[str, frozenset[int]]) -> list[Claim]:
    """The claims that stand in what was found, each citing only what supports it; empty if under half is left.

    A claim whose citation does not support it, or that has none, gets the passages that do. `near` holds, for a claim
    in another language than the passages, the numbers of the passages nearest to it by meaning.
    """
    kept: list[Claim] = []
    for claim in said:
        supporting = [index for index, one in enumerate(found) if _stands(claim.text, one, near)]
        cited = tuple(index for index in claim.supports if index in supporting) or tuple(supporting[:1])
        if cited:
            kept.append(Claim(claim.text, cited, claim.line))
    return kept if len(kept) >= _LEAST_KEPT * len(said) else []


def number(said: Sequence[Claim], found: Sequence[Found]) -> tuple[str, tuple[Citation, ...]]:
    """The answer's text with `[n]` by first use, one number an entry, and the citations in that order."""
    numbers: dict[str, int] = {}
    quotes: dict[str, Citation] = {}
    lines: dict[int, list[str]] = {}
    for claim in said:
        marks: list[int] = []
        for one in (found[index] for index in claim.supports):
            n = numbers.setdefault(one.entry.id, len(numbers) + 1)
            quotes.setdefault(one.entry.id, cite(n, one, _nearest_sentence(claim.text, one)))
            marks.append(n)
        lines.setdefault(claim.line, []).append(claim.text + "".join(f"[{n}]" for n in dict.fromkeys(marks)))
    return "\n".join(" ".join(line) if _spaced(line) else "".join(line) for line in lines.values()), tuple(
        quotes.values()
    )


def cite(n: int, found: Found, quote: str) -> Citation:
    """Citation `n` of the passage's entry; every word and link of it comes from the library."""
    entry, source = found.entry, found.source
    return Citation(
        n=n,
        entry_id=entry.id,
        title=entry.title,
        source=source.title,
        quote=quote,
        section=entry.section,
        author=entry.author,
        date=entry.date or source.date,
        url=entry.url or source.url,
    )


def _stands(claim: str, found: Found, near: Mapping[str, frozenset[int]]) -> bool:
    passage = FoldedText(wording(found.passage))
    if not set(_NUMBER.findall(claim)) <= set(_NUMBER.findall(passage.text)):
        return False
    if language(claim) != language(found.passage.text):
        return found.passage_id in near.get(claim, frozenset())
    wanted = topic_words(claim)
    present = [word for word in wanted if word in passage.words]
    if len(present) < _LEAST_COVERAGE * len(wanted):
        return False
    return _negated(claim) == _negated(_nearest_sentence(claim, found))


def _negated(text: str) -> bool:
    return len(_NEGATION.findall(text.lower())) % 2 == 1


def _nearest_sentence(claim: str, found: Found) -> str:
    wanted = set(topic_words(claim))
    return max(
        (sentence.strip() for sentence in sentences(found.passage.text) if sentence.strip()),
        key=lambda sentence: len(wanted & FoldedText(sentence).words),
        default=found.passage.text,
    )


def _spaced(line: Sequence[str]) -> bool:
    return language(" ".join(line)) == "en"
