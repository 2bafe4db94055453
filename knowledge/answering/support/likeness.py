"""How like a place of a passage is to one of a claim: how much stands around both."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from knowledge.answering.support.clauses import Clause
from knowledge.answering.support.tokens import Contrast, Negation, Placed, Token, Word

# Shares of what a word counts that stands in the same clause, found by trying on claims of both kinds.
_ON_ITS_SIDE: Final = 1.0  # more, where it stands on the same side
_ADJACENT: Final = 1.5  # more, where nothing stands between
_NAME: Final = 2.0  # as many times as much
_BESIDE: Final = 0.4  # it stands in a neighbouring clause of the passage
_FROM_BESIDE: Final = 0.3  # it stands in another clause of the claim
_THING_FROM_BESIDE: Final = 0.7  # so does a name, or what is contrasted
_FADING: Final = 0.8  # with each token between, in the claim
_FADING_BY_CHARACTER: Final = 0.97  # in the passage
_AROUND: Final = 0.5  # what stands around what is wanted
_JOINED: Final = 0.3  # two that are wanted stand together

_NEARLY: Final = 0.85  # of the best: as good as it
_LEAST: Final = 1.5  # less is no likeness
_LEAST_FOR_NEW: Final = 0.7  # where the passage does not say at all what the claim says there
_GAP: Final = 2  # characters between neighbours
_BESIDES: Final = re.compile(r"[在对用从由将把给于它其这该]|\b(?:in|on|at|with|for|from|it|its|this|these)\b")
_PRONOUN: Final = re.compile(r"\s*(?:[它其这该此]|(?:it|its|this|these|they)\b)")


@dataclass(frozen=True, slots=True)
class Place:
    """A token where it stands: the number of its clause, and the token."""

    clause: int
    placed: Placed


@dataclass(frozen=True)
class Likeness:
    """A claim's clauses beside those of a passage; `names` are what either names, with the kind of name it is.

    `terms` are the words of either that are listed with other names.
    """

    claim: Sequence[Clause]
    passage: Sequence[Clause]
    names: Mapping[str, str]
    terms: frozenset[str] = frozenset()

    def best(self, place: Place, others: Sequence[Place]) -> list[Place]:
        """Those of the passage's places that are most like the claim's, or nearly so; none where nothing is like it."""
        scores = [self.of(place, other) for other in others]
        best = max(scores, default=0.0)
        known = any(clause.has(place.placed.token) for clause in self.passage)
        if best < (_LEAST if known else _LEAST_FOR_NEW):
            return []
        return [other for other, score in zip(others, scores, strict=True) if score >= _NEARLY * best]

    def of(self, place: Place, other: Place) -> float:
        """How like they are, if what stands in either stood in the other; 0 where only neighbouring clauses are."""
        places = place.clause, place.placed.start, other.clause, other.placed.start
        if places not in self._known:
            self._known[places] = self._compared(place, other)
        return self._known[places]

    def _compared(self, place: Place, other: Place) -> float:
        total = inside = 0.0
        for around, share in self._around(place):
            token = place.placed.token if around.token == other.placed.token else around.token
            is_here = around in self.claim[place.clause].tokens
            near = self._nearness(around._replace(token=token), place.placed if is_here else None, other)
            value = self.weight(token) * near * share
            total += value
            inside += value * (is_here and near >= 1)
        return total if inside else 0.0

    def clauses(self, wanted: Sequence[Token], around: Sequence[Token], nearly: float = _NEARLY) -> list[Clause]:
        """The passage's clauses that say what is wanted and what stands around it, nearly as much as the best."""
        scores = [self._says(clause, wanted, around) for clause in self.passage]
        best = max(scores, default=0.0)
        return [clause for clause, score in zip(self.passage, scores, strict=True) if best and score >= nearly * best]

    def weight(self, token: Token) -> float:
        """A word that few clauses of the passage have tells more; 0 for one that none has."""
        if token not in self._weights:
            holding = sum(clause.has(token) for clause in self.passage)
            self._weights[token] = 1 / holding if holding else 0.0
        return self._weights[token]

    @cached_property
    def _known(self) -> dict[tuple[int, int, int, int], float]:
        return {}  # places are compared again and again

    @cached_property
    def _weights(self) -> dict[Token, float]:
        return {}

    @cached_property
    def _subjects(self) -> list[Token | None]:
        """What each clause of the passage speaks of that does not begin with a thing."""
        return [self._subject(number) for number in range(len(self.passage))]

    def _says(self, clause: Clause, wanted: Sequence[Token], around: Sequence[Token]) -> float:
        own = sum(self.weight(token) for token in wanted if clause.has(token)) + _JOINED * _joined(wanted, clause)
        same = [other for other in self.passage if other.sentence == clause.sentence]
        near = (
            self.weight(token) * (1.0 if clause.has(token) else _BESIDE * any(other.has(token) for other in same))
            for token in around
        )
        return own + _AROUND * sum(near) if own else 0.0

    def _around(self, place: Place) -> Iterator[tuple[Placed, float]]:
        """What else the claim's sentence says, and how much it counts."""
        here = self.claim[place.clause]
        at = here.tokens.index(place.placed)
        for clause in self.claim:
            if clause.sentence != here.sentence:
                continue
            for index, placed in enumerate(clause.tokens):
                if isinstance(placed.token, Negation) or placed is place.placed:
                    continue
                if clause is here:
                    yield placed, (_NAME if self._is_name(placed.token) else 1.0) * _FADING ** abs(index - at)
                else:
                    thing = self._is_name(placed.token) or isinstance(placed.token, Contrast)
                    yield placed, _THING_FROM_BESIDE if thing else _FROM_BESIDE

    def _nearness(self, around: Placed, of: Placed | None, other: Place) -> float:
        own = other.placed
        stretches = self.passage[other.clause].stretches(around.token)
        apart = [(start, end) for start, end in stretches if end <= own.start or start >= own.end]
        if not apart:
            return self._beside(around.token, other)
        if of is None:
            return 1.0
        before = around.end <= of.start
        gap = of.start - around.end if before else around.start - of.end
        gaps = [own.start - end if before else start - own.end for start, end in apart if (end <= own.start) == before]
        if not gaps:
            return 1.0
        nearest = min(gaps)
        adjacent = gap <= _GAP and nearest <= _GAP
        return 1.0 + (_ON_ITS_SIDE + _ADJACENT * adjacent) * _FADING_BY_CHARACTER**nearest

    def _beside(self, token: Token, other: Place) -> float:
        """What counts that stands in another clause: the subject as much as if it were repeated."""
        thing = other.placed.token
        if self._subjects[other.clause] == token:
            return 1.0
        if self.is_thing(thing) and any(
            self._subjects[number] == thing for number, clause in enumerate(self.passage) if clause.has(token)
        ):
            return 1.0
        sentence = self.passage[other.clause].sentence
        beside = self.passage[max(0, other.clause - 1) : other.clause + 2]
        return _BESIDE * any(clause.has(token) for clause in beside if clause.sentence == sentence)

    def inherited(self, clauses: Sequence[Clause], number: int) -> list[Token]:
        """The things that the clauses before one speak of: what they began with, nearest first, or spoke of.

        A sentence that begins with a pronoun goes on about what the one before spoke of.
        """
        own = clauses[number]
        before = [clause for clause in clauses[:number][::-1] if clause.sentence == own.sentence]
        first = number - len(before)
        if first and _PRONOUN.match(clauses[first].text):
            before += [one for one in clauses[:first][::-1] if one.sentence == clauses[first - 1].sentence]
        leading = [clause.tokens[0].token for clause in before if self.is_thing(clause.tokens[0].token)]
        return leading or [token for clause in before for token in clause.spoken if self.is_thing(token)][:1]

    def opens(self, clause: Clause, placed: Placed) -> bool:
        """Whether a clause is about that: it begins with it, and not with where or by what it is."""
        return clause.tokens[0] is placed and _BESIDES.search(clause.text, 0, placed.start) is None

    def subjects(self, clauses: Sequence[Clause], number: int) -> list[Token]:
        """What a clause is about: the thing that it begins with, or what it goes on about."""
        first = clauses[number].tokens[0].token
        return [first] if self.is_thing(first) else self.inherited(clauses, number)

    def are_of_a_kind(self, one: Token, two: Token) -> bool:
        """Whether one thing could stand in the other's place."""
        if isinstance(one, Contrast) and isinstance(two, Contrast):
            return not one.contrasts.isdisjoint(two.contrasts)
        kinds = [self.names.get(token.text, "term") for token in (one, two) if isinstance(token, Word)]
        return len(kinds) == len([one, two]) and (kinds[0] == kinds[1] or "symbol" not in kinds)

    def _subject(self, number: int) -> Token | None:
        """What a clause of the passage speaks of that does not begin with a thing."""
        begins = self.is_thing(self.passage[number].tokens[0].token)
        return None if begins else next(iter(self.inherited(self.passage, number)), None)

    def is_thing(self, token: Token) -> bool:
        """Whether it is something that a clause may be about."""
        named = self._is_name(token) or (isinstance(token, Word) and token.text in self.terms)
        return named or (isinstance(token, Contrast) and not token.is_scale)

    def _is_name(self, token: Token) -> bool:
        return isinstance(token, Word) and token.text in self.names


def _joined(wanted: Sequence[Token], clause: Clause) -> int:
    """How many neighbours among the wanted are neighbours in the clause."""
    return sum(
        any(second[0] - first[1] in range(_GAP) for first in clause.stretches(one) for second in clause.stretches(two))
        for one, two in pairwise(wanted)
    )
