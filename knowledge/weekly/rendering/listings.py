"""The pages of the archive that are no issue's: the list of all, the search, and a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from knowledge.language.folding import fold
from knowledge.weekly.compiled import HEADINGS, CompiledIssue, Label
from knowledge.weekly.rendering.escaping import escaped, visible
from knowledge.weekly.rendering.html import description
from knowledge.weekly.rendering.layout import rendered

QUERY_LIMIT: Final = 100
"""Characters; a longer query is cut."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, its words marked."""

    label: Label
    title: Markup
    stretch: Markup
    authors: Sequence[str]

    @property
    def section(self) -> str:
        """The heading that it stands under."""
        return HEADINGS[self.label.section]


def index_page(name: str, newest: Sequence[CompiledIssue], older: Sequence[int] = (), archive: str = "") -> str:
    """The list of all issues, the newest first and described, the older ones by number."""
    described = [(issue, description(issue)) for issue in newest]
    return rendered("index.html", name=name, title=name, issues=described, older=older, root="./", archive=archive)


def search_page(name: str, query: str, hits: Sequence[Hit] | None) -> str:
    """What was found for a query; None where nothing was searched for."""
    title = f"{query} · 搜索" if query else "搜索"
    return rendered("search.html", name=name, title=title, query=query, hits=hits, root="./", limit=QUERY_LIMIT)


def message_page(name: str, title: str, sentence: str, root: str) -> str:
    """A page that says one thing, such as that nothing stands there."""
    return rendered("message.html", name=name, title=title, sentence=sentence, root=root)


def entrance_page(name: str, key: str) -> str:
    """The page that an editor's link leads to, with the button that uses the link up."""
    return rendered("entrance.html", name=name, title="编辑入口", key=key, root="./")


def marked(text: str, words: Sequence[str]) -> Markup:
    """The text with every stretch marked whose folded form is one of these words."""
    text = visible(text)
    if not words:
        return escaped(text)
    folded, places = _folded(text)
    longest_first = sorted(words, key=len, reverse=True)
    shown, end = Markup(""), 0
    for match in re.finditer("|".join(map(re.escape, longest_first)), folded):
        start, last = places[match.start()], places[match.end() - 1]
        if start >= end:  # else two words stand in the one character before
            shown += escaped(text[end:start]) + Markup("<mark>{}</mark>").format(text[start : last + 1])
            end = last + 1
    return shown + escaped(text[end:])


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place in the text; … folds into three, and ㎏ into two."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    pieces = [fold(character) for character in text]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]
