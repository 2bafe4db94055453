"""What sites let programs fetch unasked."""

import datetime as dt

import pytest

from knowledge.adapters.web import Limits, SafeWeb
from knowledge.adapters.web.robots import LIMIT
from knowledge.errors import Refusal, SourceRefused
from tests.fakes import FixedClock
from tests.knowledge.adapters.web.conftest import MakeWeb, Site, answer, redirect

RULES = b"User-agent: *\nDisallow: /private\nAllow: /private/notes\n\nUser-agent: Zixue\nDisallow: /drafts\n"


@pytest.fixture
def clock() -> FixedClock:
    """The time."""
    return FixedClock()


async def test_the_rules_for_this_program_are_kept(web: SafeWeb, site: Site) -> None:
    """Those that name it, rather than those for all."""
    site.pages["/robots.txt"] = answer(RULES, kind="text/plain")
    assert not await web.allows_robots(site.url("/drafts/1"))
    assert await web.allows_robots(site.url("/private/1"))


async def test_the_rules_for_all_are_kept_where_none_name_it(web: SafeWeb, site: Site) -> None:
    """The longest rule that fits decides."""
    site.pages["/robots.txt"] = answer(RULES.replace(b"Zixue", b"Other"), kind="text/plain")
    assert not await web.allows_robots(site.url("/private/1?a=b"))
    assert await web.allows_robots(site.url("/private/notes"))
    assert await web.allows_robots(site.url("/drafts/1"))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429])
async def test_a_site_without_rules_allows_all(web: SafeWeb, site: Site, status: int) -> None:
    """RFC 9309, 2.3.1.3."""
    site.pages["/robots.txt"] = answer(RULES, status=status)
    assert await web.allows_robots(site.url("/drafts"))


@pytest.mark.parametrize("status", [500, 503])
async def test_a_site_that_cannot_answer_allows_nothing(web: SafeWeb, site: Site, status: int) -> None:
    """RFC 9309, 2.3.1.4; the next time it is asked again."""
    site.pages["/robots.txt"] = answer(status=status)
    assert not await web.allows_robots(site.url())
    site.pages["/robots.txt"] = answer(status=404)
    assert await web.allows_robots(site.url())


async def test_a_site_that_cannot_be_reached_says_so(make_web: MakeWeb, site: Site) -> None:
    """That is the reason to tell, rather than rules that nobody saw."""
    with pytest.raises(SourceRefused) as caught:
        await make_web(lambda _: False).allows_robots(site.url())
    assert caught.value.refusal is Refusal.FORBIDDEN_ADDRESS
    assert site.requests == []


async def test_rules_that_cannot_be_read_allow_nothing(web: SafeWeb, site: Site) -> None:
    """As if the site could not answer."""
    site.pages["/robots.txt"] = redirect("/robots.txt")
    assert not await web.allows_robots(site.url())
    site.pages["/robots.txt"] = answer(b"no gzip", Content_Encoding="gzip")
    assert not await web.allows_robots(site.url())


async def test_rules_are_asked_for_once_a_day(make_web: MakeWeb, site: Site, clock: FixedClock) -> None:
    """For each site; then again."""
    web = make_web(clock=clock)
    site.pages["/robots.txt"] = answer(RULES)
    for path in ("/a", "/b", "/drafts"):
        await web.allows_robots(site.url(path))
    assert len(site.requests) == 1
    clock.time += dt.timedelta(hours=23)
    assert not await web.allows_robots(site.url("/drafts"))
    assert len(site.requests) == 1
    clock.time += dt.timedelta(hours=1)
    site.pages["/robots.txt"] = answer(b"")
    assert await web.allows_robots(site.url("/drafts"))
    assert len(site.requests) == 2


async def test_rules_may_lie_behind_a_redirect(web: SafeWeb, site: Site) -> None:
    """RFC 9309, 2.3.1.2."""
    site.pages |= {"/robots.txt": redirect("/rules"), "/rules": answer(RULES)}
    assert not await web.allows_robots(site.url("/drafts"))


async def test_rules_count_as_far_as_they_are_read(make_web: MakeWeb, site: Site) -> None:
    """What comes after the limit is not there, whatever a page may have."""
    web = make_web(limits=Limits(size=100))
    tail = b"\nUser-agent: *\nDisallow: /late\n"
    site.pages["/robots.txt"] = answer(RULES + b"#" * LIMIT + tail, kind="application/x-robots")
    assert not await web.allows_robots(site.url("/drafts"))
    assert await web.allows_robots(site.url("/late"))


async def test_a_page_in_the_place_of_rules_forbids_nothing(web: SafeWeb, site: Site) -> None:
    """Many sites answer anything with their front page."""
    site.pages["/robots.txt"] = answer(b"<html><body>\xff\xfe welcome</body></html>")
    assert await web.allows_robots(site.url())
