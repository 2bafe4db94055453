"""What becomes of every line of a page: kept, repaired, or left out and why."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Final

from knowledge.language.folding import fold
from knowledge.reading import formats, repair, shapes
from knowledge.reading.formats import web_page
from knowledge.reading.formats.web_page.main_text import visible_text
from knowledge.records import Draft, Fate, Line, Reading, Trace

_NO_WORD: Final = re.compile(r"[\W_]+")
_MARKUP: Final = re.compile(
    r"^\s*(?:`{3,}|~{3,}).*|^\s*#@.*|!\[[^\]]*\]\([^)]*\)|:\w[\w-]*:(?:`[^`]*`)?|<[^<>]{0,300}>|\{[^{}]*\}|\[\^?\w+\]:?"
    r"|\[TOC\]|^\s*(?:!!!|\?\?\?\+?|===)\s.*",
    re.IGNORECASE,
)
_STRETCH: Final = 4  # characters; what is taken out of a line (a mark, a link) breaks only the stretches around it
_MOSTLY: Final = 0.6


def trace(name: str, data: bytes, url: str | None = None) -> Trace:
    """How a page is read; a reading without entries is one that would be refused.

    Raises:
        SourceRefused: the page cannot be read.
    """
    made = formats.read(name, data, url)
    if isinstance(made, Reading):
        return Trace(made)
    reading = shapes.read(replace(made, text=repair.clean(made.text)))
    seen = visible_text(name, data) if web_page.recognises(name, data) else made.text
    return Trace(reading, tuple(_lines(seen, made.text, reading)))


def _lines(seen: str, extracted: str, reading: Reading) -> Iterator[Line]:
    kept = _Words("\n".join(_said(draft) for draft in reading.entries))
    around = _Words(repair.clean(extracted))
    for text, clean in _repaired(seen):
        bare = unescape(_MARKUP.sub("", clean))
        if clean in kept or (_key(bare) and bare in kept):
            yield Line(text, Fate.KEPT) if clean == text else Line(text, Fate.REPAIRED, clean)
        elif not _key(bare):
            yield Line(text, Fate.MARKUP)
        else:
            yield Line(text, Fate.NO_ENTRY if clean in around else Fate.AROUND)


def _said(draft: Draft) -> str:
    """All that an entry shows somewhere, a heading of its path on a line."""
    path = re.split(" [›·] ", f"{draft.section or ''} › {draft.title}")
    shown = [draft.title, *path, draft.author, draft.date and str(draft.date), draft.url, draft.text]
    shown += [part for link in draft.links for part in (link.text, link.url)]
    return "\n".join(part for part in shown if part)


def _repaired(seen: str) -> Iterator[tuple[str, str]]:
    """Each line with words, as it stands and as it is repaired in its page."""
    lines, clean = seen.splitlines(), repair.clean(seen).split("\n")
    if len(lines) != len(clean):
        clean = [repair.clean(line) for line in lines]
    for line, mended in zip(lines, clean, strict=True):
        if _key(mended) or _key(line):
            yield line.strip(), mended.strip()


def _key(text: str) -> str:
    """The words of a text alone: marks and spaces may change on the way."""
    return _NO_WORD.sub("", fold(text))


class _Words:
    """What a text says, to look lines up in: whole, or most of their stretches; short ones as a line of their own."""

    def __init__(self, text: str) -> None:
        keys = [_key(line) for line in text.splitlines()]
        self._lines = frozenset(keys)
        self._stretches = frozenset(_stretches("".join(keys)))

    def __contains__(self, line: str) -> bool:
        key = _key(line)
        if key in self._lines:
            return True
        stretches = _stretches(key)
        return sum(one in self._stretches for one in stretches) > _MOSTLY * len(stretches)


def _stretches(key: str) -> list[str]:
    return [key[start : start + _STRETCH] for start in range(len(key) - _STRETCH + 1)]
