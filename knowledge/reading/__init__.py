"""Reading: the bytes of a page to its entries."""

from dataclasses import replace
from typing import Final

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import formats, repair, shapes
from knowledge.records import Reading

VERSION: Final = 3
"""Raised with every change of the readers that changes entries, so that unchanged bytes are read again."""


def read(name: str, data: bytes, url: str | None = None, most: int = formats.LARGEST_TEXT) -> Reading:
    """The entries of one page or file; `name` is its file name or address, `most` the bytes its text may have.

    Where its format leaves them to its shape, the best-scoring one reads it; a shape that finds nothing citable
    leaves it to the next.

    Raises:
        SourceRefused: it is empty, damaged, too large or complex, of no known format or encoding, or nothing is left.
    """
    made = formats.read(name, data, url, most)
    reading = made if isinstance(made, Reading) else shapes.read(replace(made, text=repair.clean(made.text)))
    if not reading.entries:
        raise SourceRefused(Refusal.NOTHING_LEFT)
    return reading
