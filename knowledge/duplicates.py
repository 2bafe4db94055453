"""When an entry repeats another: MinHash signatures to find who may, shingles and names to be sure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.language.folding import fold
from knowledge.records import Entry, Signed

_Hashes: TypeAlias = npt.NDArray[np.uint64]
_Signatures: TypeAlias = npt.NDArray[np.uint32]  # one a row
_Pair: TypeAlias = tuple[int, int]  # the later row, the earlier one

_SIMILAR: Final = 0.8
"""From this Jaccard similarity of their shingles on, two entries may say the same."""
_CONTAINED: Final = 0.9
"""From this share of its shingles in another entry on, an entry adds nothing to it."""
_SAME_NAMES: Final = 0.9
"""From this Jaccard similarity of their names and numbers on, what differs is a slip, not the subject."""

_WIDTH: Final = 5  # characters a shingle
_SHORT: Final = 60  # characters; below, a single word makes the difference
_VALUES: Final = 128  # a signature: the standard error of an estimate is 0.035 at 0.8
_ROWS: Final = 5  # a band: one of 25 agrees with p = 0.99995 at similarity 0.8, with 0.06 at 0.3
_NEAR: Final = 0.65  # 0.8 less four standard errors
_FIRST: Final = 8  # of those that share a band, the ones looked at: a thousand copies cost no million comparisons
_AGREEING: Final = 6  # values that an excerpt shares with its whole: it is at least one twentieth of it
_STEP: Final = 4096  # pairs compared at once
_EMPTY: Final = 0xFFFFFFFF  # a bin that no shingle falls into

_SPOKEN: Final = re.compile(r"[\w+=<^]+")  # with operators: C++ is not C
_NAME: Final = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*")


def signature(entry: Entry) -> bytes:
    """The MinHash of an entry's title and text: 128 little-endian 32-bit values, the same on every machine.

    The share of values in which two agree estimates the Jaccard similarity of their shingles. A change here needs a
    migration that sets the stored ones to null. Source: Li, Owen, Zhang 2012, "One permutation hashing".
    """
    hashes = _hashes(entry)
    lowest = np.full(_VALUES, _EMPTY, np.uint32)
    bins = (hashes & np.uint64(_VALUES - 1)).astype(np.intp)
    np.minimum.at(lowest, bins, (hashes >> np.uint64(32)).astype(np.uint32))
    empty = np.flatnonzero(lowest == _EMPTY)
    donors = _donors()[empty]
    first = (lowest[donors] != _EMPTY).argmax(axis=1)
    lowest[empty] = lowest[donors[np.arange(len(empty)), first]]
    return lowest.astype("<u4").tobytes()


def resemblance(one: Signed, other: Signed) -> float:
    """The estimated Jaccard similarity (0..1) of two entries' shingles."""
    mine, others = np.frombuffer(one.signature, "<u4"), np.frombuffer(other.signature, "<u4")
    return np.count_nonzero(mine == others) / _VALUES


def repeats(entry: Entry, other: Entry) -> bool:
    """Whether an entry says nothing that the other does not say.

    It is as good as the same text, or, where it is truncated and the other is not, a part of it. Short ones have to
    be equal, by title too. Texts that differ in names or numbers are about different things, however alike: one
    experiment with two algorithms, two issues of one announcement.
    """
    mine, others = np.unique(_hashes(entry)), np.unique(_hashes(other))
    common = len(np.intersect1d(mine, others, assume_unique=True))
    if not common or common < _CONTAINED * len(mine):
        return False
    if entry.truncated and not other.truncated:
        return _within(_names(entry), _names(other))
    alike = common >= _SIMILAR * (len(mine) + len(others) - common)
    return alike and _the_same(_names(entry), _names(other))


def candidates(signed: Sequence[Signed]) -> Mapping[str, Sequence[str]]:
    """For each entry's id the ids of those before it that it may repeat, in order; most have none.

    Locality-sensitive hashing in bands of values; the whole of an excerpt is the entry with which it shares most.
    """
    rows = np.frombuffer(b"".join(one.signature for one in signed), "<u4").reshape(-1, _VALUES)
    truncated = np.array([one.truncated for one in signed], bool)
    near: defaultdict[str, list[str]] = defaultdict(list)
    for later, earlier in sorted({*_similar(rows), *_wholes(rows, truncated)}):
        near[signed[later].entry_id].append(signed[earlier].entry_id)
    return near


def _similar(rows: _Signatures) -> list[_Pair]:
    """Every row with the earlier ones that agree with it in enough values."""
    bands = (_polynomial(rows[:, at : at + _ROWS].T) for at in range(0, _VALUES - _ROWS + 1, _ROWS))
    sharing = np.unique(np.concatenate([_sharing(band) for band in bands]))
    pairs: list[_Pair] = []
    for start in range(0, len(sharing), _STEP):
        later, earlier = np.divmod(sharing[start : start + _STEP], len(rows))
        near = np.count_nonzero(rows[later] == rows[earlier], axis=1) >= _NEAR * _VALUES
        pairs.extend(zip(later[near].tolist(), earlier[near].tolist(), strict=True))
    return pairs


def _sharing(keys: _Hashes) -> npt.NDArray[np.int64]:
    """Every row with the first few that have its key: pairs, each as later × rows + earlier."""
    order = np.argsort(keys, kind="stable")
    again = np.flatnonzero(keys[order[1:]] == keys[order[:-1]]) + 1
    begins = np.ones(len(keys), bool)
    begins[again] = False
    first = np.maximum.accumulate(np.where(begins, np.arange(len(keys)), 0))[again]
    pairs = [order[again] * len(keys) + order[np.minimum(first + step, again - 1)] for step in range(_FIRST)]
    return np.unique(np.concatenate(pairs))


def _wholes(rows: _Signatures, truncated: npt.NDArray[np.bool_]) -> list[_Pair]:
    """Every truncated row with the whole one before it that agrees in most values, where that is no chance."""
    whole = np.flatnonzero(~truncated)
    wholes = rows[whole]
    pairs: list[_Pair] = []
    for later in np.flatnonzero(truncated).tolist():
        agreeing = np.count_nonzero(wholes[: np.searchsorted(whole, later)] == rows[later], axis=1)
        if agreeing.max(initial=0) >= _AGREEING:
            pairs.append((later, int(whole[agreeing.argmax()])))
    return pairs


def _hashes(entry: Entry) -> _Hashes:
    """The hashes of an entry's shingles in order; a short entry is one shingle."""
    spoken = "".join(_SPOKEN.findall(f"{entry.title}\n{entry.text}")).replace("_", "")
    text = fold(spoken)  # last, because without full-width punctuation there is little left to normalise
    characters = np.frombuffer(text.encode("utf-32-le"), "<u4")
    width = _WIDTH if len(text) >= _SHORT else max(len(text), 1)
    count = max(len(text) - width + 1, 0)
    return _mixed(_polynomial(characters[at : at + count] for at in range(width)))


def _polynomial(columns: Iterable[npt.NDArray[np.uint32]]) -> _Hashes:
    """Each row as one number modulo 2⁶⁴."""
    values = np.zeros(1, np.uint64)
    for column in columns:
        values = values * np.uint64(0x100000001B3) + column
    return values


def _mixed(values: _Hashes) -> _Hashes:
    """The finaliser of SplitMix64, which makes every bit depend on all (Steele, Lea, Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def _donors() -> npt.NDArray[np.intp]:
    """For each bin all bins in an order of its own, itself first: an empty one takes the first value in that order.

    Source: Shrivastava 2017, "Optimal densification for fast and accurate minwise hashing".
    """
    own = np.arange(_VALUES)
    strides = (_mixed(own.astype(np.uint64) + np.uint64(1)) % np.uint64(_VALUES)).astype(np.intp) | 1
    return (own[:, None] + own[None, :] * strides[:, None]) % _VALUES


def _names(entry: Entry) -> frozenset[str]:
    """The Latin words and the numbers of an entry's text."""
    return frozenset(_NAME.findall(fold(entry.text)))


def _the_same(names: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one only adds to the names of the other, or they differ little."""
    return names <= others or others <= names or len(names & others) >= _SAME_NAMES * len(names | others)


def _within(names: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the others hold the names; the last may be cut in its middle."""
    return len(names - others) <= max(1.0, (1 - _SAME_NAMES) * len(names))
