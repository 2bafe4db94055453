"""The feeds: every issue whole, under an id that a correction does not change."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator
from markupsafe import Markup

from knowledge.weekly.compiled import CompiledIssue, Site
from knowledge.weekly.rendering.blocks import Html, tex
from knowledge.weekly.rendering.escaping import visible
from knowledge.weekly.rendering.html import description, entry_name, filled
from knowledge.weekly.rendering.layout import rendered

LANGUAGE: Final = "zh-Hans"
_AUTHORITY: Final = "zixue"
_SINCE: Final = "2026"
"""A year in which the host was the weekly's. Source: RFC 4151, tag URIs"""
_ZONE: Final = dt.timezone(dt.timedelta(hours=8))
"""A day begins here before it does west of it, so that no reader meets an issue from the future."""


def body(issue: CompiledIssue, pictures: Mapping[int, str], site: Site) -> str:
    """An issue's full text for feed readers: whole addresses, formulas as TeX, no anchors.

    `pictures` are file names by id, such as `pictures/12.jpg`.
    """
    folder = f"{site.archive}/issues/{issue.number}"
    html = Html({number: f"{folder}/{name}" for number, name in pictures.items()}, tex, _cited)
    shown = {"cited": _cited, "name": entry_name}
    return rendered("feed.html", issue=issue, sections=filled(issue), html=html, **shown)


def atom(issues: Sequence[CompiledIssue], bodies: Mapping[int, str], site: Site, now: dt.datetime) -> bytes:
    """The issues as Atom (RFC 4287); `bodies` by number; `now` dates a feed that has no issue yet."""
    name = _name(issues)
    feed = _Atom(
        title=name,
        link=f"{site.archive}/",
        description="",
        language=LANGUAGE,
        author_name=name,
        feed_url=f"{site.archive}/feed.atom",
        feed_guid=f"{_tag(site)}:weekly",
        began=now,
    )
    for issue in issues:
        feed.add_item(
            title=visible(issue.title),
            link=_address(issue, site),
            description=None,
            summary=description(issue),
            content=bodies[issue.number],
            unique_id=_id(issue, site),
            pubdate=_published(issue),
            updateddate=_updated(issue),
            author_name=visible(issue.editor or name),
        )
    written: str = feed.writeString("utf-8")
    return written.encode()


def json_feed(issues: Sequence[CompiledIssue], bodies: Mapping[int, str], site: Site) -> bytes:
    """The issues as a JSON Feed 1.1; `bodies` by number.

    Source: https://www.jsonfeed.org/version/1.1/
    """
    name = _name(issues)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "home_page_url": f"{site.archive}/",
        "feed_url": f"{site.archive}/feed.json",
        "language": LANGUAGE,
        "authors": [{"name": name}],
        "items": [_item(issue, bodies[issue.number], site) for issue in issues],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


class _Atom(Atom1Feed):  # type: ignore[misc]  # it ships no types
    """Atom as feedgenerator writes it, but that it asks no clock, and that a summary is plain text."""

    def latest_post_date(self) -> dt.datetime:
        """When the feed has changed."""
        latest: dt.datetime = super().latest_post_date() if self.items else self.feed["began"]
        return latest

    def add_item_elements(self, handler: SimplerXMLGenerator, item: Mapping[str, Any]) -> None:
        """Its elements, and the summary."""
        super().add_item_elements(handler, item)
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"], {"type": "text"})


def _item(issue: CompiledIssue, html: str, site: Site) -> dict[str, Any]:
    return {
        "id": _id(issue, site),
        "url": _address(issue, site),
        "title": visible(issue.title),
        "summary": description(issue),
        "content_html": html,
        "date_published": _published(issue).isoformat(),
        "date_modified": _updated(issue).isoformat(),
        "authors": [{"name": visible(issue.editor or issue.name)}],
    }


def _name(issues: Sequence[CompiledIssue]) -> str:
    return visible(issues[0].name) if issues else "周刊"


def _address(issue: CompiledIssue, site: Site) -> str:
    return f"{site.archive}/issues/{issue.number}"


def _tag(site: Site) -> str:
    return f"tag:{urlsplit(site.archive).hostname or _AUTHORITY},{_SINCE}"


def _id(issue: CompiledIssue, site: Site) -> str:
    return f"{_tag(site)}:issue/{issue.number}"


def _published(issue: CompiledIssue) -> dt.datetime:
    return dt.datetime.combine(issue.date, dt.time(), _ZONE)


def _updated(issue: CompiledIssue) -> dt.datetime:
    """A second later with each revision, so that two of one day are told apart."""
    day = dt.datetime.combine(issue.corrected or issue.date, dt.time(), _ZONE)
    return day + dt.timedelta(seconds=issue.revision - 1)


def _cited(number: int) -> Markup:
    return Markup("<sup>[{}]</sup>").format(number)
