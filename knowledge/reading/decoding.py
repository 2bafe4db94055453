"""Bytes of a page to text: what they are not, and which encoding they are in."""

import re
from collections.abc import Iterator
from typing import Final

from knowledge.errors import Refusal, SourceRefused

_UNSUPPORTED: Final = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
)
_BINARY: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"\x7fELF",
    b"MZ\x90",
    b"ID3",
    b"OggS",
    b"SQLite format 3",
)
_UNSUPPORTED_SUFFIXES: Final = [
    ".doc",
    ".xls",
    ".xlsx",
    ".ppt",
    ".pptx",
    ".zip",
    ".rar",
    ".7z",
    ".gz",
    ".tar",
    ".mobi",
    ".azw3",
    ".rtf",
]
_BOMS: Final = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_HEAD: Final = 4096
_MOSTLY: Final = 0.9
_WIDER: Final = {  # browsers read the declared name as its superset, and pages rely on that
    "gb2312": "gb18030",
    "gb-2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
}
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_COMMON_PAIR: Final = re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]")


def decode(name: str, data: bytes) -> str:
    r"""The text of a page, with `\n` line ends and no byte order mark.

    The order is: byte order mark, UTF-16 by its zeros, strict UTF-8, a declared East Asian charset, GB18030 where
    the byte pairs are those of common Chinese, any other declared charset, nearly right UTF-8 or GB18030, a guess.

    Raises:
        SourceRefused: the page is empty, binary, of a format that is not read, or of no known encoding.
    """
    wide = _bom(data) or _unmarked_utf16(data)
    _refuse(name, data, wide)
    text = data.decode(wide, errors="replace") if wide else _text(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceRefused(Refusal.EMPTY)
    return text


def _refuse(name: str, data: bytes, wide: str | None) -> None:
    if not data.strip():
        raise SourceRefused(Refusal.EMPTY)
    if data.startswith(_UNSUPPORTED) or name.lower().endswith(tuple(_UNSUPPORTED_SUFFIXES)):
        raise SourceRefused(Refusal.UNSUPPORTED)
    if data.startswith(_BINARY):
        raise SourceRefused(Refusal.BINARY)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if not wide and (b"\0" in data or controls * 10 > len(data)):
        raise SourceRefused(Refusal.BINARY)


def _text(data: bytes) -> str:
    for encoding in _candidates(data):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _nearly(data, "utf-8") or (_is_common_chinese(data) and _nearly(data, "gb18030")) or _guessed(data)


def _bom(data: bytes) -> str | None:
    return next((encoding for bom, encoding in _BOMS.items() if data.startswith(bom)), None)


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order in which bytes with zeros decode strictly to text without any, nearly all of it common."""
    if b"\0" not in data:
        return None
    shares = {encoding: _common_share(data, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _MOSTLY else None


def _common_share(data: bytes, encoding: str) -> float:
    """The share of printable characters in GB2312 or Big5; those that chance makes of other bytes are rare ones."""
    try:
        text = data[: len(data) // 2 * 2].decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    head = text[:_HEAD]
    printable = "".join(character for character in head if character.isprintable() or character in "\t\n\r\f")
    kept = max(len(printable.encode(charset, "ignore").decode(charset)) for charset in ("gb2312", "big5"))
    return 0.0 if "\0" in text else kept / max(len(head), 1)


def _candidates(data: bytes) -> Iterator[str]:
    yield "utf-8"
    match = _DECLARED.search(data, 0, _HEAD)
    declared = match[1].decode("ascii").lower() if match else ""
    if declared in _WIDER:
        yield _WIDER[declared]
    # Old Chinese pages declare iso-8859-1, in which every byte is valid: the bytes themselves know better.
    if _is_common_chinese(data):
        yield "gb18030"
    if declared not in {"", "binary"}:
        yield declared


def _is_common_chinese(data: bytes) -> bool:
    """Whether most byte pairs lie where GB2312 keeps its common characters (rows 16–55) and punctuation."""
    pairs = _PAIR.findall(data)
    common = sum(1 for pair in pairs if _COMMON_PAIR.match(pair))
    return bool(pairs) and common >= 0.7 * len(pairs)


def _nearly(data: bytes, encoding: str) -> str | None:
    """The text where at most one character in ten outside ASCII is lost, as in a file that was cut short."""
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    kept = len(text) - len(text.encode("ascii", errors="ignore")) - lost
    return text if lost * 10 <= kept else None


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 — 30 ms that few pages need

    best = from_bytes(data).best()
    if best is None:
        raise SourceRefused(Refusal.UNKNOWN_ENCODING)
    return str(best)
