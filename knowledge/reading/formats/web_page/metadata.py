"""What a web page declares of itself in its markup: its title, its author and the day it was published."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from knowledge.reading.formats.web_page import bylines
from knowledge.reading.formats.web_page.dates import date_of_stamp, first_date
from knowledge.reading.formats.web_page.tree import Element

_TITLES: Final = "og:title twitter:title articletitle title headline dc.title"
_AUTHORS: Final = "author article:author og:article:author byl mediaid dc.creator nickname weibo:article:author"
_DATES: Final = (
    "article:published_time og:published_time publishdate pubdate publish-date publish_date datepublished apub:time"
    " weibo:article:create_at og:release_date article.published dc.date.issued dc.date date publication_date"
    " publish_time createtime article:modified_time og:updated_time"
)
_SITE_NAME: Final = re.compile(r"(?i)\.(?:com|cn|net|org)|网|公司|日报|新闻|传媒|科技|软件|CMS|studio|discuz|comsenz")
_NAME_CLASS: Final = re.compile(
    r"\b(?:author-?name|post-?author|article-?author|author_name|byline|user-?name|nick-?name|profile_nickname|authi"
    r"|author|follow-nickName|writer)\b",
    re.IGNORECASE,
)
_SITE: Final = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]{1,20}$")
_STAMP: Final = re.compile(
    r"""\b(?:ct|publish_time|create_time|createTime|oriCreateTime)["']?\s{0,5}[:=]\s{0,5}["']?(1[0-9]{9}|20\d\d-\d\d-\d\d)"""
)
_SHORTEST_TITLE: Final = 6
_LONGEST: Final = 500
_MOST_NAMES: Final = 20
_MOST_AUTHORS: Final = 5


@dataclass(frozen=True, slots=True)
class Metadata:
    """A title, with the site's name where the page has put it there; an author; the day of publishing."""

    title: str | None = None
    author: str | None = None
    date: dt.date | None = None


def declared(root: Element) -> Metadata:
    """What the unpruned tree declares: JSON-LD, meta elements, microdata, and the variables of WeChat's pages."""
    metas = _metas(root)
    linked = list(_json_ld(root))
    titles = [*(_text(item.get("headline")) for item in linked), *_of(metas, _TITLES), _document_title(root)]
    authors = [*(_person(item.get("author")) for item in linked), *_of(metas, _AUTHORS)]
    names = map(bylines.name, [*authors, *islice(_named(root), _MOST_NAMES)])
    dates = [*(_text(item.get("datePublished")) for item in linked), *_of(metas, _DATES)]
    dates += [element.get("datetime", "") for element in root.iter("time")][:1]
    return Metadata(
        title=next(filter(None, titles), None),
        author=next((name for name in names if name and not _SITE_NAME.search(name)), None),
        date=next(filter(None, map(first_date, dates)), None) or _stamp(root),
    )


def without_site(title: str) -> str:
    """A title without the names of section and site that pages put behind it."""
    title = " ".join(title.split())
    while (shorter := _SITE.sub("", title)) != title and len(shorter) >= _SHORTEST_TITLE:
        title = shorter
    return title


def _metas(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property", "") or meta.get("name", "") or meta.get("itemprop", "")).lower()
        content = meta.get("content", "").strip()
        if name and content:
            found.setdefault(name, content[:_LONGEST])
    return found


def _of(metas: Mapping[str, str], names: str) -> list[str]:
    return [metas[name] for name in names.split() if name in metas]


def _json_ld(root: Element) -> Iterator[dict[str, object]]:
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        yield from (item for item in (graph if isinstance(graph, list) else [graph]) if isinstance(item, dict))


def _text(value: object) -> str:
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _person(value: object) -> str:
    """The name of a person, or of several, in any of the forms that schema.org allows."""
    people = value if isinstance(value, list) else [value]
    names = (_text(one.get("name") if isinstance(one, dict) else one) for one in people[:_MOST_AUTHORS])
    return "、".join(filter(None, names))


def _named(root: Element) -> Iterator[str]:
    """The texts of elements that are marked as the author's name."""
    for element in root.iter("a", "span", "div", "strong", "address", "meta", "p", "h4"):
        known = element.get("rel") == "author" or element.get("id") == "js_name" or _is_microdata(element)
        if known or _NAME_CLASS.search(element.get("class", "")):
            yield element.get("content", "") or " ".join(element.itertext()).strip()[:_LONGEST]


def _is_microdata(element: Element) -> bool:
    """Whether a meta element names the author of the page, not of an answer in it."""
    kind = element.get("itemprop", "") if element.tag == "meta" else ""
    parent = element.getparent()
    if kind not in {"author", "name"} or parent is None:
        return False
    above = parent.getparent()
    boxes = " ".join(box.get("itemprop", "") + box.get("class", "") for box in (parent, above) if box is not None)
    return (kind == "author" or "author" in boxes) and "nswer" not in boxes


def _stamp(root: Element) -> dt.date | None:
    for script in root.iter("script"):
        match = _STAMP.search(script.text or "")
        if match:
            return date_of_stamp(match[1]) if match[1].isdigit() else first_date(match[1])
    return None


def _document_title(root: Element) -> str:
    title = root.find(".//title")
    return " ".join("".join(title.itertext()).split())[:_LONGEST] if title is not None else ""
