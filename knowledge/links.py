"""Links: which addresses lead to the same thing, by one identity each."""

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from knowledge import link_sites
from knowledge.records import Link

_LONGEST: Final = 500
_LONGEST_READ: Final = 4000
_PATIENCE: Final = 5
_WEB: Final = re.compile(r"https?:/*(?=[^/])", re.IGNORECASE)
_HOST: Final = re.compile(r"[a-z\d_-]+(?:\.[a-z\d_-]+)*|[a-f\d:.]*:[a-f\d:.]*")
_WWW: Final = re.compile(r"^(?:www\d?\.)+(?=[^.]+\.)")
_TRACKING: Final = re.compile(
    r"(?:utm(?:_\w+)?|spm(?:_id_from)?|scm|from_source|share_\w+|shareuid|vd_source|fbclid|gclid|msclkid|yclid|igshid"
    r"|mc_[ce]id|_hs(?:enc|mi)|ref_src|chksm|clicktime|enterid|isappinstalled|unique_k|buvid|is_story_h5|mid_from"
    r"|plat_id|hm(?:sr|pl|cu|kw|ci)|depth_\d|ops_request_misc|_gl|_ga|wx_header)(?:=|$)",
    re.IGNORECASE,
)

_REDIRECTORS: Final = re.compile(
    r"(?:link\.zhihu\.com/|link\.juejin\.cn/|link\.csdn\.net/|link\.jianshu\.com/|jianshu\.com/go(?:-wild)?"
    r"|jump2?\.bdimg\.com/|gitee\.com/link|oschina\.net/action/GoToLink|douban\.com/link2|weibo\.cn/sinaurl"
    r"|weixin110\.qq\.com/|mp\.weixin\.qq\.com/mp/(?:\w*redirect|readtemplate)|c\.pc\.qq\.com/|link\.wtturl\.cn/"
    r"|security\.feishu\.cn/link|cloud\.tencent\.com/developer/tools/blog-entry|google\.[\w.]+/url|youtube\.com/redirect"
    r"|l\.facebook\.com/l\.php|out\.reddit\.com/|slack-redir\.net/link|steamcommunity\.com/linkfilter)"
)
_TARGETS: Final = ("target", "url", "pfurl", "q", "u", "t", "toasturl", "jumpurl")


class _Address(NamedTuple):
    """The parts of a normalised address; `host` is without www. and with its port where that is unusual."""

    host: str
    path: str
    query: str
    fragment: str

    def __str__(self) -> str:
        return urlunsplit(("https", *self))


def identity(url: str) -> str:
    """What stands behind an address, so that all spellings of it are one.

    Papers, repositories, answers, articles and videos of the known sites have a name with a scheme of its own,
    such as `arxiv:1706.03762`, `doi:10.1000/1`, `github:owner/repo` or `zhihu:answer/2`; everything else is its
    normalised address, or its own text where it is none of the web. At most 500 characters; idempotent; never raises.
    """
    text = target(url)
    address = _normalised(text)
    if address is None:
        return _bounded(link_sites.renamed(text))
    subject = f"{address.host}{address.path}" + (f"?{address.query}" if address.query else "")
    return _bounded(link_sites.name(subject) or str(address))


def target(url: str) -> str:
    """The address that a site's page of warning leads on to, without what is invisible; others as they are."""
    text = link_sites.INVISIBLE.sub("", url).strip()
    while (address := _normalised(text)) is not None and (onward := _onward(address)):
        text = onward
    return text


def folded(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links in order, each identity once: the first address, under the first words it was given."""
    first: dict[str, Link] = {}
    for link in links:
        name = identity(link.url)
        kept = first.setdefault(name, link)
        if link.text and not kept.text:
            first[name] = Link(kept.url, link.text)
    return tuple(first.values())


def _bounded(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return "long:" + hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


@lru_cache(maxsize=4096)  # whoever asks for an identity asks for that of the same address several times
def _normalised(text: str) -> _Address | None:
    """The parts of a web address without what makes no difference; none where it is no web address."""
    if len(text) > _LONGEST_READ or not _WEB.match(text):
        return None
    address = _once_normalised(_WEB.sub("https://", text, count=1))
    for _ in range(_PATIENCE):  # what is left when something went may be made simpler again
        again = address and _once_normalised(str(address))
        if again == address:
            return address
        address = again
    return None


def _once_normalised(text: str) -> _Address | None:
    try:
        parts = urlsplit(canonicalize_url(text, keep_fragments=True))
        host = _host(parts)
    except (ValueError, UnicodeError):
        return None
    if not host:
        return None
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair))
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return _Address(host, parts.path.rstrip("/"), query, fragment)


def _host(parts: SplitResult) -> str:
    name = _WWW.sub("", (parts.hostname or "").strip("."))
    if not _HOST.fullmatch(name):
        return ""
    name = f"[{name}]" if ":" in name else name
    return name if parts.port in {None, 80, 443} else f"{name}:{parts.port}"


def _onward(address: _Address) -> str | None:
    if not _REDIRECTORS.match(address.host + (address.path or "/")):
        return None
    values = dict(reversed(parse_qsl(address.query)))
    onward = next((values[name] for name in _TARGETS if name in values), "")
    onward = link_sites.INVISIBLE.sub("", onward).strip()
    return onward if _WEB.match(onward) else None
