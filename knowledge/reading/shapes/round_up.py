"""A round-up: short pieces, each a title, a summary and a labelled link, perhaps an article after them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from knowledge.records import Draft, Link, Page, Reading

NAME: Final = "round_up"

_LABELLED: Final = re.compile(
    r"^[*\s]*(?P<label>[^\s。!?:：()（）]{0,12}?(?:链接|地址|代码|论文|项目|主页|原文|github|paper|code|arxiv|报道|来源|出处|via)"
    r"[^\s。:：,，]{0,6})[*\s]*[:：][*\s]*(?P<url>https?://[!-~]+)?$",
    re.IGNORECASE,
)
_ANY_LABELLED: Final = re.compile(r"[:：][*\s]*https?://")
_ADDRESS: Final = re.compile(r"^<?(?P<url>https?://[!-~]+?)>?$")
_SOURCE: Final = re.compile(r"报道|来源|出处|原文|via", re.IGNORECASE)
_PROSE: Final = re.compile(r"[。!?！？…：:；;][”’\")）」』]*$")
_LONG: Final = 40
_FEWEST: Final = 3
_AUTHOR: Final = re.compile(r"^(?:作者|编译|编辑|文)\s*[:：/|]\s*(?P<author>\S.{0,60})$")
_PUBLISHER: Final = re.compile(r"^(?P<publisher>\S[^•·|]{0,30}?)\s*[•·|]\s*\d+\s*(?:年|个月|周|天|小时|分钟)前")
_FURTHER: Final = re.compile(r"^(?:延展|延伸|扩展|拓展|更多|推荐|相关)阅读\s*[:：]?$")
_ADVERTISING: Final = re.compile(r"版权声明|知识星球|会员星球|次点击|本文地址|长按.{0,8}二维码|扫码|分享到|涉权|侵权")
_CHAPTER: Final = re.compile(r"^[一二三四五六七八九十]{1,3}、\s*\S.{0,40}$")
_NUMBERED: Final = re.compile(r"^\d{1,2}[.、]\s*\S.{0,40}$")
_COUNT: Final = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[.、]\s*")
_BULLET: Final = re.compile(r"^[•●▪◦·]\s*")


class _Piece(NamedTuple):
    """One piece, the lines it takes up, its own links and the links to what the whole page is taken from."""

    start: int
    end: int
    title: str
    summary: tuple[str, ...]
    links: tuple[Link, ...]
    sources: tuple[Link, ...]


def score(page: Page) -> float:
    """Likely where three or more pieces with a short title and a summary end in labelled links."""
    if page.text.count("://") < _FEWEST or len(_ANY_LABELLED.findall(page.text)) < _FEWEST:
        return 0.0
    titled = sum(1 for piece in _pieces(_lines(page.text)) if piece.title)
    return 0.85 if titled >= _FEWEST else 0.0


def read(page: Page) -> Reading:
    """An entry for each piece, in the section of its article, then one for the article that follows them."""
    lines = _lines(page.text)
    pieces = list(_pieces(lines))
    header = lines[: pieces[0].start] if pieces else lines
    title, section, author = _header(header)
    sources = tuple(source for piece in pieces for source in piece.sources)
    entries = [
        Draft(
            title=piece.title or section,
            text="\n\n".join(piece.summary),
            section=section,
            author=author,
            url=piece.links[0].url,
            links=(*piece.links, *sources),
        )
        for piece in pieces
    ]
    rest = _without_advertising(lines[pieces[-1].end :] if pieces else [], header)
    url = sources[0].url if sources else page.url
    return Reading(NAME, title, (*entries, *_article(rest)), url=url)


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()).lstrip("# ") for line in text.split("\n"))
    return [line for line in lines if line]


def _header(lines: Sequence[str]) -> tuple[str, str, str | None]:
    """What the page is called, what the round-up in it is called, and who wrote it."""
    named = [line for line in lines if "»" not in line and not _PUBLISHER.match(line)]
    title = named[0] if named else "…"
    section = next(
        (line for line in named[1:] if _folded(line) in _folded(title) and len(line) * 4 > len(title)), title
    )
    author = next((match["author"].strip() for line in lines if (match := _AUTHOR.match(line))), None)
    return title, section, author


def _folded(line: str) -> str:
    return unicodedata.normalize("NFKC", line)


def _pieces(lines: Sequence[str]) -> Iterator[_Piece]:
    """The pieces in order: each ends with a run of labelled links, and with it the next begins."""
    after = position = found = 0
    while position < len(lines) and not (found >= _FEWEST and _FURTHER.match(lines[position])):
        links, end = _links(lines, position)
        own = tuple(link for link in links if not _SOURCE.search(link.text))
        start = _summary(lines, after, position)
        if own and start < position:
            title = _COUNT.sub("", lines[start - 1].strip("* ")) if start > after else ""
            sources = tuple(link for link in links if link not in own)
            yield _Piece(max(start - 1, after), end, title, tuple(lines[start:position]), own, sources)
            after, found = end, found + 1
        position = max(end, position + 1)


def _summary(lines: Sequence[str], after: int, end: int) -> int:
    """Where the prose begins that ends before a line; the first line after the last piece is a title."""
    start = end
    while start > after + 1 and _is_prose(lines[start - 1]):
        start -= 1
    return start


def _links(lines: Sequence[str], position: int) -> tuple[list[Link], int]:
    links: list[Link] = []
    while (found := _labelled(lines, position)) is not None:
        link, position = found
        links.append(link)
    return links, position


def _labelled(lines: Sequence[str], position: int) -> tuple[Link, int] | None:
    """The labelled link at a line, its address on the same line or the next, and the line after it."""
    match = _LABELLED.match(lines[position]) if position < len(lines) else None
    if match is None:
        return None
    if match["url"]:
        return Link(match["url"], match["label"]), position + 1
    address = _ADDRESS.match(lines[position + 1]) if position + 1 < len(lines) else None
    return (Link(address["url"], match["label"]), position + 2) if address else None


def _is_prose(line: str) -> bool:
    return line.endswith("。") or (len(line) > _LONG and (_PROSE.search(line) is not None or len(line) > 2 * _LONG))


def _without_advertising(lines: list[str], header: Sequence[str]) -> list[str]:
    """The lines up to where the site or its publisher speaks, and without the slogan before that."""
    publisher = next((match["publisher"] for line in header if (match := _PUBLISHER.match(line))), None)
    for position, line in enumerate(lines):
        if _ADVERTISING.search(line) or (publisher and line.startswith(publisher)):
            kept, advertising = lines[:position], "".join(lines[position:])
            while kept and _is_slogan(kept[-1], advertising):
                kept.pop()
            return kept
    return lines


def _is_slogan(line: str, advertising: str) -> bool:
    words = [word for word in re.split(r"[\s+|·、,，]+", line) if word]
    shared = sum(1 for word in words if word[:2] in advertising and word[-2:] in advertising)
    return len(line) <= _LONG and len(words) > 1 and "+" in line and shared * 2 >= len(words)


def _article(lines: list[str]) -> Iterator[Draft]:
    """What follows the pieces as one entry, where it is more than a list of further reading.

    The line that calls it further reading is its section.
    """
    section = lines.pop(0).rstrip(" :：") if lines and _FURTHER.match(lines[0]) else None
    if sum(1 for line in lines if _PROSE.search(line)) < _FEWEST:
        return
    title, *body = lines
    links = [
        Link(match["url"], re.sub("[:：]+$", "", before))
        for before, line in zip(lines, body, strict=False)
        if (match := _ADDRESS.match(line))
    ]
    body = [line for line in body if not _ADDRESS.match(line)]
    text = "\n\n".join(_marked(line, after) for line, after in zip(body, [*body[1:], ""], strict=True))
    text = re.sub(r"(?<=\n)(- [^\n]*\n)\n(?=- )", r"\1", text)
    yield Draft(title, text, section, url=links[0].url if links else None, links=tuple(links))


def _marked(line: str, after: str) -> str:
    """The line with its Markdown mark; a number begins a heading only where prose follows."""
    if _CHAPTER.match(line):
        return f"# {line}"
    if _NUMBERED.match(line) and after and not _NUMBERED.match(after) and not _CHAPTER.match(after):
        return f"## {line}"
    return _BULLET.sub("- ", line)
