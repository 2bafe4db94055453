"""The search over all issues."""

from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.web.archive.responses import page
from knowledge.language.words import topic_words, words
from knowledge.weekly.ports import Archive
from knowledge.weekly.rendering.escaping import visible
from knowledge.weekly.rendering.listings import QUERY_LIMIT, Hit, marked, search_page

_MOST_WORDS: Final = 12
_MOST_HITS: Final = 30


@dataclass(frozen=True, slots=True)
class Search:
    """`/search?q=`."""

    archive: Archive
    name: str

    async def __call__(self, request: web.Request) -> web.Response:
        """The entries that have all words of the query."""
        query = " ".join(visible(request.query.get("q", "")).split())[:QUERY_LIMIT]
        return page(search_page(self.name, query, await self._found(query)))

    async def _found(self, query: str) -> list[Hit] | None:
        sought = _longest(topic_words(query) or list(dict.fromkeys(words(query))))[:_MOST_WORDS]
        if not sought:
            return None
        found = await self.archive.search(sought, _MOST_HITS)
        return [
            Hit(label, marked(title, sought), marked(text, sought), authors) for label, title, text, authors in found
        ]


def _longest(sought: list[str]) -> list[str]:
    """Without those that stand in another one: who has that has them too."""
    return [word for word in sought if not any(word != other and word in other for other in sought)]
