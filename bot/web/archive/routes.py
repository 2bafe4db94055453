"""Which address of the archive is answered by what."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, TypeAlias

from aiohttp import web

from bot.web.archive.editor_keys import EditorKeys
from bot.web.archive.editors import EditorPages
from bot.web.archive.feeds import Feeds
from bot.web.archive.pages import Pages
from bot.web.archive.reading import Reading
from bot.web.archive.responses import Refused, refusal
from bot.web.archive.searching import Search
from knowledge.errors import LibraryUnavailable
from knowledge.ports import Clock
from knowledge.weekly.compiled import Site
from knowledge.weekly.ports import Archive, Issues
from knowledge.weekly.publishing.recording_article import RecordArticle

_Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

_NUMBER: Final = r"{number:[1-9]\d{0,5}}"
_ENDING: Final = "{ending:md|json|pdf|txt}"
_SLUG: Final = r"{slug:[1-9]\d{0,5}-[a-z]\d{1,5}}"
_PICTURE: Final = r"{file:\d{1,12}\.(?:jpg|png)}"
_STATIC: Final = r"{file:[a-z]+\.[0-9a-f]{12}\.(?:css|js|svg)}"
_AWAY: Final = Refused(HTTPStatus.SERVICE_UNAVAILABLE, "稍后再试", "存放周刊的数据库暂时无法访问，请过一会儿再打开。")


@dataclass(frozen=True, slots=True)
class ArchiveParts:
    """What the archive stands on; `name` is the weekly's."""

    issues: Issues
    archive: Archive
    keys: EditorKeys
    clock: Clock
    site: Site
    name: str


def archive_routes(parts: ArchiveParts) -> list[web.RouteDef]:
    """All of them; every other address that is read gets a page that says so."""
    reading = Reading(parts.issues, parts.archive)
    pages = Pages(reading, parts.site, parts.name)
    record = RecordArticle(parts.issues, parts.clock)
    editors = EditorPages(reading, parts.keys, record, parts.site, parts.name)
    issue = f"/issues/{_NUMBER}"
    read: dict[str, _Handler] = {
        "/": pages.index,
        "/latest": pages.latest,
        "/search": Search(parts.archive, parts.name).__call__,
        "/feed.{kind:atom|json}": Feeds(reading, parts.site, parts.clock).__call__,
        issue: pages.issue,
        f"{issue}.{_ENDING}": pages.issue,
        f"{issue}/": pages.with_slash,
        f"{issue}/wechat": editors.wechat,
        f"{issue}/wechat.zip": editors.zipped,
        f"{issue}/{_SLUG}": pages.entry,
        f"{issue}/pictures/{_PICTURE}": pages.picture,
        "/editors": editors.entrance,
        f"/{_STATIC}": pages.static,
        "/{anything:.*}": pages.nothing,
    }
    written: dict[str, _Handler] = {"/editors": editors.enter, f"{issue}/wechat": editors.record}
    return [
        *(web.get(path, _guarded(handler, parts.name)) for path, handler in read.items()),
        *(web.post(path, _guarded(handler, parts.name)) for path, handler in written.items()),
    ]


def _guarded(handler: _Handler, name: str) -> _Handler:
    """What is refused, or cannot be read now, becomes a page that says so."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refused as refused:
            return refusal(request, refused, name)
        except LibraryUnavailable:
            return refusal(request, _AWAY, name)

    return guarded
