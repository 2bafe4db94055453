"""Plain text and Markdown, and the refusal of everything that no other format recognises."""

from typing import Final

from knowledge.reading.decoding import decode
from knowledge.records import Page

SANDBOXED: Final = False


def recognises(name: str, data: bytes) -> bool:
    """Whatever came this far."""
    del name, data
    return True


def read(name: str, data: bytes, url: str | None) -> Page:
    """The text as it is.

    Raises:
        SourceRefused: it is empty, binary, of a format that is not read, or of no known encoding.
    """
    return Page(name, decode(name, data), url)
