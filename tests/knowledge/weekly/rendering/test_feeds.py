"""The feeds."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree

from knowledge.weekly.compiled import CompiledIssue, Site
from knowledge.weekly.rendering.feeds import atom, body, json_feed
from knowledge.weekly.writing import parsed
from tests.knowledge.weekly.rendering.printed_issue import NAMES, TRAPS, UNBROKEN, one_note, printed_issue

SITE = Site("https://weekly.example.org:8443/archive")
NOW = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
HERE = Path(__file__).parent


def both(*issues: CompiledIssue, site: Site = SITE) -> tuple[Any, dict[str, Any]]:
    """The feeds as programs read them, each valid by its own rules."""
    bodies = {issue.number: body(issue, NAMES, site) for issue in issues}
    xml = atom(issues, bodies, site, NOW)
    etree.RelaxNG(etree.parse(HERE / "atom.rng")).assertValid(etree.fromstring(xml))
    read = feedparser.parse(xml)
    assert not read.bozo
    found: dict[str, Any] = json.loads(json_feed(issues, bodies, site))
    schema = json.loads((HERE / "json_feed.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(found)
    return read, found


def test_a_feed_holds_every_issue_whole() -> None:
    """With its author, its day, the pictures by whole addresses, and an id that is no address."""
    read, found = both(printed_issue(number=5), printed_issue())
    assert read.feed.links[1]["rel"] == "self"
    assert read.feed.links[1]["href"] == found["feed_url"].replace(".json", ".atom")
    entry, item = read.entries[1], found["items"][1]
    assert entry.id == item["id"] == "tag:weekly.example.org,2026:issue/4"
    assert entry.link == item["url"] == "https://weekly.example.org:8443/archive/issues/4"
    assert entry.author == "老王"
    assert entry.published == item["date_published"] == "2026-11-21T00:00:00+08:00"
    assert 'src="https://weekly.example.org:8443/archive/issues/4/pictures/12.png"' in item["content_html"]
    assert r"<code>\sigma(x)</code>" in item["content_html"]
    assert "秘密" not in item["content_html"]
    assert entry.content[0]["type"] == "text/html"
    assert "小明也读过" in entry.content[0]["value"]


def test_a_correction_moves_the_time_and_keeps_the_id() -> None:
    """Also one of the same day, and the one after it."""
    first = printed_issue()
    second = replace(first, revision=2, corrected=first.date)
    third = replace(first, revision=3, corrected=first.date + dt.timedelta(days=7))
    seen = [both(issue) for issue in (first, second, third)]
    assert len({(read.entries[0].id, found["items"][0]["id"]) for read, found in seen}) == 1
    assert len({(read.entries[0].published, found["items"][0]["date_published"]) for read, found in seen}) == 1
    updated = [read.entries[0].updated for read, _ in seen]
    assert updated == sorted(set(updated))
    assert updated == [read.feed.updated for read, _ in seen]
    assert updated == [found["items"][0]["date_modified"] for _, found in seen]


def test_a_feed_without_an_issue_is_a_feed() -> None:
    """It is dated by the clock that it is given."""
    read, found = both()
    assert read.feed.updated == NOW.isoformat()
    assert found["items"] == []


@pytest.mark.parametrize("site", [Site(), Site("http://LOCALHOST:8080")])
def test_an_id_is_made_of_the_host_alone(site: Site) -> None:
    """Of the program's name where the archive has no address."""
    identity = json.loads(json_feed([printed_issue()], {4: ""}, site))["items"][0]["id"]
    assert identity == f"tag:{'localhost' if site.archive else 'zixue'},2026:issue/4"


def test_chinese_text_is_not_broken() -> None:
    """The same text as on the page, in both."""
    read, found = both(one_note(parsed(TRAPS + "\x0b\ud800")))
    for shown in (*UNBROKEN, 'href="https://e.org/a"', "上一行<br"):
        assert shown in found["items"][0]["content_html"]
    assert "损失函数：</strong>衡量误差" in read.entries[0].content[0]["value"]
