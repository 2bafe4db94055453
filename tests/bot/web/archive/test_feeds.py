"""The feeds on the web."""

import datetime as dt
from http import HTTPStatus

import feedparser

from tests.bot.web.archive.conftest import PUBLIC, Shelf
from tests.knowledge.weekly.rendering.printed_issue import printed_issue


async def test_the_feeds_follow_what_is_published_and_corrected(shelf: Shelf) -> None:
    """Their type is that of feeds; who has one already is told so, until something changes."""
    await shelf.publish()
    async with shelf.client.get("/feed.atom") as response:
        read, tag = feedparser.parse(await response.read()), response.headers["ETag"]
        assert response.content_type == "application/atom+xml"
    assert not read.bozo
    assert [entry.link for entry in read.entries] == [f"{PUBLIC}/issues/4"]
    async with shelf.client.get("/feed.atom", headers={"If-None-Match": tag}) as response:
        assert response.status == HTTPStatus.NOT_MODIFIED
    await shelf.publish(printed_issue(revision=2, corrected=dt.date(2026, 11, 30)))
    async with shelf.client.get("/feed.atom", headers={"If-None-Match": tag}) as response:
        again = feedparser.parse(await response.read())
    assert again.entries[0].id == read.entries[0].id
    assert again.entries[0].updated > read.entries[0].updated
    async with shelf.client.get("/feed.json") as response:
        assert response.content_type == "application/feed+json"
        (item,) = (await response.json(content_type=None))["items"]
    assert item["id"] == read.entries[0].id
