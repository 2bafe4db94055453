"""What an answer holds: types, packing, charsets."""

import zlib

import pytest

from knowledge.adapters.web import SafeWeb
from knowledge.errors import Refusal
from knowledge.reading import decoding
from tests.knowledge.adapters.web.conftest import Site, answer, refusal

TEXT = "遗忘门的值在零和一之间，它决定记忆留下多少。"


async def data(web: SafeWeb, site: Site, path: str = "/") -> bytes:
    """The bytes of a page."""
    fetched = await web.get(site.url(path))
    assert fetched is not None
    return fetched.data


@pytest.mark.parametrize(
    "kind",
    [
        "text/html",
        "TEXT/HTML; Charset=UTF-8",
        "text/plain",
        "text/markdown",
        "application/xhtml+xml",
        "application/xml",
        "application/rss+xml; charset=utf-8",
        "application/atom+xml",
        "application/feed+json",
        "application/json",
        "application/pdf",
        "application/epub+zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/x-ipynb+json",
        "application/octet-stream",
        None,
    ],
)
async def test_what_can_be_read_is_fetched(web: SafeWeb, site: Site, kind: str | None) -> None:
    """Text of every kind, feeds, documents; a server that names no type is no reason to refuse."""
    site.pages["/"] = answer(b"page", kind=kind)
    assert await data(web, site) == b"page"


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/javascript", "audio/mpeg", "font/woff2"])
async def test_other_types_are_refused(web: SafeWeb, site: Site, kind: str) -> None:
    """By what the server says, before the body is read."""
    site.pages["/"] = answer(b"page", kind=kind)
    assert await refusal(web, site.url()) is Refusal.CONTENT_TYPE


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/a", b"%PDF-1.7\n\0\1"),
        ("/a", b"PK\x03\x04\0\0"),
        ("/a", "门\r\n\t门".encode("gbk")),
        ("/a", "门".encode("utf-16")),
        ("/a.docx", b"\0\1\2"),
        ("/A.TXT?x=1", b"\0\1\2"),
    ],
)
@pytest.mark.parametrize("kind", ["application/octet-stream", "application/x-download", None])
async def test_bytes_of_no_type_are_taken_by_name_or_beginning(
    web: SafeWeb, site: Site, kind: str | None, path: str, body: bytes
) -> None:
    """Many servers call a Markdown file or a PDF a stream of octets."""
    site.pages[path] = answer(body, kind=kind)
    assert await data(web, site, path) == body


@pytest.mark.parametrize(("path", "body"), [("/a", b"\x89PNG\r\n\x1a\n\0"), ("/a.exe", b"MZ\x90\0")])
@pytest.mark.parametrize("kind", ["application/octet-stream", "application/x-download", None])
async def test_other_bytes_of_no_type_are_refused(
    web: SafeWeb, site: Site, kind: str | None, path: str, body: bytes
) -> None:
    """Neither name nor beginning is that of anything that is read."""
    site.pages[path] = answer(body, kind=kind)
    assert await refusal(web, site.url(path)) is Refusal.CONTENT_TYPE


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip"])
async def test_a_packed_page_is_unpacked(web: SafeWeb, site: Site, encoding: str) -> None:
    """Also one that was packed in two pieces."""
    body = zlib.compress(b"first, ", wbits=31) + zlib.compress(b"second", wbits=31)
    site.pages["/"] = answer(body, Content_Encoding=encoding)
    assert await data(web, site) == b"first, second"


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip"])
async def test_a_packing_that_was_not_asked_for_is_refused(web: SafeWeb, site: Site, encoding: str) -> None:
    """It would be taken for damaged text."""
    site.pages["/"] = answer(b"page", Content_Encoding=encoding)
    assert await refusal(web, site.url()) is Refusal.CONTENT_TYPE


@pytest.mark.parametrize("charset", ["gbk", "GB2312", '"gb18030"', "big5", "shift_jis", "utf-16le"])
async def test_a_charset_that_only_the_header_names_is_heeded(web: SafeWeb, site: Site, charset: str) -> None:
    """The page comes as UTF-8, since nobody sees the header later; a short page could not be guessed."""
    text = "門" if charset in {"big5", "shift_jis"} else "门"
    body = text.encode(charset.strip('"'))
    site.pages["/"] = answer(body, kind=f"text/html; charset={charset}")
    assert await data(web, site) == text.encode()


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("gbk", b'<meta charset="big5">' + "門".encode("big5")),
        ("gbk", b'<?xml version="1.0" encoding="big5"?>' + "門".encode("big5")),
        ("gbk", "\ufeff门".encode()),
        ("gbk", "门".encode("utf-16")),
        ("gbk", TEXT.encode()),
        ("big5", TEXT.encode("gbk")[:-1]),
        ("iso-8859-1", TEXT.encode("gbk")),
        ("utf-8", TEXT.encode("gbk")),
        ("punycode", b"a-" + b"b" * 9999),
        ("no such charset", TEXT.encode("gbk")),
    ],
)
async def test_a_page_knows_better_than_the_header(web: SafeWeb, site: Site, charset: str, body: bytes) -> None:
    """Its own words, its byte order mark, its being UTF-8; and a header that cannot be right changes nothing."""
    site.pages["/"] = answer(body, kind=f"text/html; charset={charset}")
    assert await data(web, site) == body


async def test_a_document_is_never_turned_into_other_bytes(web: SafeWeb, site: Site) -> None:
    """A charset means nothing for a PDF."""
    body = b"%PDF-1.7\n" + "门".encode("gbk")
    for kind in ("application/pdf; charset=gbk", "application/octet-stream; charset=gbk"):
        site.pages["/"] = answer(body, kind=kind)
        assert await data(web, site) == body


async def test_what_was_turned_into_utf_8_is_decoded_right(web: SafeWeb, site: Site) -> None:
    """Through the reader's own decoding."""
    site.pages["/"] = answer("<p>门</p>".encode("gbk"), kind="text/html; charset=gbk")
    assert decoding.decode("a.html", await data(web, site)) == "<p>门</p>"
