"""What is read: where it lies, what came from there, and what a page was read as."""

import datetime as dt
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Link:
    """A link that stands in an entry; `text` is what the page called it."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a source lies.

    `key` and `path` become the source's own, `name` is the last part of it, `address` is what the shelf fetches;
    `url` is where people find it on the web, if anywhere.
    """

    key: str
    path: str
    name: str
    address: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a web server said of a page's version, to be sent back when it is asked again (RFC 9110, 13.1)."""

    etag: str | None = None
    last_modified: str | None = None


UNVERSIONED: Final = Validators()
"""Those of a page that nothing is known of."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a source, and the address they came from in the end where that is on the web."""

    data: bytes
    url: str | None = None
    validators: Validators = UNVERSIONED


@dataclass(frozen=True, slots=True)
class Page:
    r"""One decoded page before its shape is known; `name` is a file name or address, never shown as a title.

    `text` has `\n` line ends and no control, zero-width or bidi characters. Title, author and date are what the page
    says of itself outside its text.
    """

    name: str
    text: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as a reader found it, before the library gave it an id.

    `text` is light Markdown: paragraphs separated by a blank line or line break, headings as `#` lines,
    code in ``` fences, list items as `- `. Everything else in it is verbatim from the page.
    """

    title: str
    text: str
    section: str | None = None
    author: str | None = None
    date: dt.date | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one page: its shape's name, what the page is called, and its entries in order.

    `rolling`: older entries leave the page as new ones come, as in a feed; they are kept. `private`: the entries are
    people's messages, kept only where somebody said they may be.
    """

    shape: str
    title: str
    entries: tuple[Draft, ...]
    date: dt.date | None = None
    url: str | None = None
    rolling: bool = False
    private: bool = False
