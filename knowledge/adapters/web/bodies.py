"""What a web server's answer holds: its body, bounded and unpacked, and what it says of its version."""

import re
import zlib
from collections.abc import Callable, Mapping
from typing import Final

from aiohttp import ClientResponse, hdrs

from knowledge.errors import Refusal, SourceRefused
from knowledge.records import Validators

_KINDS: Final = {
    "application/atom+xml",
    "application/epub+zip",
    "application/feed+json",
    "application/json",
    "application/pdf",
    "application/rdf+xml",
    "application/rss+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/x-ipynb+json",
    "application/xhtml+xml",
    "application/xml",
}
_UNTOLD: Final = {
    "application/download",
    "application/force-download",
    "application/octet-stream",
    "application/x-download",
    "application/zip",
    "binary/octet-stream",
}
# fmt: off
_SUFFIXES: Final = (
    ".atom", ".docx", ".epub", ".htm", ".html", ".ipynb", ".json", ".md", ".pdf", ".rss", ".txt", ".xml",
)
# fmt: on
_MARKS: Final = (b"%PDF-", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff")
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_HEAD: Final = 4096

# By the name that servers give it; each as the superset that browsers read. The Latin ones are left out: servers name
# them without having looked.
_CHARSETS: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949",
    "koi8-r": "koi8_r",
    "windows-1251": "cp1251",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s*=", re.IGNORECASE)

_PIECES: Final = 64  # of which one packed body may consist
_ETAG: Final = 512
_LAST_MODIFIED: Final = 64


async def page(response: ClientResponse, limit: int) -> bytes:
    """The page in an answer, at most `limit` bytes both as sent and unpacked.

    Where neither a byte order mark nor the page itself names a charset, and the answer's header names one other than
    UTF-8, the page is turned into UTF-8 here: nobody sees the header later.

    Raises:
        SourceRefused: it is of a type that is not read, too large, or damaged.
    """
    kind = response.content_type  # `application/octet-stream` where the server names none
    if not (kind.startswith("text/") or kind in _KINDS | _UNTOLD):
        raise SourceRefused(Refusal.CONTENT_TYPE)
    if (response.content_length or 0) > limit:
        raise SourceRefused(Refusal.TOO_LARGE)
    data = await beginning(response, limit + 1)
    if len(data) > limit:
        raise SourceRefused(Refusal.TOO_LARGE)
    if kind in _UNTOLD and not _is_readable(response.url.name, data):
        raise SourceRefused(Refusal.CONTENT_TYPE)
    is_text = kind.startswith("text/") or kind.endswith(("xml", "json"))
    return _as_utf8(data, (response.charset or "").lower()) if is_text else data


async def beginning(response: ClientResponse, limit: int) -> bytes:
    """The unpacked body up to `limit` bytes; no more than that is held, nor is more than that taken off the wire.

    Raises:
        SourceRefused: it is packed in a way that was not asked for, damaged, or longer as sent than unpacked.
    """
    unpack = _unpacking(response.headers.get(hdrs.CONTENT_ENCODING, ""))
    body = bytearray()
    taken = 0
    async for chunk in response.content.iter_any():
        body += unpack(chunk, limit - len(body))
        taken += len(chunk)
        if len(body) >= limit:
            return bytes(body)
        if taken >= limit:
            raise SourceRefused(Refusal.TOO_LARGE)
    if isinstance(unpack, _Gunzip) and not unpack.is_whole():
        raise SourceRefused(Refusal.DAMAGED)
    return bytes(body)


def validators(headers: Mapping[str, str]) -> Validators:
    """What an answer says of its version; what no server in its right mind would say is left out."""
    return Validators(_sane(headers.get(hdrs.ETAG), _ETAG), _sane(headers.get(hdrs.LAST_MODIFIED), _LAST_MODIFIED))


def conditions(known: Validators) -> dict[str, str]:
    """The headers that ask whether the page is still the one with these validators."""
    told = {hdrs.IF_NONE_MATCH: known.etag, hdrs.IF_MODIFIED_SINCE: known.last_modified}
    return {name: value for name, value in told.items() if value}


def _sane(value: str | None, limit: int) -> str | None:
    return value if value and len(value) <= limit and value.isascii() and value.isprintable() else None


def _is_readable(name: str, data: bytes) -> bool:
    """Whether bytes of no declared type look like something that is read."""
    head = data[:_HEAD]
    return name.lower().endswith(_SUFFIXES) or head.startswith(_MARKS) or head == head.translate(None, _CONTROLS)


def _as_utf8(data: bytes, charset: str) -> bytes:
    if charset not in _CHARSETS or data.startswith(_BOMS) or _DECLARED.search(data, 0, _HEAD):
        return data
    try:
        if not charset.startswith("utf-16"):
            data.decode()
            return data  # UTF-8 all the same
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(_CHARSETS[charset]).encode()
    except UnicodeDecodeError:
        return data  # the header is wrong, or the page damaged: the page's own bytes tell more


def _unpacking(encoding: str) -> Callable[[bytes, int], bytes]:
    match encoding.strip().lower():
        case "" | "identity":
            return lambda data, room: data[:room]
        case "gzip" | "x-gzip":
            return _Gunzip()
        case _:
            raise SourceRefused(Refusal.CONTENT_TYPE)


class _Gunzip:
    """Unpacks gzip piece by piece, never more than there is room for."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=31)
        self._pieces = 1

    def __call__(self, data: bytes, room: int) -> bytes:
        """At most `room` bytes, at least 1; what did not fit is lost, as the caller stops there."""
        out = b""
        try:
            while data and len(out) < room:
                if self._stream.eof:
                    self._next()
                out += self._stream.decompress(data, room - len(out))
                data = self._stream.unconsumed_tail or self._stream.unused_data
        except zlib.error as exc:
            raise SourceRefused(Refusal.DAMAGED) from exc
        return out

    def is_whole(self) -> bool:
        """Whether the last piece came to its end."""
        return self._stream.eof

    def _next(self) -> None:
        self._pieces += 1
        if self._pieces > _PIECES:  # thousands of empty ones would cost time and give nothing
            raise SourceRefused(Refusal.DAMAGED)
        self._stream = zlib.decompressobj(wbits=31)
