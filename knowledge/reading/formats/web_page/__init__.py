"""A saved or fetched web page."""

import re
from typing import Final

from knowledge.reading import light_markdown, markdown, repair
from knowledge.reading.decoding import decode
from knowledge.reading.formats.web_page import main_text
from knowledge.records import Draft, Page, Reading

SANDBOXED: Final = True

_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".shtml")
_ROOT: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_THREAD: Final = "thread"
_HEAD: Final = 4000
_BOMS: Final = b"\xef\xbb\xbf\xff\xfe"


def recognises(name: str, data: bytes) -> bool:
    """Whether it is a web page, by its name or its beginning, and not Markdown with some tags in it."""
    head = data[: 2 * _HEAD].replace(b"\0", b"").lstrip(_BOMS).lstrip()[:_HEAD]
    return head.startswith(b"<") and (name.lower().endswith(_SUFFIXES) or _ROOT.search(head) is not None)


def read(name: str, data: bytes, url: str | None) -> Page | Reading:
    """The main text of the page, and what it says of itself; a thread is one entry, its question the title.

    Raises:
        SourceRefused: it is empty, binary, of no known encoding, or has more elements than a page that people read.
    """
    main = main_text.read(decode(name, data), url)
    if main.is_thread:
        return _thread(main, main.title or name, url)
    return Page(name, main.text, url, main.title, main.author, main.date)


def _thread(main: main_text.MainText, title: str, url: str | None) -> Reading:
    """The posts together: apart, an answer would be called by its writer's name and not by what was asked."""
    text, links = markdown.unlinked(light_markdown.simplify(repair.clean(main.text)))
    title = " ".join(repair.clean(title).split())
    draft = Draft(title=title, text=text.strip(), author=main.author, date=main.date, url=url, links=tuple(links))
    return Reading(_THREAD, title, (draft,), main.date, url)
