"""Fetching from the web."""

import socket

import pytest

from knowledge.adapters.web import SafeWeb
from knowledge.errors import Refusal, SourceRefused
from knowledge.records import Fetched, Validators
from tests.fakes import FixedClock
from tests.knowledge.adapters.web.conftest import HERE, MakeWeb, Names, Site, answer, redirect, refusal

TAG = '"v1"'
DATE = "Mon, 05 Jan 2026 12:00:00 GMT"


async def test_a_page_comes_with_where_it_was_and_its_version(web: SafeWeb, site: Site) -> None:
    """The validators are kept, to ask with them the next time."""
    site.pages["/a?b=1"] = answer(b"page", ETag=TAG, Last_Modified=DATE)
    fetched = await web.get(site.url("/a?b=1"))
    assert fetched == Fetched(b"page", site.url("/a?b=1"), Validators(TAG, DATE))


async def test_a_page_that_is_known_is_not_sent_again(web: SafeWeb, site: Site) -> None:
    """The server is told what is known, and says that it is still so."""
    site.pages["/"] = answer(status=304)
    assert await web.get(site.url(), Validators(TAG, DATE)) is None
    (request,) = site.requests
    assert (request.headers["if-none-match"], request.headers["if-modified-since"]) == (TAG, DATE)


async def test_a_page_that_changed_is_sent(web: SafeWeb, site: Site) -> None:
    """With the validators of its new version."""
    site.pages["/"] = answer(b"new", ETag='"v2"')
    assert await web.get(site.url(), Validators(TAG)) == Fetched(b"new", site.url(), Validators('"v2"'))


async def test_nothing_new_is_no_answer_to_somebody_who_knows_nothing(web: SafeWeb, site: Site) -> None:
    """Else a page would count as read that never was."""
    site.pages["/"] = answer(status=304)
    assert await refusal(web, site.url()) is Refusal.SITE_REFUSES
    assert "if-none-match" not in site.requests[0].headers


async def test_what_is_known_is_told_to_the_first_address_only(web: SafeWeb, site: Site) -> None:
    """What a redirect leads to is another page, whose `nothing new` would mean nothing."""
    site.pages |= {"/": redirect("/page"), "/page": answer(b"page", ETag=TAG)}
    fetched = await web.get(site.url(), Validators(TAG, DATE))
    assert fetched == Fetched(b"page", site.url("/page"), Validators())
    assert [request.headers.get("if-none-match") for request in site.requests] == [TAG, None]
    site.pages["/page"] = answer(status=304)
    assert await refusal(web, site.url()) is Refusal.SITE_REFUSES


@pytest.mark.parametrize("tag", ["x" * 513, "é", "a\x7fb"])
async def test_a_senseless_validator_is_left_out(web: SafeWeb, site: Site, tag: str) -> None:
    """Nothing of it is stored, or sent back."""
    site.pages["/"] = answer(b"page", ETag=tag, Last_Modified="x" * 65)
    fetched = await web.get(site.url())
    assert fetched is not None
    assert fetched.validators == Validators()


async def test_the_request_tells_who_asks_and_nothing_else(
    web: SafeWeb, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No cookie, no address before, no version of this machine, no proxy from the environment."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    site.pages |= {
        "/": redirect("/page"),
        "/page": answer(b"page", Set_Cookie="seen=1; Path=/"),
    }
    for _ in range(2):
        assert await web.get(site.url())
    assert {frozenset(request.headers) for request in site.requests} == {
        frozenset({"host", "user-agent", "accept", "accept-encoding", "accept-language", "connection"})
    }
    assert site.requests[-1].headers["user-agent"].startswith("Zixue ")
    assert site.requests[-1].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, Refusal.NOT_ON_SITE),
        (410, Refusal.NOT_ON_SITE),
        (400, Refusal.SITE_REFUSES),
        (401, Refusal.SITE_REFUSES),
        (403, Refusal.SITE_REFUSES),
        (429, Refusal.SITE_REFUSES),
        (451, Refusal.SITE_REFUSES),
        (500, Refusal.SITE_REFUSES),
        (503, Refusal.SITE_REFUSES),
        (300, Refusal.SITE_REFUSES),
        (999, Refusal.SITE_REFUSES),
    ],
)
async def test_a_page_that_is_not_given_is_refused(web: SafeWeb, site: Site, status: int, reason: Refusal) -> None:
    """Gone, or not for programs; what the server sends instead is no page."""
    site.pages["/"] = answer(b"<p>sorry</p>", status=status)
    assert await refusal(web, site.url()) is reason


async def test_a_redirect_that_leads_nowhere_is_refused(web: SafeWeb, site: Site) -> None:
    """It says that there is another address, and not which."""
    site.pages["/"] = answer(status=302)
    assert await refusal(web, site.url()) is Refusal.REDIRECTS


async def test_a_server_that_is_not_there_is_unreachable(web: SafeWeb) -> None:
    """Nobody listens on the port."""
    with socket.create_server((HERE, 0)) as closed:
        port = closed.getsockname()[1]
    assert await refusal(web, f"http://{HERE}:{port}/") is Refusal.UNREACHABLE


async def test_a_server_that_speaks_no_tls_is_unreachable(web: SafeWeb, site: Site) -> None:
    """Nothing falls back to plain text."""
    assert await refusal(web, site.url().replace("http:", "https:")) is Refusal.UNREACHABLE


async def test_a_name_that_nobody_knows_is_unreachable(make_web: MakeWeb) -> None:
    """It may be misspelt, or this machine may have no network: resolvers say the same."""
    assert await refusal(make_web(names=Names()), "http://nowhere.test/") is Refusal.UNREACHABLE


async def test_names_that_cannot_be_looked_up_now_are_unreachable(make_web: MakeWeb) -> None:
    """Nobody misspelt anything: the resolver does not answer."""

    class Silent(Names):
        async def resolve(self, *_: object, **__: object) -> list[object]:  # type: ignore[override]
            raise socket.gaierror(socket.EAI_AGAIN, "later")

    assert await refusal(make_web(names=Silent()), "http://e.test/") is Refusal.UNREACHABLE


async def test_an_unusable_address_is_refused_without_asking(web: SafeWeb) -> None:
    """Before any connection."""
    assert await refusal(web, "file:///etc/passwd") is Refusal.NO_SUCH_ADDRESS
    with pytest.raises(SourceRefused):
        await web.allows_robots("file:///etc/passwd")


@pytest.mark.parametrize("location", ["http://xn--/", "//xn--zz--.com/", "http://\u00ad[::1]@/"])
async def test_a_redirect_to_no_address_is_refused(web: SafeWeb, site: Site, location: str) -> None:
    """As any other that leads where nothing may be fetched."""
    site.pages["/"] = redirect(location.encode().decode("latin-1"))
    assert await refusal(web, site.url()) is Refusal.FORBIDDEN_ADDRESS


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:8000/feed", Refusal.FORBIDDEN_ADDRESS),
        ("http://2130706433/", Refusal.FORBIDDEN_ADDRESS),
        ("http://[::1]/", Refusal.FORBIDDEN_ADDRESS),
        ("http://10.0.0.1/", Refusal.FORBIDDEN_ADDRESS),
        ("https://localhost/", Refusal.FORBIDDEN_ADDRESS),
        ("http://user:word@e.org/", Refusal.NO_SUCH_ADDRESS),
        ("http://e.org:22/", Refusal.NO_SUCH_ADDRESS),
        ("http://xn--/", Refusal.NO_SUCH_ADDRESS),
        ("notes.md", Refusal.NO_SUCH_ADDRESS),
    ],
)
def test_what_is_certainly_not_fetched_shows_without_asking(url: str, reason: Refusal) -> None:
    """An address inside, this machine's name, a password, another service."""
    with pytest.raises(SourceRefused) as caught:
        SafeWeb(FixedClock()).check(url)
    assert caught.value.refusal is reason


@pytest.mark.parametrize("url", ["https://e.org/feed", "http://8.8.8.8/", "http://nowhere.test:8080/"])
def test_a_name_is_taken_without_asking(url: str) -> None:
    """Where it leads is looked at when it is connected to."""
    SafeWeb(FixedClock()).check(url)


async def test_a_client_can_be_closed_before_it_was_used(make_web: MakeWeb) -> None:
    """And twice."""
    web = make_web()
    await web.close()
    await web.close()
