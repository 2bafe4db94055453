"""Which addresses may become links, and where a bare one ends in Chinese text."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

from markdown_it.rules_inline import StateInline

from knowledge.weekly.writing.visible import visible

_LONGEST: Final = 2048
_WEB: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^\s/?#@\\:]+)(?P<rest>(?::\d{1,5})?(?:[/?#].*)?)", re.IGNORECASE | re.DOTALL
)
_HOST: Final = re.compile(r"[a-z\d_-]{1,63}(?:\.[a-z\d_-]{1,63})*\.?")
_LONE_PERCENT: Final = re.compile(r"%(?![\dA-Fa-f]{2})")
_SAFE: Final = "!#$%&'()*+,/:;=?@-._~"
_BARE: Final = re.compile(r"https?://(?:(?![,;]https?:)[A-Za-z0-9._~:/?#@!$&'()+,;=%-])+", re.IGNORECASE)
_SCHEME: Final = re.compile(r"(?<![A-Za-z0-9])https?$", re.IGNORECASE)
_TRAILING: Final = ".,;:!?'~_&"


def web_address(text: str) -> str | None:
    """The address where it may become a link: `http` or `https` with a host and no user's name; else None.

    In ASCII, as it is written into every rendering. Idempotent; never raises.
    """
    found = _WEB.fullmatch(visible(text).strip())
    if found is None or len(text) > _LONGEST:
        return None
    try:
        host = found["host"].lower() if found["host"].isascii() else found["host"].encode("idna").decode().lower()
        address = f"{found['scheme'].lower()}://{host}{quote(_LONE_PERCENT.sub('%25', found['rest']), safe=_SAFE)}"
        named = urlsplit(address).hostname
    except (ValueError, UnicodeError):
        return None
    return address if named and _HOST.fullmatch(host) and len(address) <= _LONGEST else None


def bare_end(text: str, start: int, end: int) -> int:
    """Where the bare address that begins at `start` ends: before Chinese, punctuation, and a bracket of the sentence.

    -1 where none begins there.
    """
    found = _BARE.match(text, start, end)
    if found is None:
        return -1
    address = found[0].rstrip(_TRAILING)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_TRAILING)
    return start + len(address)


def bare_address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own signature
    """A bare address within a line, found at its colon."""
    if state.src[state.pos] != ":" or state.linkLevel > 0:
        return False
    scheme = _SCHEME.search(state.src[max(0, state.pos - 6) : state.pos])
    if scheme is None or not (silent or state.pending.endswith(scheme[0])):
        return False
    start = state.pos - len(scheme[0])
    end = bare_end(state.src, start, state.posMax)
    url = web_address(state.src[start:end]) if end > 0 else None
    if url is None:
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("bare_address", "", 0).content = url
    state.pos = end
    return True
