"""The text of a message before it is HTML: runs of one style, gathered in blocks."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from knowledge.weekly.writing.visible import visible

_LINE_END = re.compile("[\x0b\x0c]")


class Frame(StrEnum):
    """What stands around a whole block."""

    NONE = ""
    QUOTE = "blockquote"
    FOLDED = "blockquote expandable"
    PRE = "pre"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    `tags` are Telegram's tag names, outermost first; `href` makes it a link; a `whole` run is not split where
    that can be avoided.
    """

    text: str
    tags: tuple[str, ...] = ()
    href: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, code listing or quotation.

    `gap` is the number of line breaks before it; `language` is that of a listing.
    """

    runs: tuple[Run, ...]
    frame: Frame = Frame.NONE
    language: str = ""
    gap: int = 2


def clean(text: str) -> str:
    """The text without what nobody can see, as bidirectional, zero-width and tag characters, with plain line ends."""
    return visible(_LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Clean text on one line, for titles and names."""
    return " ".join(clean(text).split())


def clipped(text: str, limit: int) -> str:
    """Clean text on one line, of at most so many characters."""
    words = one_line(text)
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


def web_address(url: str | None) -> str | None:
    """The address where it may become a link: http or https, with a host; otherwise None."""
    if not url:
        return None
    address = re.sub(r"\s", "%20", clean(url.strip()))
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.hostname else None
