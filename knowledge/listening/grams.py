"""A message as hashes of its character n-grams, so that a gate keeps nobody's words."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from knowledge.language.folding import fold
from knowledge.records import Vector

Hashes = npt.NDArray[np.uint32]

ALONE: Final = range(1, 5)
"""The lengths of n-grams where nothing else tells what a message means."""

BESIDE_MEANING: Final = range(2, 5)
"""Their lengths beside a vector: then single characters make it worse."""

_COLUMNS: Final = 4096  # n-grams looked at together: what a table of all of them would take in memory is too much


class Grams(NamedTuple):
    """The hashes of a message's n-grams, and how much each counts: logarithmically, together of unit length."""

    hashes: Hashes
    values: Vector


def grams(text: str, lengths: Sequence[int]) -> Grams:
    """The n-grams of a text, folded; none where it is shorter."""
    folded = " ".join(fold(text).split())
    counts = Counter(
        crc32(folded[start : start + length].encode())
        for length in lengths
        for start in range(len(folded) - length + 1)
    )
    values = np.array([1 + math.log(count) for count in counts.values()], dtype=np.float32)
    return Grams(np.array(list(counts), dtype=np.uint32), values / max(float(np.linalg.norm(values)), 1e-9))


class Table(NamedTuple):
    """The n-grams of messages, as one row for each n-gram of each of them.

    A row is the message's number, the place of the hash in `known`, and how much it counts there.
    """

    known: Hashes
    messages: npt.NDArray[np.intp]
    places: npt.NDArray[np.intp]
    values: Vector
    size: int

    @classmethod
    def of(cls, some: Sequence[Grams]) -> "Table":
        """The table of some messages."""
        known, places = np.unique(np.concatenate([one.hashes for one in some]), return_inverse=True)
        messages = np.repeat(np.arange(len(some)), [len(one.hashes) for one in some])
        return cls(known, messages, places, np.concatenate([one.values for one in some]), len(some))

    def alike(self) -> npt.NDArray[np.float32]:
        """The cosine of each two messages, shape (size, size)."""
        total = np.zeros((self.size, self.size), dtype=np.float32)
        shared = np.bincount(self.places)[self.places] > 1  # what one message alone has, it shares with none
        _, places = np.unique(self.places[shared], return_inverse=True)
        messages, values = self.messages[shared], self.values[shared]
        for first in range(0, int(places.max(initial=-1)) + 1, _COLUMNS):
            here = (places >= first) & (places < first + _COLUMNS)
            columns = np.zeros((self.size, _COLUMNS), dtype=np.float32)
            columns[messages[here], places[here] - first] = values[here]
            total += columns @ columns.T
        np.fill_diagonal(total, np.bincount(self.messages, self.values**2, self.size))
        return total

    def sums(self, coefficients: npt.NDArray[np.float64]) -> Vector:
        """For each known n-gram the sum of what it counts in each message, times the message's coefficient."""
        counted = np.bincount(self.places, self.values * coefficients[self.messages], len(self.known))
        return np.asarray(counted, dtype=np.float32)
