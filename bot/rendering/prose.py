"""One line of prose as runs: formulas, citation marks, and what Telegram would turn into a link by itself."""

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from bot.rendering.autolinks import ANY, FOREIGN
from bot.rendering.runs import Run
from bot.rendering.tex import readable

Author: TypeAlias = Literal["page", "model"]
"""Who wrote the text: the addresses of a page may become links, those of a model never."""

FORMULA = re.compile(
    r"\$\$(?P<a>[^$]{1,2000})\$\$|\\\[(?P<b>.{1,2000}?)\\\]|\\\((?P<c>.{1,2000}?)\\\)"
    r"|\$(?![\s$])(?P<d>[^$\n]{0,1000}[^$\s\\])\$(?!\d)",
    re.DOTALL,
)
_WHOLE = r"\[\d+\](?:\[\d+\])*|〔公式缺失〕"
_MARKS = {
    "model": re.compile(f"(?P<whole>{_WHOLE})|{ANY}"),
    "page": re.compile(f"(?P<whole>{_WHOLE})|{FOREIGN}"),
}


def prose(text: str, author: Author, tags: tuple[str, ...] = ()) -> Iterator[Run]:
    """Clean text that holds no formulas as runs, inside the given tags."""
    at = 0
    for m in _MARKS[author].finditer(text):
        if m.start() > at:
            yield Run(text[at : m.start()], tags)
        # Telegram finds no links inside code, so an address stays an address that nobody taps by mistake
        yield Run(m.group(), tags if m["whole"] else (*tags, "code"), whole=True)
        at = m.end()
    if at < len(text):
        yield Run(text[at:], tags)


def formula(tex: str, tags: tuple[str, ...] = ()) -> Run:
    """A formula in Unicode where it is simple, else its TeX in code."""
    plain = readable(tex)
    return Run(plain, tags, whole=True) if plain else Run(tex.strip(), (*tags, "code"), whole=True)


def with_formulas(text: str, author: Author, tags: tuple[str, ...] = ()) -> Iterator[Run]:
    """Clean text as runs, inside the given tags."""
    at = 0
    for m in FORMULA.finditer(text):
        yield from prose(text[at : m.start()], author, tags)
        yield formula(tex_of(m), tags)
        at = m.end()
    yield from prose(text[at:], author, tags)


def tex_of(match: re.Match[str]) -> str:
    """The TeX between the signs of a `FORMULA` match."""
    return next(group for group in match.groups() if group)
