"""The web as a shelf of sources."""

import asyncio

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from knowledge.adapters.web import SafeWeb, WebShelf
from knowledge.errors import Refusal, SourceRefused
from knowledge.records import Fetched, Location, Validators
from tests.fakes import FixedClock
from tests.knowledge.adapters.web.conftest import Site, answer


async def test_a_page_is_one_source_however_it_was_shared(web: SafeWeb) -> None:
    """Its key is one spelling of its address; it is shown as it was given."""
    given = "HTTPS://E.org:443/notes/lstm.html?utm_source=chat#gates"
    address = "https://e.org/notes/lstm.html"
    assert await WebShelf(web).locate(given) == [Location(address, given, "lstm.html", address, address)]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("https://e.org/a/门.md?x=1", "门.md"),
        ("https://e.org/a/", "e.org"),
        ("https://例子.测试", "例子.测试"),
        ("http://e.org:99999/", "http://e.org:99999/"),
    ],
)
async def test_a_page_is_called_by_the_end_of_its_address(web: SafeWeb, given: str, name: str) -> None:
    """The last part of the path, else the host, as people write them; what is no address can still be located."""
    (location,) = await WebShelf(web).locate(given)
    assert location.name == name


@pytest.mark.parametrize("given", ["http://xn--/", "https://xn--zz--.com", "http://", "http://\u00ad[::1]@"])
async def test_what_is_no_address_is_refused_when_it_is_fetched(web: SafeWeb, given: str) -> None:
    """It is located as it was given: one wrong address stops none beside it."""
    (location,) = await WebShelf(web).locate(given)
    assert (location.path, location.name) == (given, given)
    with pytest.raises(SourceRefused) as caught:
        await WebShelf(web).fetch(location, Validators())
    assert caught.value.refusal is Refusal.NO_SUCH_ADDRESS


@drawn(st.text(st.characters(exclude_categories=[])), st.sampled_from(["", "xn--", "\u00ad[::1]@"]))
def test_whatever_is_behind_the_scheme_is_located(text: str, odd: str) -> None:
    """As one page, in words that a database can keep."""
    shelf = WebShelf(SafeWeb(FixedClock()))
    (location,) = asyncio.run(shelf.locate(f"http://{odd}{text}"))
    assert all(part.encode() for part in (location.key, location.path, location.name, location.address))


async def test_a_page_is_fetched_with_what_is_known_of_it(web: SafeWeb, site: Site) -> None:
    """And is none where that is still so."""
    shelf = WebShelf(web)
    site.pages["/a"] = answer(b"page", ETag='"v1"')
    (location,) = await shelf.locate(site.url("/a#part"))
    fetched = await shelf.fetch(location, Validators())
    assert fetched == Fetched(b"page", site.url("/a"), Validators('"v1"'))
    site.pages["/a"] = answer(status=304)
    assert await shelf.fetch(location, fetched.validators) is None


async def test_nothing_on_the_web_is_ever_missing(web: SafeWeb) -> None:
    """A page that does not answer today may do so tomorrow."""
    assert await WebShelf(web).missing("https://e.org/", ["https://e.org/a", "/notes/a.md"]) == set()
