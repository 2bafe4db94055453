"""Answers of the archive: what a browser may do with a page, and whether it has it already."""

import datetime as dt
import hashlib
from http import HTTPStatus
from typing import Final

from aiohttp import hdrs, web
from aiohttp.helpers import ETag

from knowledge.weekly.rendering.listings import message_page

HTML: Final = "text/html; charset=utf-8"
_READ_ONLY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_EDITORS: Final = f"{_READ_ONLY}; script-src 'self'; style-src-attr 'unsafe-inline'"
"""The article for WeChat has its styles with it."""

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": _READ_ONLY,
}
_ASK_AGAIN: Final = "no-cache"
FOR_EVER: Final = "public, max-age=31536000, immutable"


class Refused(Exception):
    """There is no such page, or not now: a status, and a sentence for whoever asked."""

    def __init__(self, status: HTTPStatus, title: str, sentence: str) -> None:
        super().__init__(status, title, sentence)
        self.status = status
        self.title = title
        self.sentence = sentence


def missing() -> Refused:
    """Nothing stands there."""
    return Refused(HTTPStatus.NOT_FOUND, "没有这一页", "这个地址下没有内容：可能是输错了，也可能那一期还没有出刊。")


async def form_of(request: web.Request) -> dict[str, str]:
    """The fields of a form, files left out.

    Raises:
        Refused: it is none, or in no encoding that is known.
    """
    try:
        form = await request.post()
    except (LookupError, ValueError, AssertionError) as exc:  # as aiohttp lets them through
        raise Refused(HTTPStatus.BAD_REQUEST, "看不懂这份表单", "请回到上一页，重新填写后再提交。") from exc
    return {name: value for name, value in form.items() if isinstance(value, str)}


def origin_of(request: web.Request) -> str:
    """The address that somebody reached this server by; empty where they do not say one that can be.

    Never to be kept: it is whatever they say.
    """
    try:
        return str(request.url.origin())
    except ValueError:
        return ""


def answer(
    request: web.Request, data: bytes, media_type: str, changed: dt.datetime | None = None, cache: str = _ASK_AGAIN
) -> web.Response:
    """The data, or 304 where whoever asks has it; `changed` is when it last did."""
    tag = hashlib.sha256(data).hexdigest()[:32]
    headers = {**_ALWAYS, hdrs.CACHE_CONTROL: cache, hdrs.CONTENT_TYPE: media_type}
    response = web.Response(body=data, headers=headers)
    if _is_known(request, tag, changed):
        response = web.Response(status=HTTPStatus.NOT_MODIFIED, headers={**_ALWAYS, hdrs.CACHE_CONTROL: cache})
    response.etag = tag
    response.last_modified = changed
    return response


def page(html: str, status: HTTPStatus = HTTPStatus.OK, headers: dict[str, str] | None = None) -> web.Response:
    """A page that is made anew each time and kept by nobody."""
    more = {**_ALWAYS, hdrs.CACHE_CONTROL: "no-store", hdrs.CONTENT_TYPE: HTML, **(headers or {})}
    return web.Response(body=html.encode(), status=status, headers=more)


def editors_page(html: str, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    """A page that may run the archive's own script, and has styles in its elements."""
    return page(html, status, {"Content-Security-Policy": _EDITORS})


def elsewhere(location: str, status: HTTPStatus = HTTPStatus.FOUND) -> web.Response:
    """Go there; the address is relative, so that a proxy may put the archive where it likes."""
    return web.Response(status=status, headers={**_ALWAYS, hdrs.LOCATION: location, hdrs.CACHE_CONTROL: _ASK_AGAIN})


def refusal(request: web.Request, refused: Refused, name: str) -> web.Response:
    """The page that says why there is none; `name` is the weekly's."""
    root = "../" * (request.rel_url.raw_path.count("/") - 1) or "./"
    return page(message_page(name, refused.title, refused.sentence, root), refused.status)


def _is_known(request: web.Request, tag: str, changed: dt.datetime | None) -> bool:
    """Whether the asker has this; what they say of tags decides (RFC 9110, 13.2.2)."""
    if request.if_none_match is not None:
        return any(given in (ETag("*"), ETag(tag), ETag(tag, is_weak=True)) for given in request.if_none_match)
    since = request.if_modified_since
    return since is not None and changed is not None and changed.replace(microsecond=0) <= since
