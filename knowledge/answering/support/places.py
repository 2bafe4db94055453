"""Whether a claim's figures, contrasts and names stand in the passage where the claim has them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from knowledge.answering.support import units
from knowledge.answering.support.clauses import Clause, has
from knowledge.answering.support.comparisons import compared_likewise
from knowledge.answering.support.couplings import coupled_likewise
from knowledge.answering.support.likeness import Likeness, Place
from knowledge.answering.support.negations import is_turned
from knowledge.answering.support.pairs import RESPECTIVELY
from knowledge.answering.support.tokens import Contrast, Number, Placed, Token, Word, are_one

_CLEARLY: Final = 0.9  # exchanged, they are more like the passage than this
_MOST: Final = 2000  # pairs of places; a sentence has a few, a passage a few dozen
_COMPARED: Final = re.compile(r"[比于]|不如|\bthan\b")
_LIST: Final = re.compile(r"\s*(?:[、和与及或/,]|and|or)(?:[\s、和与及或/,\d.%]|and|or)*")
_RELATED: Final = re.compile(
    r"[比于如过]|代替|取代|换成|变成|\b(?:than|over|beats?|instead|outperforms?|into|from|to|of)\b"
)


def misplaced(like: Likeness) -> bool:
    """Whether the passage has another figure, contrast or name in the place of one of the claim's, or two exchanged.

    Where two are exchanged and a scale is turned round, both say the same: A is faster than B, B is slower than A.
    So do they in a comparison that is the passage's. A claim of more than can be compared counts as wrong.
    """
    places = _Places(like)
    if len(places.claim) * max(len(places.claim), len(places.passage)) > _MOST:
        return True
    likewise, coupled = compared_likewise(like), coupled_likewise(like)
    replaced = [place for place in places.claim if not _is_excused(place, likewise, coupled) and places.replaced(place)]
    exchanged = {
        like.claim[one.clause].sentence
        for one, two in combinations(places.claim, 2)
        if likewise.isdisjoint({one.clause, two.clause}) and places.exchanged(one, two)
    }
    compared = {clause.sentence for clause in like.claim if _COMPARED.search(clause.text)}
    if not exchanged <= compared or any(not _is_scale(place.placed.token) for place in replaced):
        return True
    return {like.claim[place.clause].sentence for place in replaced} != exchanged


@dataclass(frozen=True)
class _Places:
    """The places of a claim and of a passage where something stands that others could stand for."""

    like: Likeness

    @cached_property
    def claim(self) -> list[Place]:
        return self._of(self.like.claim)

    @cached_property
    def passage(self) -> list[Place]:
        return self._of(self.like.passage)

    def replaced(self, place: Place) -> bool:
        """Whether the passage has something else in its place."""
        rivals = [other for other in self.passage if self._are_rivals(place, other) and self._may_replace(place, other)]
        best = self.like.best(place, rivals)
        return bool(best) and not any(self._agree(place, other) for other in self._with_listed(best, rivals))

    def _with_listed(self, best: Sequence[Place], rivals: Sequence[Place]) -> Iterator[Place]:
        """Places, and those that stand in one list with them: what is said of one is said of the others."""
        yield from best
        for other in rivals:
            clause = self.like.passage[other.clause]
            if any(are_listed(clause, one.placed, other.placed) for one in best if one.clause == other.clause):
                yield other

    def exchanged(self, one: Place, two: Place) -> bool:
        """Whether each of two things of a kind stands in the other's place."""
        first, second = one.placed.token, two.placed.token
        if _is_scale(first) or are_one(first, second) or not self._are_rivals(one, two) or not self._relate(one, two):
            return False
        firsts = [other for other in self.passage if are_one(other.placed.token, first)]
        seconds = [other for other in self.passage if are_one(other.placed.token, second)]
        straight = self._most(one, firsts), self._most(two, seconds)
        turned = self._most(one, seconds), self._most(two, firsts)
        return all(turned) and bool(firsts and seconds) and sum(straight) < _CLEARLY * sum(turned)

    def _of(self, clauses: Sequence[Clause]) -> list[Place]:
        return [
            Place(number, placed)
            for number, clause in enumerate(clauses)
            for placed in clause.tokens
            if isinstance(placed.token, Number | Contrast)
            or (isinstance(placed.token, Word) and placed.token.text in self.like.names)
        ]

    def _are_rivals(self, place: Place, other: Place) -> bool:
        """Whether they are of a kind."""
        one, two = place.placed.token, other.placed.token
        if isinstance(one, Contrast) and isinstance(two, Contrast):
            return not one.contrasts.isdisjoint(two.contrasts)
        if isinstance(one, Word) and isinstance(two, Word):
            return self.like.names[one.text] == self.like.names[two.text]
        return isinstance(one, Number) and isinstance(two, Number)

    def _measure_apart(self, place: Place, other: Place) -> bool:
        """Whether two figures of claim and passage are of different units."""
        here, there = self.like.claim[place.clause], self.like.passage[other.clause]
        return units.differ(here, place.placed, there, other.placed)

    def _may_replace(self, place: Place, other: Place) -> bool:
        """Whether it is the same, or may stand for it: the claim does not speak of it, nor its clause of both.

        In one sentence names are rivals only where each of them opens its clause.
        """
        token, there = place.placed.token, self.like.passage[other.clause]
        if _is_scale(token) or are_one(other.placed.token, token):
            return True
        if isinstance(token, Number):
            return not has(self.like.claim, other.placed.token) and not self._measure_apart(place, other)
        if has(self.like.claim, other.placed.token) or there.has(token):
            return False
        same = [clause for clause in self.like.passage if clause.sentence == there.sentence]
        opens = self.like.opens(self.like.claim[place.clause], place.placed), self.like.opens(there, other.placed)
        return all(opens) or isinstance(token, Contrast) or (not opens[0] and not has(same, token))

    def _relate(self, one: Place, two: Place) -> bool:
        """Whether they stand in one sentence; names in one clause only where something relates them."""
        here, there = self.like.claim[one.clause], self.like.claim[two.clause]
        if here.sentence != there.sentence or (here is there and are_listed(here, one.placed, two.placed)):
            return False
        return here is not there or not isinstance(one.placed.token, Word) or _RELATED.search(here.text) is not None

    def _most(self, place: Place, others: Sequence[Place]) -> float:
        return max((self.like.of(place, other) for other in others), default=0.0)

    def _agree(self, place: Place, other: Place) -> bool:
        said, known = place.placed.token, other.placed.token
        if not isinstance(said, Contrast) or not isinstance(known, Contrast):
            return said == known and not (isinstance(said, Number) and self._measure_apart(place, other))
        here, there = self.like.claim[place.clause], self.like.passage[other.clause]
        turned = is_turned(here, place.placed) != is_turned(there, other.placed)
        return any(
            (one.choice == two.choice) != (turned and one.is_scale)
            for one in said.choices
            for two in known.choices
            if one.contrast == two.contrast
        )


def are_listed(clause: Clause, one: Placed, two: Placed) -> bool:
    """Whether two tokens of a clause stand in one list, whose order says nothing."""
    first, second = sorted((one, two), key=lambda placed: placed.start)
    between = clause.text[first.end : second.start]
    return _LIST.fullmatch(between) is not None and RESPECTIVELY.search(clause.text) is None


def _is_excused(place: Place, likewise: frozenset[int], coupled: frozenset[int]) -> bool:
    """Whether it is a side or a scale of a comparison, or one of two scales coupled, as the passage has it too."""
    if place.clause in coupled and _is_scale(place.placed.token):
        return True
    return place.clause in likewise and (_is_scale(place.placed.token) or isinstance(place.placed.token, Word))


def _is_scale(token: Token) -> bool:
    return isinstance(token, Contrast) and token.is_scale
