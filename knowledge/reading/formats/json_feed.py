"""A JSON Feed, versions 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import posts
from knowledge.reading.decoding import decode
from knowledge.reading.posts import Post
from knowledge.records import Reading

SANDBOXED: Final = True

_SHAPE: Final = "feed"
_VERSION: Final = b"jsonfeed.org/version/1"
_HEAD: Final = 1000
_BOMS: Final = b"\xef\xbb\xbf\xff\xfe"


def recognises(name: str, data: bytes) -> bool:
    """Whether it is a JSON object that names the version of JSON Feed it follows."""
    del name
    if not data[:_HEAD].lstrip(_BOMS + b"\0 \t\r\n").startswith(b"{"):
        return False
    return _VERSION in data.replace(b"\0", b"").replace(b"\\/", b"/")


def read(name: str, data: bytes, url: str | None) -> Reading:
    """Its posts, an entry each; none where it has no posts.

    Raises:
        SourceRefused: it is empty, cut short, nested too deeply, or of no known encoding.
    """
    try:
        feed = json.loads(decode(name, data))
    except ValueError as exc:
        raise SourceRefused(Refusal.DAMAGED) from exc
    except RecursionError as exc:
        raise SourceRefused(Refusal.TOO_COMPLEX) from exc
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise SourceRefused(Refusal.DAMAGED)
    home = posts.absolute(feed.get("home_page_url"), url)
    items = (_post(item, feed, home or url) for item in feed["items"] if isinstance(item, dict))
    return posts.reading(_SHAPE, _text(feed.get("title")), items, home or url)


def _post(item: Mapping[str, Any], feed: Mapping[str, Any], base: str | None) -> Post:
    html, text, summary = (_text(item.get(key)) for key in ("content_html", "content_text", "summary"))
    address = posts.absolute(item.get("url") or item.get("external_url") or item.get("id"), base)
    return Post(
        content=html or text or summary,
        is_html=bool(html),
        title=_text(item.get("title")),
        url=address,
        author=posts.names_of(_names(item)) or posts.names_of(_names(feed)),
        date=posts.date_of(item.get("date_published"), item.get("date_modified")),
        base=address or base,
    )


def _names(holder: Mapping[str, Any]) -> Iterator[object]:
    """The authors as version 1.1 lists them, and the one of version 1.0."""
    listed = holder.get("authors")
    for person in (*(listed if isinstance(listed, list) else ()), holder.get("author")):
        yield person.get("name") if isinstance(person, dict) else person


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
