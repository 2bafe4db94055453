"""A list of numbered references at the end of a page, and the marks that point to it."""

import re
from typing import Final

from knowledge.reading import markdown
from knowledge.records import Link

_HEADING: Final = re.compile(r"(?:references|参考资料|参考链接|参考文献|引用链接)\W{0,6}(?=\[\d)", re.IGNORECASE)
_REFERENCE: Final = re.compile(
    r"\[(?P<number>\d{1,3})\]\s*(?P<text>(?:[^\[\]\n]|\[(?!\d{1,3}\])[^\[\]\n]{1,40}\]){0,200}?)"
    r"[\s:：]*(?P<url>https?://[!-Z\\^-~]+)"
)
_MARK: Final = re.compile(r"\[(\d{1,3})\]")
_WORD: Final = r"(?:复现|实现|论文|原文|代码|项目|源码|官方|参考|下载|视频|文章|数据集?|github|code|paper|arxiv)"
_KIND: Final = r"(?:地址|链接|网址|传送门|文档|主页)"
_LABEL: Final = rf"(?:{_WORD}{{0,3}}{_KIND}|论文|代码|原文|code|paper|github)"
_MARKED: Final = rf"[^\s。，,!?！？;；:：\[\]]{{0,8}}?{_KIND}[:：]?\[\d{{1,3}}\]"
_LABELS: Final = re.compile(
    rf"(?:^|(?<=[。!?！？;；\s]))(?:(?:{_MARKED}|{_LABEL}[:：]?(?:\[\d{{1,3}}\])?)[^\S\n]*)+$",
    re.MULTILINE | re.IGNORECASE,
)


def listed(text: str) -> dict[int, Link]:
    """The references of a page by number; empty where the page ends without a list of them."""
    headings = list(_HEADING.finditer(text))
    if not headings:
        return {}
    found = _REFERENCE.finditer(text, headings[-1].end())
    return {int(match["number"]): Link(match["url"], match["text"].strip()) for match in found}


def resolved(text: str, known: dict[int, Link]) -> tuple[str, tuple[Link, ...]]:
    """The text without its `[n]` marks and bare link labels, and its links: the marked ones, then its own."""
    numbers = [int(match[1]) for match in _MARK.finditer(text)]
    marked = [known[number] for number in numbers if number in known]
    plain, own = markdown.unlinked(text)
    plain = _LABELS.sub("", plain)
    plain = _MARK.sub(lambda match: "" if int(match[1]) in known else match[0], plain)
    links: dict[str, Link] = {}
    for link in (*marked, *own, *markdown.addresses(plain)):
        links.setdefault(link.url, link)
    return plain.strip(), tuple(links.values())
