"""Which of the pairs of names that entries introduce are believed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from knowledge.language.aliases import key, other_names
from knowledge.language.folding import fold
from knowledge.language.initials import abbreviates, is_abbreviation
from knowledge.language.likeness import akin
from knowledge.records import NamePair

_ENOUGH: Final = 2  # entries, where one is not sure
_CLEARLY: Final = 3  # times as often as the next meaning
_TWO_THINGS: Final = frozenset({"lr", "rf", "map", "lda", "dp", "ssl", "al", "ap"})
"""Abbreviations of two things in this field, whichever of them was read first."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two folded names, the number of entries that introduce them, and whether the second is an abbreviation."""

    name: str
    other: str
    entries: int
    short: bool


def believed(introduced: Mapping[NamePair, int]) -> tuple[tuple[str, str], ...]:
    """The pairs of folded names to go by, those introduced most first.

    What only one entry has must be sure. A Chinese name that ends in another one of the same thing was cut too early
    or is a kind of it, and goes. An abbreviation that stands for two things stands for the one meant three times as
    often, if any.
    """
    pairs = _without_longer(_merged(introduced))
    double = _of_two_things(pairs)
    return tuple((one.name, one.other) for one in pairs if (one.name, one.other) not in double)


def _merged(introduced: Mapping[NamePair, int]) -> list[_Pair]:
    """One pair for all its spellings, under the commonest."""
    spelt: defaultdict[tuple[str, str], list[tuple[int, NamePair]]] = defaultdict(list)
    for pair, entries in introduced.items():
        spelt[key(fold(pair.name)), key(fold(pair.other))].append((entries, pair))
    pairs = []
    for (one, other), forms in spelt.items():
        entries, sure = sum(count for count, _ in forms), any(pair.sure for _, pair in forms)
        _, common = max(forms, key=lambda form: (form[0], form[1].name, form[1].other))
        may_name = one != other and len(one) > 1 and len(other) > 1 and other not in _TWO_THINGS
        if may_name and (entries >= _ENOUGH or (sure and not _listed_otherwise(fold(common.name), fold(common.other)))):
            pairs.append(_Pair(fold(common.name), fold(common.other), entries, is_abbreviation(common.other)))
    return sorted(pairs, key=lambda pair: (-pair.entries, pair.name, pair.other))


def _listed_otherwise(name: str, other: str) -> bool:
    """Whether the shipped list translates one of them by names of the other's script that are not akin to it."""
    for one, translated in ((name, other), (other, name)):
        same = [each for each in other_names(one).get(one, ()) if each.isascii() == translated.isascii()]
        if same and not any(
            akin(each, translated) or abbreviates(translated, each) or abbreviates(each, translated) for each in same
        ):
            return True
    return False


def _without_longer(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs without 「使用批归一化 = BN」 where 批归一化 is BN as well."""
    names: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for pair in pairs:
        names[key(pair.other)][pair.name] = pair.entries
        listed = next(iter(other_names(pair.other).items()), None)
        if listed and listed[0] == pair.other:
            names[key(pair.other)] |= dict.fromkeys(listed[1], pair.entries)

    def is_longer(pair: _Pair) -> bool:
        known = names[key(pair.other)].items()
        return not pair.name.isascii() and any(
            pair.name != name and pair.name.endswith(name) and entries >= pair.entries for name, entries in known
        )

    return [pair for pair in pairs if not is_longer(pair)]


def _of_two_things(pairs: Sequence[_Pair]) -> AbstractSet[tuple[str, str]]:
    """The pairs of abbreviations that mean something else as well, but for what they clearly mean."""
    meanings: defaultdict[str, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.short:
            meanings[pair.other].append(pair)
    linked = {frozenset((pair.name, pair.other)) for pair in pairs}
    dropped: set[tuple[str, str]] = set()
    for of in meanings.values():
        for script in (True, False):
            things = _things([pair for pair in of if pair.name.isascii() is script], linked)
            clear = len(things) > 1 and _weight(things[0]) >= _CLEARLY * _weight(things[1])
            wrong = things[1:] if clear or len(things) == 1 else things
            dropped |= {(pair.name, pair.other) for thing in wrong for pair in thing}
    return dropped


def _things(pairs: Iterable[_Pair], linked: AbstractSet[frozenset[str]]) -> list[list[_Pair]]:
    """The pairs of one abbreviation by the thing that their names are akin to, the commonest first."""
    things: list[list[_Pair]] = []
    for pair in pairs:
        thing = next((each for each in things if any(_same(pair, one, linked) for one in each)), None)
        if thing is None:
            things.append([pair])
        else:
            thing.append(pair)
    return sorted(things, key=_weight, reverse=True)


def _same(one: _Pair, other: _Pair, linked: AbstractSet[frozenset[str]]) -> bool:
    return akin(one.name, other.name) or frozenset((one.name, other.name)) in linked


def _weight(pairs: Iterable[_Pair]) -> int:
    return sum(pair.entries for pair in pairs)
