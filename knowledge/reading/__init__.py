"""Reading: the bytes of a page to its entries."""

from typing import Final

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import html, repair, shapes
from knowledge.reading.decoding import decode
from knowledge.records import Page, Reading

VERSION: Final = 2
"""Raised with every change of the readers that changes entries, so that unchanged bytes are read again."""


def read(name: str, data: bytes, url: str | None = None) -> Reading:
    """The entries of one page or file; `name` is its file name or address.

    The best-scoring shape reads it; a shape that finds nothing citable leaves it to the next.

    Raises:
        SourceRefused: the page is empty, binary, unsupported or of no known encoding, or nothing is left.
    """
    text = decode(name, data)
    if html.is_html(name, text):
        text = html.main_text(text, url)
    page = Page(name, repair.clean(text), url)
    for reader in shapes.by_score(page):
        reading = reader.read(page)
        if reading.entries:
            return reading
    raise SourceRefused(Refusal.NOTHING_LEFT)
