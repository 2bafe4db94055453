"""The formats of file that are known: every module of this package is one `Format`."""

from functools import cache
from importlib import import_module
from typing import Final, cast

from knowledge.errors import Refusal, SourceRefused
from knowledge.ports import Format
from knowledge.records import Page, Reading

LARGEST_TEXT: Final = 3_500_000
"""Of what is read of one page, in bytes of UTF-8: two thick books, Latin or Chinese.

Measured so that the main process stays below 300 MB from reading to index, whatever the text is made of.
"""

_HEADING: Final = 64
"""What begins at a heading is kept on its own, and that costs as much memory as so many bytes of text."""

_NAMES: Final = ("telegram_export", "notebook", "pdf", "docx", "epub", "xml_feed", "json_feed", "web_page", "text")
"""In the order in which they are asked: `text` takes, or refuses, whatever no other recognises."""


@cache
def _formats() -> tuple[Format, ...]:
    return tuple(cast("Format", import_module(f"{__name__}.{name}")) for name in _NAMES)


def of(name: str, data: bytes) -> Format:
    """The format of a file, by its name and bytes."""
    return next(one for one in _formats() if one.recognises(name, data))


def read(name: str, data: bytes, url: str | None, most: int = LARGEST_TEXT) -> Page | Reading:
    """What its format makes of a file; `most` is in bytes of its text.

    Raises:
        SourceRefused: it is empty, damaged, too large or complex, or of no known format or encoding.
    """
    made = of(name, data).read(name, data, url)
    texts = [entry.text for entry in made.entries] if isinstance(made, Reading) else [made.text]
    if sum(map(_size, texts)) > most:
        raise SourceRefused(Refusal.TOO_LARGE)
    return made


def _size(text: str) -> int:
    return len(text.encode(errors="surrogatepass")) + _HEADING * text.count("\n#")
