"""`/feed.atom` and `/feed.json`: the newest issues with their full text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from bot.web.archive.reading import Reading
from bot.web.archive.responses import answer, origin_of
from knowledge.ports import Clock
from knowledge.weekly.compiled import Site
from knowledge.weekly.issues import Issue
from knowledge.weekly.rendering.feeds import atom, json_feed

_MOST: Final = 20
_MEDIA_TYPES: Final = {"atom": "application/atom+xml; charset=utf-8", "json": "application/feed+json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds, made anew when an issue was published, corrected or withdrawn."""

    reading: Reading
    site: Site
    clock: Clock
    _made: dict[str, tuple[object, bytes]] = field(default_factory=dict)

    async def __call__(self, request: web.Request) -> web.Response:
        """The feed that is asked for."""
        kind = request.match_info["kind"]
        issues = (await self.reading.archive.published())[:_MOST]
        site = self.site if self.site.archive else Site(origin_of(request), self.site.bot)
        state = (site, [(issue.number, issue.revision, issue.digest) for issue in issues])
        made, data = self._made.get(kind, (None, b""))
        if made != state:
            data = await self._feed(kind, issues, site)
            self._made[kind] = (state, data)
        changed = max((issue.changed_at for issue in issues), default=None)
        return answer(request, data, _MEDIA_TYPES[kind], changed)

    async def _feed(self, kind: str, issues: Sequence[Issue], site: Site) -> bytes:
        compiled = [await self.reading.compiled(issue) for issue in issues]
        bodies = {
            issue.number: (await self.reading.artefact(issue.number, "feed.html")).data.decode() for issue in compiled
        }
        if kind == "atom":
            return atom(compiled, bodies, site, self.clock.now())
        return json_feed(compiled, bodies, site)
