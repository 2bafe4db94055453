"""A saved or fetched web page."""

import re
from typing import Final

from knowledge.reading.decoding import decode
from knowledge.reading.formats.web_page import main_text
from knowledge.records import Page

SANDBOXED: Final = True

_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".shtml")
_ROOT: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEAD: Final = 4000
_BOMS: Final = b"\xef\xbb\xbf\xff\xfe"


def recognises(name: str, data: bytes) -> bool:
    """Whether it is a web page, by its name or its beginning, and not Markdown with some tags in it."""
    head = data[: 2 * _HEAD].replace(b"\0", b"").lstrip(_BOMS).lstrip()[:_HEAD]
    return head.startswith(b"<") and (name.lower().endswith(_SUFFIXES) or _ROOT.search(head) is not None)


def read(name: str, data: bytes, url: str | None) -> Page:
    """The main text of the page, and what it says of itself.

    Raises:
        SourceRefused: it is empty, binary, of no known encoding, or has more elements than a page that people read.
    """
    main = main_text.read(decode(name, data), url)
    return Page(name, main.text, url, main.title, main.author, main.date)
