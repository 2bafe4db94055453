"""The posts of a feed, whatever its format: their HTML as light Markdown, their links, titles and dates."""

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin

from knowledge.reading import markdown, repair
from knowledge.reading.formats.web_page import tree
from knowledge.reading.formats.web_page.blocks import Block, Kind, blocks
from knowledge.reading.lines import is_cut
from knowledge.records import Draft, Link, Reading

_LONGEST_TITLE: Final = 200
_LONGEST_CLAUSE: Final = 40
_SHORTEST_CLAUSE: Final = 4
_LONGEST_NAME: Final = 60
_MOST_NAMES: Final = 5
_YEARS: Final = range(1990, 2100)

_WORD: Final = re.compile(r"[^\W_]")
_CLAUSE: Final = re.compile(r"[^,，。;；:：!！?？\n]+[!！?？]?")
_DATE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_NO_NAME: Final = re.compile(
    r"admin(?:istrator)?|root|unknown|anonymous|no ?author|匿名|佚名|未知|管理员", re.IGNORECASE
)
_MAIL: Final = re.compile(r"[\w.+-]+@[\w.-]+")
_SYNDICATED: Final = re.compile(
    r"(?:the post|文章|本文)?\s?.{0,300}(?:appeared first on|(?:最先|首先|首次)(?:出现|发表|发布)[在于]) ?.{1,100}",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    r"(?:share(?: this| on)?|like this|分享(?:到|至|此文|本文)?|转发(?:到|至))\s*[:：]?|分享(?:到|至)\s*[:：].{0,60}"
    r"|(?:click|点击)\s?(?:to|以|分享|在).{0,40}(?:share|opens in new window|在新窗口|分享).{0,40}",
    re.IGNORECASE,
)
_PLATFORM: Final = re.compile(
    r"(?:twitter|x|facebook|reddit|linkedin|telegram|pocket|email|print|whatsapp|weibo|wechat|qq|微信|微博|新浪微博|朋友圈|qq空间"
    r"|豆瓣|电子邮件|打印|[\s,、|/·-])+(?:\(.{0,30}\))?(?:loading\W*|正在加载\W*)?",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r"(?:^|(?<=[\s.…。！？!?\])）】]))[\[(（【]?\s?(?:(?:点击)?(?:阅读|閱讀|查看|展开)(?:全文|更多|原文)|[继繼][续續][阅閱][读讀]"
    r"|read (?:more|on|the rest|the full \w+)|continue reading)[^\n。]{0,100}$",
    re.IGNORECASE,
)
_REACH: Final = 160


@dataclass(frozen=True, slots=True)
class Post:
    """What a feed says of one post; `base` is the address from which its relative links lead."""

    content: str
    is_html: bool = True
    title: str = ""
    url: str | None = None
    author: str | None = None
    date: dt.date | None = None
    base: str | None = None


def reading(shape: str, title: str, posts: Iterable[Post], url: str | None) -> Reading:
    """A feed as it is read: an entry a post, in the feed's order; a post that says nothing is left out."""
    entries = tuple(draft for post in posts if (draft := _draft(post)))
    date = max((entry.date for entry in entries if entry.date), default=None)
    return Reading(shape, _one_line(title), entries, date, url, rolling=True)


def words_of(html: str) -> str:
    """The words of a fragment of HTML on one line, as for a title."""
    if "<" not in html and "&" not in html:
        return _one_line(html)
    root = tree.parse(f"<p>{html}</p>")
    return _one_line("".join(root.itertext())) if root is not None else ""


def date_of(*stamps: object) -> dt.date | None:
    """The day that the first readable of these names, in its own time zone: ISO 8601, RFC 5322, 2024年5月1日."""
    days = (day for stamp in stamps if isinstance(stamp, str) for day in _days(stamp.strip()))
    return next((day for day in days if day.year in _YEARS), None)


def names_of(names: Iterable[object]) -> str | None:
    """Who wrote a post, without mail addresses and what systems put for no name."""
    clean = (_one_line(_MAIL.sub("", name)).strip("()<> ") for name in names if isinstance(name, str))
    known = dict.fromkeys(name[:_LONGEST_NAME] for name in clean if name and not _NO_NAME.fullmatch(name))
    return "、".join(list(known)[:_MOST_NAMES]) or None


def absolute(address: object, *bases: object) -> str | None:
    """A web address, led from the first of the bases that makes it one."""
    if not isinstance(address, str) or not address.strip():
        return None
    for base in (*bases, ""):
        try:
            joined = urljoin(base, address.strip()) if isinstance(base, str) else ""
        except ValueError:
            return None
        if joined.startswith(("http://", "https://")):
            return joined
    return None


def _draft(post: Post) -> Draft | None:
    text, links = _from_html(post.content, post.base or post.url) if post.is_html else _from_text(post.content)
    text, more = _without_more(repair.clean(text).strip())
    title = _one_line(repair.clean(post.title))[:_LONGEST_TITLE] or _first_clause(text)
    if not _WORD.search(title + text):
        return None
    return Draft(
        title=title,
        text=text or title,
        author=post.author,
        date=post.date,
        url=post.url,
        links=links,
        truncated=more or is_cut(text),
    )


def _from_html(source: str, base: str | None) -> tuple[str, tuple[Link, ...]]:
    root = tree.parse(source) if source.strip() else None
    if root is None:
        return "", ()
    tree.prune(root)
    kept = list(_own(blocks(root, base)))
    text, links = "", dict[str, Link]()
    for before, block in zip([None, *kept], kept, strict=False):
        words, found = (block.markdown, ()) if block.kind in {Kind.CODE, Kind.TABLE} else _unlinked(block.markdown)
        for link in found:
            links.setdefault(link.url, link)
        text += _gap(before, block) + words
    return text, tuple(links.values())


def _own(found: Iterable[Block]) -> Iterator[Block]:
    """The blocks without invitations to share the post and the note of where it appeared."""
    sharing = False
    for block in found:
        plain = block.plain.strip()
        sharing = _SHARE.fullmatch(plain) is not None or (sharing and _PLATFORM.fullmatch(plain) is not None)
        if not sharing and not _SYNDICATED.fullmatch(plain):
            yield block


def _gap(before: Block | None, block: Block) -> str:
    if before is None:
        return ""
    listed = before.kind is block.kind is Kind.ITEM
    return "\n\n" if block.apart and not listed else "\n"


def _from_text(source: str) -> tuple[str, tuple[Link, ...]]:
    lines = "\n".join(line.strip() for line in source.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines), markdown.addresses(source)


def _unlinked(words: str) -> tuple[str, tuple[Link, ...]]:
    text, links = markdown.unlinked(words)
    return text, (*links, *markdown.addresses(text))


def _without_more(text: str) -> tuple[str, bool]:
    """The text without a closing invitation to read on, and whether there was one."""
    found = _MORE.search(text, max(len(text) - _REACH, 0))
    return (text[: found.start()].rstrip(), True) if found else (text, False)


def _first_clause(text: str) -> str:
    clauses = (found[0].strip("#-*> \t").strip() for found in _CLAUSE.finditer(text[:1000]))
    clause = next((each for each in clauses if len(each) >= _SHORTEST_CLAUSE), _one_line(text))
    return clause if len(clause) <= _LONGEST_CLAUSE else f"{clause[: _LONGEST_CLAUSE - 1].rstrip()}…"


def _days(stamp: str) -> Iterator[dt.date]:
    with contextlib.suppress(ValueError):
        yield dt.datetime.fromisoformat(stamp).date()
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):  # it promises none of them
        yield parsedate_to_datetime(stamp).date()
    if found := _DATE.search(stamp):
        with contextlib.suppress(ValueError):
            yield dt.date(*map(int, found.groups()))


def _one_line(text: str) -> str:
    return " ".join(text.split())
