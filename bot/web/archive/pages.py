"""The pages of the archive: the list of issues, an issue, an entry, a picture, the other forms of an issue."""

from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.web.archive.reading import Reading
from bot.web.archive.responses import FOR_EVER, HTML, answer, elsewhere, missing
from knowledge.weekly.compiled import Site
from knowledge.weekly.rendering.layout import static
from knowledge.weekly.rendering.listings import index_page

_DESCRIBED: Final = 12
_STATIC: Final = ("style.css", "icon.svg", "wechat.css", "wechat.js")


@dataclass(frozen=True, slots=True)
class Pages:
    """What anybody may read."""

    reading: Reading
    site: Site
    name: str

    async def index(self, request: web.Request) -> web.Response:
        """Every issue, the newest first."""
        issues = await self.reading.archive.published()
        newest = [await self.reading.compiled(issue) for issue in issues[:_DESCRIBED]]
        older = [issue.number for issue in issues[_DESCRIBED:] if issue.number is not None]
        changed = max((issue.changed_at for issue in issues), default=None)
        return answer(request, index_page(self.name, newest, older, self.site.archive).encode(), HTML, changed)

    async def latest(self, _request: web.Request) -> web.Response:
        """On to the newest issue."""
        issues = await self.reading.archive.published()
        if not issues:
            raise missing()
        return elsewhere(f"issues/{issues[0].number}")

    async def issue(self, request: web.Request) -> web.Response:
        """An issue, as a page or in another form."""
        ending = request.match_info.get("ending", "html")
        return await self._file(request, f"issue.{ending}")

    async def with_slash(self, request: web.Request) -> web.Response:
        """An issue's address is written without a slash at its end."""
        await self.reading.issue(int(request.match_info["number"]))
        return elsewhere(f"../{request.match_info['number']}")

    async def entry(self, request: web.Request) -> web.Response:
        """One entry."""
        return await self._file(request, f"entries/{request.match_info['slug']}.html")

    async def picture(self, request: web.Request) -> web.Response:
        """A picture of an issue."""
        return await self._file(request, f"pictures/{request.match_info['file']}")

    async def static(self, request: web.Request) -> web.Response:
        """A style sheet or icon; a page that was frozen with an older one gets the newest."""
        asked = request.match_info["file"]
        stem, ending = asked.split(".")[0], asked.rpartition(".")[2]
        if f"{stem}.{ending}" not in _STATIC:
            raise missing()
        file = static(f"{stem}.{ending}")
        cache = FOR_EVER if file.name == asked else "no-cache"
        return answer(request, file.data, file.media_type, cache=cache)

    async def nothing(self, _request: web.Request) -> web.Response:
        """Every other address."""
        raise missing()

    async def _file(self, request: web.Request, name: str) -> web.Response:
        number = int(request.match_info["number"])
        issue = await self.reading.issue(number)
        file = await self.reading.artefact(number, name)
        return answer(request, file.data, file.media_type, issue.changed_at)
