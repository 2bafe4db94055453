"""Attacks that reach inwards: whatever an address, a name or a redirect tries, nothing inside is connected to."""

from collections.abc import Callable

import pytest

from knowledge.adapters.web import Limits, SafeWeb, WebShelf
from knowledge.adapters.web.public import Address, is_public
from knowledge.errors import Refusal
from tests.fakes import MemoryLibrary, ingest_from
from tests.knowledge.adapters.web.conftest import (
    ELSEWHERE,
    HERE,
    MakeWeb,
    Names,
    Site,
    answer,
    endless,
    only_here,
    redirect,
    refusal,
    silence,
)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.2",
        "localhost",
        "0.0.0.0",  # noqa: S104  asked for, not bound to
        "0x7f000001",
        "0x7f.1",
        "0x7f.0.0.1",
        "１２７.0.0.1",
        "①②⑦.0.0.1",
        "[::1]",
        "[::1%25lo]",
        "[::]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:7f00:0001]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[ff02::1]",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
async def test_nothing_inside_is_connected_to(make_web: MakeWeb, site: Site, host: str) -> None:
    """However the address is written."""
    site.pages["/"] = answer(b"secret")
    assert await refusal(make_web(is_public), site.url(host=host)) is Refusal.FORBIDDEN_ADDRESS
    assert site.requests == []


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0177.0.0.1", "017700000001", "127.0.0.1."])
@pytest.mark.parametrize(
    ("rule", "reason"), [(is_public, Refusal.FORBIDDEN_ADDRESS), (only_here, Refusal.NO_SUCH_ADDRESS)]
)
async def test_an_address_in_numbers_has_one_form(
    make_web: MakeWeb, site: Site, host: str, rule: Callable[[Address], bool], reason: Refusal
) -> None:
    """Decimal, octal and shortened ones are written by nobody who means well; those that lead inside are told so."""
    site.pages["/"] = answer(b"secret")
    assert await refusal(make_web(rule), site.url(host=host)) is reason
    assert site.requests == []


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("0", Refusal.FORBIDDEN_ADDRESS),
        ("localhost", Refusal.FORBIDDEN_ADDRESS),
        ("a.localhost", Refusal.FORBIDDEN_ADDRESS),
        ("134744072", Refusal.NO_SUCH_ADDRESS),
        ("a..b", Refusal.NO_SUCH_ADDRESS),
    ],
)
async def test_a_host_that_is_no_site_is_refused_without_asking(
    make_web: MakeWeb, site: Site, host: str, reason: Refusal
) -> None:
    """This machine by number and by name, a public address in one number, a name with a hole."""
    assert await refusal(make_web(is_public), site.url(host=host)) is reason
    assert site.requests == []


async def test_a_name_of_an_inner_address_is_not_connected_to(make_web: MakeWeb, site: Site) -> None:
    """Anybody can publish such a name."""
    web = make_web(names=Names(inner_test=[[ELSEWHERE]]))
    assert await refusal(web, site.url(host="inner.test")) is Refusal.FORBIDDEN_ADDRESS
    assert site.requests == []


async def test_a_name_that_turns_inwards_is_not_followed(make_web: MakeWeb, site: Site) -> None:
    """What counts is the address of this connection, not one that was looked at before."""
    site.pages |= {"/": answer(b"first"), "/again": redirect("/")}
    web = make_web(names=Names(turning_test=[[HERE], [ELSEWHERE]]))
    fetched = await web.get(site.url(host="turning.test"))
    assert fetched is not None
    assert fetched.data == b"first"
    assert await refusal(web, site.url(host="turning.test")) is Refusal.FORBIDDEN_ADDRESS
    assert {request.at for request in site.requests} == {HERE}


async def test_a_name_that_turns_inwards_while_it_redirects_is_not_followed(make_web: MakeWeb, site: Site) -> None:
    """Each hop is a connection of its own."""
    site.pages |= {"/": answer(b"secret"), "/again": redirect("/")}
    web = make_web(names=Names(turning_test=[[HERE], [ELSEWHERE]]))
    assert await refusal(web, site.url("/again", host="turning.test")) is Refusal.FORBIDDEN_ADDRESS
    assert [(request.at, request.path) for request in site.requests] == [(HERE, "/again")]


@pytest.mark.parametrize("addresses", [[ELSEWHERE, HERE], [HERE, ELSEWHERE], [ELSEWHERE, "::1", HERE]])
async def test_of_several_addresses_only_a_public_one_is_connected_to(
    make_web: MakeWeb, site: Site, addresses: list[str]
) -> None:
    """In whatever order a name gives them."""
    site.pages["/"] = answer(b"page")
    assert await make_web(names=Names(both_test=[addresses])).get(site.url(host="both.test"))
    assert [request.at for request in site.requests] == [HERE]


@pytest.mark.parametrize("addresses", [[ELSEWHERE, "::1"], [ELSEWHERE, "127.0.0.3"], ["::1", ELSEWHERE, "10.0.0.1"]])
async def test_several_inner_addresses_are_told_as_inner(make_web: MakeWeb, site: Site, addresses: list[str]) -> None:
    """The reason survives the race between them."""
    web = make_web(names=Names(both_test=[addresses]))
    assert await refusal(web, site.url(host="both.test")) is Refusal.FORBIDDEN_ADDRESS
    assert site.requests == []


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2:{port}/",
        "//127.0.0.2:{port}/",
        "http://[::ffff:127.0.0.2]:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{port}/_GET",
        "ftp://127.0.0.1/",
        "data:text/html,secret",
        "http://user:word@127.0.0.1:{port}/",
        "http://127.0.0.1:22/",
        "http://127.0.0.1:99999/",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_inwards_is_not_followed(web: SafeWeb, site: Site, location: str, status: int) -> None:
    """To an inner address, another scheme, another service."""
    site.pages |= {"/": answer(b"secret"), "/out": redirect(location.format(port=site.port), status)}
    assert await refusal(web, site.url("/out")) is Refusal.FORBIDDEN_ADDRESS
    assert [request.path for request in site.requests] == ["/out"]


async def test_redirects_end(web: SafeWeb, site: Site) -> None:
    """Five are followed, a sixth is not."""
    site.pages |= {f"/{n}": redirect(f"/{n + 1}") for n in range(9)} | {"/9": answer(b"page")}
    fetched = await web.get(site.url("/4"))
    assert fetched is not None
    assert fetched.url == site.url("/9")
    assert await refusal(web, site.url("/3")) is Refusal.REDIRECTS


@pytest.mark.parametrize("location", ["/", "", "#part", "/b"])
async def test_a_circle_of_redirects_ends_at_once(web: SafeWeb, site: Site, location: str) -> None:
    """Without cookies, the same address gives the same answer."""
    site.pages |= {"/": redirect(location), "/b": redirect("/")}
    assert await refusal(web, site.url()) is Refusal.REDIRECTS
    assert len(site.requests) <= 2


async def test_an_attack_leaves_the_library_as_it_was(make_web: MakeWeb, site: Site) -> None:
    """Each is told with its reason beside a page that is kept; what was read before stays."""
    library = MemoryLibrary()
    web = make_web(limits=Limits(seconds=1.0, size=10_000), names=Names(inner_test=[[ELSEWHERE]]))
    ingest = ingest_from(library, WebShelf(web))
    note = "# 门控\n\n遗忘门的值在零和一之间，它决定记忆留下多少。\n".encode()
    site.pages["/note.md"] = answer(note, kind="text/markdown")
    await ingest([site.url("/note.md")])
    before = await library.sources(), await library.entries(), await library.last_change()
    site.pages |= {
        "/endless": endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", bytes(1 << 16)),
        "/slow": silence,
        "/circle": redirect("/circle"),
        "/inside": redirect("http://169.254.169.254/"),
        "/note.md": answer(b"half of it", Content_Length="500"),
    }
    attacks = {
        site.url("/endless"): Refusal.TOO_LARGE,
        site.url("/slow"): Refusal.TOO_SLOW,
        site.url("/circle"): Refusal.REDIRECTS,
        site.url("/inside"): Refusal.FORBIDDEN_ADDRESS,
        site.url("/note.md"): Refusal.UNREACHABLE,
        site.url("/none"): Refusal.NOT_ON_SITE,
        site.url(host="inner.test"): Refusal.FORBIDDEN_ADDRESS,
        site.url(host="2130706433"): Refusal.NO_SUCH_ADDRESS,
    }
    outcomes = await ingest(list(attacks))
    assert {one.path: one.reason for one in outcomes} == attacks
    assert (await library.sources(), await library.entries(), await library.last_change()) == before
