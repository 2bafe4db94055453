"""HTML of unknown shape to the light Markdown of its main text."""

import re
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from typing import Final, Protocol

_SUFFIXES: Final = (".html", ".htm", ".xhtml", ".shtml")
_ROOT: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEAD: Final = 4000


def is_html(name: str, text: str) -> bool:
    """Whether a file is a web page, by its name or its beginning, and not Markdown with some tags in it."""
    begins = text.lstrip().startswith("<")
    return begins and (name.lower().endswith(_SUFFIXES) or _ROOT.search(text, 0, _HEAD) is not None)


def main_text(source: str, url: str | None = None) -> str:
    """The main text as Markdown with its links, under a front matter of title, author and date where known.

    Old pages lay out their text in tables: those are dissolved first, so that only tables of data come out as
    such. Empty where the page has no text at all.
    """
    from trafilatura import extract, html2txt, load_html  # noqa: PLC0415 — half a second, for HTML only

    tree = load_html(source)
    if tree is None:
        return ""
    _dissolve_layout(tree)
    text = extract(
        tree,
        url=url,
        output_format="markdown",
        include_links=True,
        include_comments=False,
        with_metadata=True,
        config=_settings(),
    )
    return text or html2txt(source)


@cache
def _settings() -> ConfigParser:
    from trafilatura.settings import use_config  # noqa: PLC0415 — as above

    settings = use_config()
    # The default, 250, counts characters of European text: a Chinese page may say all it has to in fewer.
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "25")
    return settings


class _Element(Protocol):
    """What is used of lxml's elements, which ship no types."""

    tag: str

    def iter(self, *tags: str) -> Iterator["_Element"]: ...
    def find(self, path: str) -> "_Element | None": ...


def _dissolve_layout(tree: _Element) -> None:
    for table in tree.iter("table"):
        if table.find(".//th") is None or table.find(".//table") is not None:
            table.tag = "div"
            for part in table.iter("tr", "td", "th", "tbody", "thead", "tfoot", "center"):
                part.tag = "div"
