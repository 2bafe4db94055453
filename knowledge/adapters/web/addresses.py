"""Addresses of pages: which may be asked for, and when two of them are one page."""

import socket
from contextlib import suppress
from ipaddress import IPv4Address, ip_address
from typing import Final

from yarl import URL

from knowledge.adapters.web.public import Address
from knowledge.errors import Refusal, SourceRefused

_SCHEMES: Final = {"http", "https"}
_NO_URL: Final = (ValueError, IndexError)  # yarl reads past the end of a few malformed hosts
_THIS_MACHINE: Final = IPv4Address("127.0.0.1")

# Ports of services that a request could be smuggled into. Source: https://fetch.spec.whatwg.org/#port-blocking
# fmt: off
_BAD_PORTS: Final = frozenset({
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
    109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526,
    530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045,
    4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
})
# fmt: on

# What says where a link was clicked, not what it leads to.
_TRACKING: Final = {
    "fbclid",
    "gclid",
    "igshid",
    "isappinstalled",
    "mc_cid",
    "mc_eid",
    "msclkid",
    "share_from",
    "share_source",
    "share_token",
    "spm",
    "spm_id_from",
    "vd_source",
    "yclid",
}
_SHARED_FROM: Final = {"timeline", "singlemessage", "groupmessage"}  # any other `from` may well be the page's own


def checked(address: str) -> URL:
    """An address that may be asked for; where its host's name leads is looked at when it is connected to.

    Raises:
        SourceRefused: it is no address, not http or https, holds a user's name, or names a port of another service.
    """
    try:
        url = URL(address)
        host = url.host  # decoded here, because a name that only looks encoded fails when it is first shown
    except _NO_URL as exc:
        raise SourceRefused(Refusal.NO_SUCH_ADDRESS) from exc
    named = url.raw_user is not None or url.raw_password is not None
    if url.scheme not in _SCHEMES or not host or named or url.port in _BAD_PORTS:
        raise SourceRefused(Refusal.NO_SUCH_ADDRESS)
    return url


def stands_for(url: URL) -> Address | None:
    """The network address that a host is without asking anybody; None for a name.

    That is an address in any form that a system reads, and this machine's own name (RFC 6761, 6.3).
    """
    host = (url.raw_host or "").lower().removesuffix(".")
    if host.split(".")[-1] == "localhost":
        return _THIS_MACHINE
    with suppress(ValueError):
        return ip_address(host)
    with suppress(ValueError, OSError):
        return IPv4Address(socket.inet_aton(host))
    return None


def normalised(address: str) -> str:
    """One spelling for one page: a small host name, no default port, no fragment, no tracking parameters.

    What is no address stays as it is.
    """
    try:
        url = URL(address.strip()).with_fragment(None)
        url = url.with_port(None) if url.is_default_port() else url
    except _NO_URL:
        return address
    if url.scheme not in _SCHEMES:
        return address
    # Pair by pair, because reading and writing a query again may change how it is spelt.
    query = "&".join(pair for pair in url.raw_query_string.split("&") if not _is_tracking(pair))
    bare = str(url.with_query(None))
    return f"{bare}?{query}" if query else bare


def _is_tracking(pair: str) -> bool:
    key, _, value = pair.partition("=")
    return key in _TRACKING or key.startswith("utm_") or (key == "from" and value in _SHARED_FROM)
