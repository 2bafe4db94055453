"""What anybody may read."""

import datetime as dt
from dataclasses import replace
from http import HTTPStatus

from lxml import html
from yarl import URL

from knowledge.weekly.issues import IssueState
from tests.bot.web.archive.conftest import PDF, Shelf
from tests.knowledge.weekly.rendering.printed_issue import PNG, printed_issue


async def test_an_issue_is_served_as_it_was_frozen(shelf: Shelf) -> None:
    """Byte for byte, in each of its forms, with a policy that its pages keep to."""
    await shelf.publish()
    frozen = {
        "/issues/4": ("issue.html", "text/html"),
        "/issues/4/4-n1": ("entries/4-n1.html", "text/html"),
        "/issues/4.md": ("issue.md", "text/markdown"),
        "/issues/4.txt": ("issue.txt", "text/plain"),
        "/issues/4.json": ("issue.json", "application/json"),
    }
    for path, (name, media_type) in frozen.items():
        async with shelf.client.get(path) as response:
            artefact = await shelf.issues.artefact(4, name)
            assert artefact is not None
            assert await response.read() == artefact.data
            assert response.content_type == media_type
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "script" not in response.headers["Content-Security-Policy"]
    for path, data in {"/issues/4.pdf": PDF, "/issues/4/pictures/12.png": PNG}.items():
        async with shelf.client.get(path) as response:
            assert await response.read() == data


async def test_every_link_of_a_page_within_the_archive_leads_somewhere(shelf: Shelf) -> None:
    """From the list, the issue, an entry and the search."""
    await shelf.publish()
    asked: set[URL] = set()
    for path in ("/", "/issues/4", "/issues/4/4-n1", "/search?q=门控"):
        async with shelf.client.get(path) as page:
            tree = html.fromstring(await page.text())
        inside = [one for one in tree.xpath("//@href | //@src") if "://" not in one and not one.startswith("#")]
        for link in {page.url.join(URL(one)) for one in inside if "issues/2/" not in one} - asked:
            async with shelf.client.head(link) as response:
                assert (link, response.status) == (link, HTTPStatus.OK)
            asked.add(link)


async def test_what_is_known_is_not_sent_again(shelf: Shelf) -> None:
    """By its tag, else by its time; a correction is sent."""
    await shelf.publish()
    async with shelf.client.get("/issues/4") as response:
        tag, modified = response.headers["ETag"], response.headers["Last-Modified"]
    later, other = {"If-Modified-Since": modified}, {"If-None-Match": '"other"', "If-Modified-Since": modified}
    for headers in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'}, {"If-None-Match": "*"}, later):
        async with shelf.client.get("/issues/4", headers=headers) as response:
            assert response.status == HTTPStatus.NOT_MODIFIED
            assert response.headers["ETag"] == tag
            assert await response.read() == b""
    async with shelf.client.get("/issues/4", headers=other) as response:
        assert response.status == HTTPStatus.OK
    async with shelf.client.head("/issues/4") as response:
        assert (response.status, response.headers["ETag"], await response.read()) == (HTTPStatus.OK, tag, b"")
        assert int(response.headers["Content-Length"]) > 0
    shelf.clock.time += dt.timedelta(hours=1)
    await shelf.publish(printed_issue(revision=2, corrected=dt.date(2026, 11, 30)))
    for headers in ({"If-None-Match": tag}, later):
        async with shelf.client.get("/issues/4", headers=headers) as response:
            assert response.status == HTTPStatus.OK
            assert "2026 年 11 月 30 日" in await response.text()


async def test_the_list_names_every_issue_the_newest_first(shelf: Shelf) -> None:
    """And `/latest` leads to that one."""
    for number in range(1, 15):
        await shelf.publish(printed_issue(number=number, sections=(), references=()))
    async with shelf.client.get("/") as response:
        tree = html.fromstring(await response.text())
    links = [link for link in tree.xpath("//main//a/@href") if "issues" in link]
    assert links == [f"./issues/{number}" for number in range(14, 0, -1)]
    async with shelf.client.get("/latest") as response:
        assert response.url.path == "/issues/14"
    async with shelf.client.get("/issues/3/") as response:
        assert response.url.path == "/issues/3"


async def test_a_withdrawn_issue_is_gone_and_says_so(shelf: Shelf) -> None:
    """All of it, also from the list, the search and the feeds."""
    issue = await shelf.publish()
    await shelf.change(issue, replace(issue, state=IssueState.WITHDRAWN, revision=2), printed_issue(revision=2))
    for path in ("/issues/4", "/issues/4.json", "/issues/4/4-n1", "/issues/4/pictures/12.png"):
        async with shelf.client.get(path) as response:
            assert response.status == HTTPStatus.GONE
            assert "撤回" in await response.text()
    for path in ("/", "/search?q=门控", "/feed.json"):
        async with shelf.client.get(path) as response:
            assert response.status == HTTPStatus.OK
            assert "issues/4" not in await response.text()


async def test_a_frozen_issue_is_not_read_before_it_is_published(shelf: Shelf) -> None:
    """Not even by who knows its address."""
    issue = await shelf.publish()
    await shelf.change(issue, replace(issue, state=IssueState.FROZEN, revision=2), printed_issue(revision=2))
    async with shelf.client.get("/issues/4") as response:
        assert response.status == HTTPStatus.NOT_FOUND


async def test_a_page_with_an_older_style_gets_the_newest(shelf: Shelf) -> None:
    """It was frozen with a name that nobody knows any more; its browser asks again the next time."""
    async with shelf.client.get("/style.0123456789ab.css") as response:
        assert (response.status, response.headers["Cache-Control"]) == (HTTPStatus.OK, "no-cache")
        assert "--paper" in await response.text()
