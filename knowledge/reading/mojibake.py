"""Text whose bytes were read in the wrong encoding, read again in the right one, line by line."""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

# A Chinese character's three UTF-8 bytes read as Latin-1 or Windows-1252; twice, when it was done twice.
_CONTINUATION: Final = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_UTF8_AS_LATIN: Final = re.compile(f"[ãä-é]{_CONTINUATION}{{2}}|[ïÃ]{_CONTINUATION}[Â{_CONTINUATION[1:]}")
_LATIN_LETTERS: Final = "\xb8-\xd6\xd8-\xf6\xf8-\xff"
_LATIN: Final = re.compile(f"[{_LATIN_LETTERS}]")  # one of them is cheap to look for
_GBK_AS_LATIN: Final = re.compile("[\xa1-\xfe]{4}")
# What the UTF-8 bytes of Chinese punctuation and frequent characters begin with, read as GBK: rare ones all.
_RARE_HAN: Final = "锛銆鐨鎴鏄鍒鍙鍚鑰瑕璇闂鏂鏁浠鎵娴绗缁涓"
_UTF8_AS_GBK: Final = re.compile(f"[{_RARE_HAN}]")
_PRIVATE_USE: Final = "\ue000-\uf8ff"
_PRIVATE: Final = re.compile(f"[{_PRIVATE_USE}]")

SIGNS: Final = f"{_LATIN_LETTERS}{_RARE_HAN}{_PRIVATE_USE}"
"""The characters, as ranges of a pattern, of which every misread text has one."""

_ENOUGH: Final = 3
_COMMON: Final = 0.8
_LOST_BYTE: Final = b"\xff"

_GBK_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_COMMON_GBK: Final = re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]")
_BIG5_PAIR: Final = re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]")
_COMMON_BIG5: Final = re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|\xa1[\x40-\x7e\xa1-\xfe]")
_HAN: Final = re.compile("[\u4e00-\u9fff，。、；：？！（）“”]")


def reread(text: str) -> str:
    """The text with each line read again that was misread; what cannot have been misread stays as it is.

    A character whose bytes did not survive comes back as U+FFFD.
    """
    for first, damage, enough, undo in _DAMAGES:
        if first.search(text) and len(damage.findall(text)) >= enough:
            text = "\n".join(undo(line) if damage.search(line) else line for line in text.split("\n"))
    return text


def _from_utf8_as_latin(line: str) -> str:
    from ftfy import fix_text  # noqa: PLC0415 — a page in a hundred needs it

    return str(fix_text(line, _ftfy_config()))


@cache
def _ftfy_config() -> "TextFixerConfig":
    from ftfy import TextFixerConfig  # noqa: PLC0415

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        restore_byte_a0=True,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
    )


def _from_gbk_as_latin(line: str) -> str:
    try:
        data = b"".join(_latin_byte(character) for character in line)
        text = data.decode("gb18030")
    except UnicodeError:
        return line
    return text if _is_common(data, _GBK_PAIR, _COMMON_GBK) else line


def _latin_byte(character: str) -> bytes:
    """Windows-1252 holds typographic marks where Latin-1 has controls; misreading may have used either."""
    return character.encode("latin-1" if character <= "\xff" else "cp1252")


def _from_big5_as_gbk(line: str) -> str:
    try:
        data = line.encode("gb18030")
        text = data.decode("big5hkscs")
    except UnicodeError:
        return line
    return text if _is_common(data, _BIG5_PAIR, _COMMON_BIG5) and not _PRIVATE.search(text) else line


def _from_utf8_as_gbk(line: str) -> str:
    """Three bytes a character against two: an odd byte is lost now and then, and with it its character."""
    data = b"".join(_gbk_bytes(character) for character in line)
    text = re.sub("\ufffd+", "\ufffd", data.decode("utf-8", "replace"))
    lost, found = text.count("\ufffd"), len(_HAN.findall(text))
    rare = len(_rare(text))
    return text if found >= _ENOUGH and found > 2 * lost and rare * 5 <= found < len(line) else line


def _gbk_bytes(character: str) -> bytes:
    return _LOST_BYTE if character == "\ufffd" else character.encode("gb18030", "ignore")


def _rare(text: str) -> list[str]:
    return [character for character in _HAN.findall(text) if not character.encode("gb2312", "ignore")]


def _is_common(data: bytes, pair: re.Pattern[bytes], common: re.Pattern[bytes]) -> bool:
    """Whether nearly all pairs of bytes are characters that people write."""
    pairs = pair.findall(data)
    return len(pairs) >= _ENOUGH and sum(1 for each in pairs if common.match(each)) >= _COMMON * len(pairs)


_DAMAGES: Final = (
    (_LATIN, _UTF8_AS_LATIN, _ENOUGH, _from_utf8_as_latin),
    (_LATIN, _GBK_AS_LATIN, 1, _from_gbk_as_latin),
    (_PRIVATE, _PRIVATE, _ENOUGH, _from_big5_as_gbk),
    (_UTF8_AS_GBK, _UTF8_AS_GBK, _ENOUGH, _from_utf8_as_gbk),
)
