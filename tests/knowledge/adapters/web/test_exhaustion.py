"""Attacks that wear down: slow, endless, packed and broken answers are cut off in time and in memory."""

import asyncio
import zlib
from collections.abc import Callable
from functools import partial

import pytest

from knowledge.adapters.web import Limits, SafeWeb
from knowledge.errors import Refusal
from tests.knowledge.adapters.web.conftest import (
    MakeWeb,
    Request,
    Site,
    answer,
    endless,
    redirect,
    refusal,
    silence,
)

HASTY = Limits(seconds=0.3)
SMALL = Limits(size=100_000)


async def drip(_: Request, writer: asyncio.StreamWriter) -> None:
    """Send byte by byte for ever."""
    while True:
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.01)


SLOW = [
    b"",
    b"HTTP/1.1 200 OK\r\nX-Never-Ends: ",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
]


@pytest.mark.parametrize("head", SLOW, ids=["nothing", "head", "body"])
async def test_a_server_that_drips_is_cut_off(make_web: MakeWeb, site: Site, head: bytes) -> None:
    """The time is for everything together: each byte that comes buys none."""

    async def handle(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        await (drip if head else silence)(request, writer)

    site.pages["/"] = handle
    assert await refusal(make_web(limits=HASTY), site.url()) is Refusal.TOO_SLOW


async def test_redirects_do_not_buy_time(make_web: MakeWeb, site: Site) -> None:
    """A hop in time is no reason to wait as long for the next one."""

    async def slowly(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.12)
        await redirect(f"{request.path}x")(request, writer)

    site.pages |= {"/" + "x" * n: slowly for n in range(9)}
    assert await refusal(make_web(limits=HASTY), site.url()) is Refusal.TOO_SLOW
    assert len(site.requests) <= 3


def packed(data: bytes) -> tuple[bytes, bytes]:
    """How gzip begins, and a block of this data that may follow again and again."""
    stream = zlib.compressobj(wbits=31)
    return stream.compress(b"") + stream.flush(zlib.Z_FULL_FLUSH), stream.compress(data) + stream.flush(
        zlib.Z_FULL_FLUSH
    )


HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PACKED = HTML + b"Content-Encoding: gzip\r\n\r\n"
BEGIN, ZEROS = packed(bytes(1 << 20))
TOO_MUCH = {
    "body": (HTML + b"\r\n", bytes(1 << 16)),
    "chunks": (HTML + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + bytes(0x1000) + b"\r\n"),
    "bomb": (PACKED + BEGIN, ZEROS),
    "empty blocks": (PACKED + BEGIN, b"\x00\x00\x00\xff\xff" * 1000),
}


@pytest.mark.parametrize("what", TOO_MUCH)
async def test_a_body_without_end_is_cut_off(make_web: MakeWeb, site: Site, what: str) -> None:
    """Unpacked or as sent, whichever is more."""
    site.pages["/"] = endless(*TOO_MUCH[what])
    assert await refusal(make_web(limits=SMALL), site.url()) is Refusal.TOO_LARGE


@pytest.mark.parametrize("pack", [bytes, partial(zlib.compress, wbits=31)])
async def test_the_limit_itself_is_not_too_much(make_web: MakeWeb, site: Site, pack: Callable[[bytes], bytes]) -> None:
    """One byte more is."""
    web = make_web(limits=Limits(size=50_000))
    for size in (50_000, 50_001):
        sent = pack(b"a" * size)
        site.pages[f"/{size}"] = answer(sent, Content_Encoding="identity" if sent[:1] == b"a" else "gzip")
    fetched = await web.get(site.url("/50000"))
    assert fetched is not None
    assert len(fetched.data) == 50_000
    assert await refusal(web, site.url("/50001")) is Refusal.TOO_LARGE


async def test_a_declared_size_is_believed_before_anything_is_read(web: SafeWeb, site: Site) -> None:
    """Of 200 MB not one is taken."""

    async def handle(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(HTML + b"Content-Length: 200000000\r\n\r\n")
        await asyncio.Event().wait()

    site.pages["/"] = handle
    assert await refusal(web, site.url()) is Refusal.TOO_LARGE


async def test_many_empty_packings_are_damage(web: SafeWeb, site: Site) -> None:
    """They would cost time and give nothing."""
    site.pages["/"] = answer(zlib.compress(b"", wbits=31) * 1000, Content_Encoding="gzip")
    assert await refusal(web, site.url()) is Refusal.DAMAGED


BROKEN = {
    "endless header": (b"HTTP/1.1 200 OK\r\nX: ", b"a" * 4096),
    "endless headers": (b"HTTP/1.1 200 OK\r\n", b"X-More: yes\r\n" * 100),
    "endless status": (b"HTTP/1.1 200 ", b"O" * 4096),
    "no HTTP": (b"", b"SSH-2.0-OpenSSH\r\n"),
}


@pytest.mark.parametrize("what", BROKEN)
async def test_a_head_without_end_is_cut_off(web: SafeWeb, site: Site, what: str) -> None:
    """Long before the time is over."""
    site.pages["/"] = endless(*BROKEN[what])
    assert await refusal(web, site.url()) is Refusal.UNREACHABLE


async def test_endless_provisional_answers_are_cut_off(make_web: MakeWeb, site: Site) -> None:
    """`100 Continue` may come any number of times."""
    site.pages["/"] = endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 10)
    refused = await refusal(make_web(limits=HASTY), site.url())
    assert refused in {Refusal.TOO_SLOW, Refusal.UNREACHABLE}


@pytest.mark.parametrize(
    "sent",
    [
        HTML + b"Content-Length: 100\r\n\r\nshort",
        HTML + b"Transfer-Encoding: chunked\r\n\r\n10\r\nshort",
        HTML + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nnot a number\r\n",
        HTML + b"Content-Length: -5\r\n\r\nshort",
        HTML + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nshort",
        b"",
    ],
)
async def test_an_answer_that_breaks_off_is_not_taken_for_a_page(web: SafeWeb, site: Site, sent: bytes) -> None:
    """Half a page would replace the whole one that was read before."""

    async def handle(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        await writer.drain()

    site.pages["/"] = handle
    assert await refusal(web, site.url()) is Refusal.UNREACHABLE


async def test_what_comes_after_an_answer_is_never_the_next_one(web: SafeWeb, site: Site) -> None:
    """A server can send more than it declared, in the hope that another page is asked for on the same connection."""
    smuggled = HTML + b"Content-Length: 4\r\n\r\nevil"

    async def handle(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(HTML + b"Content-Length: 4\r\n\r\ngood" + smuggled)
        await writer.drain()

    site.pages |= {"/": handle, "/next": answer(b"next")}
    first, second = await web.get(site.url()), await web.get(site.url("/next"))
    assert first is not None
    assert second is not None
    assert (first.data, second.data) == (b"good", b"next")


@pytest.mark.parametrize("sent", [zlib.compress(b"page" * 99, wbits=31)[:-12], b"\x1f\x8bnonsense", b"plain", b""])
async def test_a_damaged_packing_is_damage(web: SafeWeb, site: Site, sent: bytes) -> None:
    """Broken off, or never gzip at all."""
    site.pages["/"] = answer(sent, Content_Encoding="gzip")
    assert await refusal(web, site.url()) is Refusal.DAMAGED


async def test_a_refused_page_leaves_no_connection(make_web: MakeWeb, site: Site) -> None:
    """A hundred attacks do not use up what is there for honest pages."""
    site.pages |= {"/bomb": endless(*TOO_MUCH["bomb"]), "/slow": silence, "/": answer(b"page")}
    web = make_web(limits=Limits(seconds=1.0, size=1000))
    for _ in range(12):
        assert await refusal(web, site.url("/bomb")) is Refusal.TOO_LARGE
    await asyncio.gather(*(refusal(web, site.url("/slow")) for _ in range(8)))
    assert await web.get(site.url()) is not None
