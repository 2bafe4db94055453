"""A feed in XML: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0."""

import datetime as dt
import io
import re
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import posts
from knowledge.reading.decoding import decode
from knowledge.reading.posts import Post
from knowledge.records import Reading

SANDBOXED: Final = True

_SHAPE: Final = "feed"
_BOMS: Final = b"\xef\xbb\xbf\xff\xfe"
_HEAD: Final = 8000
_FIRST_ELEMENT: Final = re.compile(
    rb"(?s)(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\b[^>\[]*(?:\[.*?\]\s*)?>)*+<(?:[\w-]+:)?(rss|feed|RDF)\b",
    re.IGNORECASE,
)
_ROOT: Final = re.compile(r"<(?:[\w-]+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"\s*<\?xml\b[^>]*\?>\s*")
_ENTITY: Final = re.compile(r"<!ENTITY\s+([^>]*)>", re.IGNORECASE)
_HARMLESS: Final = re.compile(r"""[\w.-]+\s+(?:"(?:&#\w+;|[^&%"]){0,64}"|'(?:&#\w+;|[^&%']){0,64}')\s*""")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff\ud800-\udfff]")
_REFERENCE: Final = re.compile("&#(x[0-9a-f]{1,4000}|[0-9]{1,4000});?", re.IGNORECASE)
_SURROGATES: Final = range(0xD800, 0xE000)
_STUMBLES: Final = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_MOST_ENTITIES: Final = 300
_MOST_ELEMENTS: Final = 200_000
_TAG: Final = re.compile(
    r"</?(?:p|br|div|a|img|ul|li|h[1-6]|pre|strong|em|span)\b[^<>]*>|&(?:nbsp|lt|gt|amp|#\d+);", re.IGNORECASE
)
_STAMPS: Final = ("published", "created", "updated")
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})


def recognises(name: str, data: bytes) -> bool:
    """Whether its first element is that of a feed."""
    del name
    head = data[: 2 * _HEAD].replace(b"\0", b"").lstrip(_BOMS)[:_HEAD]
    first = _FIRST_ELEMENT.match(head)
    return first is not None and (first[1].lower() != b"rdf" or b"purl.org/rss" in data or b"<channel" in data)


def read(name: str, data: bytes, url: str | None) -> Reading:
    """Its posts, an entry each, as far as a damaged feed can be read; none where it has no posts.

    Raises:
        SourceRefused: it is empty, of no known encoding, too damaged, or declares entities that may grow.
    """
    text = _REFERENCE.sub(_possible, _CONTROLS.sub("", decode(name, data)))
    _guard(text)
    parsed = _parsed(_DECLARATION.sub("", text, count=1).encode(), url)
    feed = parsed.feed
    home = posts.absolute(feed.get("link"), url)
    items = (_post(item, feed, home or url) for item in parsed.entries)
    return posts.reading(_SHAPE, _title(feed), items, home or url)


def _parsed(data: bytes, url: str | None) -> Any:  # noqa: ANN401  the library ships no types
    import feedparser  # noqa: PLC0415  it takes a tenth of a second, for feeds only

    # A stream: a string would be fetched if it looked like an address. Posts' HTML is read, and cleaned, here.
    stream = io.BytesIO(data)
    headers = {"content-location": url or "", "content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    except _STUMBLES as exc:
        raise SourceRefused(Refusal.DAMAGED) from exc


def _possible(reference: re.Match[str]) -> str:
    """A reference to a character that there can be; the library stops at any other."""
    digits = reference[1].lower()
    code = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    return "" if code > sys.maxunicode or code in _SURROGATES else reference[0]


def _guard(text: str) -> None:
    """Entities that hold others, or much, grow when they are used; those that name a file reach for it."""
    root = _ROOT.search(text)
    declared = _ENTITY.findall(text, 0, root.start() if root else len(text))
    if len(declared) > _MOST_ENTITIES or not all(map(_HARMLESS.fullmatch, declared)):
        raise SourceRefused(Refusal.TOO_COMPLEX)
    if text.count("<") > _MOST_ELEMENTS:
        raise SourceRefused(Refusal.TOO_COMPLEX)


def _post(item: dict[str, Any], feed: Mapping[str, Any], home: str | None) -> Post:
    content, is_html, base = _content(item)
    address = posts.absolute(item.get("link") or item.get("id"), base, home)
    return Post(
        content=content,
        is_html=is_html,
        title=_title(item),
        url=address,
        author=posts.names_of(_names(item)) or posts.names_of(_names(feed)),
        date=_date(item),
        base=base or address or home,
    )


def _content(item: Mapping[str, Any]) -> tuple[str, bool, str | None]:
    """The longest full content, else the summary; whether it is HTML, and where its links lead from."""
    full = [detail for detail in item.get("content", ()) if detail.get("value", "").strip()]
    summary = item.get("summary_detail")
    chosen = max(full, key=lambda detail: len(detail["value"])) if full else summary
    if not chosen:
        return "", False, None
    value = chosen.get("value", "")
    return value, chosen.get("type") in _HTML or _looks_like_html(value), chosen.get("base") or None


def _looks_like_html(value: str) -> bool:
    return _TAG.search(value) is not None


def _title(holder: Mapping[str, Any]) -> str:
    detail = holder.get("title_detail") or {}
    title = detail.get("value", "")
    return posts.words_of(title) if detail.get("type") in _HTML or "&" in title else title


def _names(holder: Mapping[str, Any]) -> Iterator[object]:
    listed = [person.get("name") for person in holder.get("authors", ())]
    return iter(listed if any(listed) else [holder.get("author")])


def _date(item: dict[str, Any]) -> dt.date | None:
    """The day in the author's time zone; what `feedparser` made of it, in UTC, only where that cannot be read."""
    stamps = [dict.get(item, stamp) for stamp in _STAMPS]  # the library's own `get` answers for other stamps too
    parsed = [dict.get(item, f"{stamp}_parsed") for stamp in _STAMPS]
    return posts.date_of(*stamps, *(time.strftime("%Y-%m-%d", moment) for moment in parsed if moment))
