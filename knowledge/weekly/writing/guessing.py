"""What kind of note a text is, what it is called, and what it is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from knowledge import links
from knowledge.weekly.compiled import FOR_NOTES, HEADINGS, Section
from knowledge.weekly.document import Break, Document, Heading, Inline, Paragraph, Style, Styled
from knowledge.weekly.writing.plain_text import plain, words
from knowledge.weekly.writing.walking import hyperlinks

_LONGEST_TITLE: Final = 120
_FEW_WORDS: Final = 90
_FEW_A_LINK: Final = 50

_TAGS: Final = {
    Section.PAPERS: re.compile(r"论文|paper|文献|速递", re.IGNORECASE),
    Section.ANSWERS: re.compile(r"问答|答疑|疑问|提问|q&?a|question", re.IGNORECASE),
    Section.RESOURCES: re.compile(r"资料|资源|推荐|工具|课程|书|resource|link", re.IGNORECASE),
    Section.STUDY: re.compile(r"心得|笔记|打卡|周报|学习|note|study", re.IGNORECASE),
}
_TAG: Final = re.compile(r"#([^\s#]{1,20})\s*")
_NAME_LINE: Final = re.compile(
    r"^\W{0,3}(?:论文(?:名称|标题|题目|名)|(?:paper|title)(?:\s+(?:title|name))?)\W{0,3}[:：]\W{0,3}(?P<name>\S.*)",
    re.IGNORECASE | re.MULTILINE,
)
_PAPER_LINE: Final = re.compile(r"^\W{0,3}论文\s*[:：]\s*(?P<name>[^\n。]{4,})$", re.MULTILINE)
_PAPER_SCHEMES: Final = ("arxiv:", "doi:", "openreview:", "acl:", "nips:")
_PAPER_SITES: Final = re.compile(
    r"https?://(?:[\w-]+\.)*(?:thecvf\.com/content|proceedings\.mlr\.press/|jmlr\.org/papers|ieeexplore\.ieee\.org/"
    r"|semanticscholar\.org/paper|nature\.com/articles|sciencedirect\.com/science/article|biorxiv\.org/content"
    r"|paperswithcode\.com/paper|aclanthology\.org/|ojs\.aaai\.org/|ijcai\.org/proceedings|isca-archive\.org/"
    r"|openaccess\.thecvf\.com/|papers\.n(?:eur)?ips\.cc/|proceedings\.neurips\.cc/|ecva\.net/papers)",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"^\W{0,3}(?:(?:提)?问(?:题)?\d{0,2}|q(?:uestion)?\s?\d{0,2})\s*[:：.、]\s*(?P<asked>\S.*)", re.IGNORECASE
)
_ANSWERS: Final = re.compile(
    r"^\W{0,3}(?:(?:回|解)?答(?:案|复)?\d{0,2}|a(?:nswer)?\s?\d{0,2})\s*[:：.、]", re.IGNORECASE | re.MULTILINE
)
_ON_ONE_LINE: Final = re.compile(
    r"^\W{0,3}(?:(?:请|提)?问(?:题)?\d{0,2}|q(?:uestion)?\s?\d{0,2})\W{0,2}[:：]\W{0,3}(?P<asked>\w.{1,200}?[?？]?)\W{0,3}"
    r"(?:(?:回|解)?答(?:案|复)?\d{0,2}|(?<![a-z])a(?:nswer)?\s?\d{0,2})\W{0,2}[:：]\W{0,3}\w",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(r"[?？]\W{0,3}$")
_WEEK: Final = re.compile(
    r"\W{0,3}(?:本周|这周|上周|这一?个?星期|这两周|最近|近期|今天|昨天|今日|第\S{1,3}[周天]|周[一二三四五六日])"
)
_OF_STUDY: Final = re.compile(r"心得|打卡|感想|笔记|复盘|总结|收获")
_OF_PAPER: Final = re.compile(r"论文|paper|精读|这篇|该文|作者|文章", re.IGNORECASE)
_OF_RESOURCES: Final = re.compile(
    r"推荐|分享|整理|合集|汇总|资料|教程|课程|公开课|讲义|书单|书籍|开源|仓库|电子书|工具|数据集|代码库|博客|视频|专栏|awesome",
    re.IGNORECASE,
)
_BOOK: Final = re.compile(r"《[^》]{2,40}》")
_ADDRESS: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a note seems to be; `title` is empty where it has none, `url` what it is about, if anything."""

    section: Section
    title: str = ""
    url: str | None = None


def guessed(document: Document, chosen: Section | None = None) -> Guess:
    """The section that a text belongs into, unless it is chosen; its title there, and the address of its subject."""
    lines = list(_lines(document))
    urls = [link.url for link in hyperlinks(document)]
    said = _said(lines)
    lines[:1] = filter(None, [_untagged(lines[0])]) if lines else []
    section = chosen or said or _section(document, lines, urls)
    url = None
    if section is Section.PAPERS:
        url = next(filter(_is_paper, urls), urls[0] if urls else None)
    elif section is Section.RESOURCES:
        url = urls[0] if urls else None
    return Guess(section, _title(document, lines, section), url)


def _section(document: Document, lines: list[str], urls: list[str]) -> Section:
    text = "\n".join(lines)
    first = lines[0] if lines else ""
    if any(map(_ON_ONE_LINE.match, lines)) or (any(map(_ASKS.match, lines)) and _ANSWERS.search(text)):
        return Section.ANSWERS
    if _NAME_LINE.search(text) or _PAPER_LINE.search(text):
        return Section.PAPERS
    of_week = _WEEK.match(first) is not None or _OF_STUDY.search(first) is not None
    if any(map(_is_paper, urls)) and (not of_week or _OF_PAPER.search(text)):
        return Section.PAPERS
    if _QUESTION.search(first) and len(lines) > 1 and not _is_address(lines[1]):
        return Section.ANSWERS
    return Section.STUDY if of_week or not _is_resources(document, first, urls) else Section.RESOURCES


def untagged(markdown: str) -> str:
    """A text without the hashtags at its beginning that only say which section it is for."""
    rest = markdown
    while (tag := _TAG.match(rest)) is not None and _named(tag[1]) is not None:
        rest = rest[tag.end() :]
    return rest or markdown


def _named(tag: str) -> Section | None:
    """The section that a hashtag stands for."""
    return next((section for section, pattern in _TAGS.items() if pattern.search(tag)), None)


def _said(lines: list[str]) -> Section | None:
    """What a leading hashtag or a heading with a section's name decides."""
    first = lines[0] if lines else ""
    while (tag := _TAG.match(first)) is not None:
        if (section := _named(tag[1])) is not None:
            return section
        first = first[tag.end() :]
    return next((section for section in FOR_NOTES if first.strip(" 【】：:") == HEADINGS[section]), None)


def _is_resources(document: Document, first: str, urls: list[str]) -> bool:
    """Mostly links, books or courses, with few words."""
    length = len(re.sub(r"\s+", "", _ADDRESS.sub("", plain(document))))
    if len(urls) > 1 and length <= _FEW_A_LINK * len(urls):
        return True
    recommends = _OF_RESOURCES.search(first) is not None
    if urls:
        return length <= _FEW_WORDS or (recommends and length <= 3 * _FEW_WORDS)
    return recommends and _BOOK.search(plain(document)) is not None and length <= 3 * _FEW_WORDS


def _title(document: Document, lines: list[str], section: Section) -> str:
    heading = next((words(block.inside) for block in document if isinstance(block, Heading)), "")
    if heading.strip(" 【】：:") in HEADINGS.values():
        heading = next((words(each.inside) for each in document[1:] if isinstance(each, Heading)), "")
    text = "\n".join(lines)
    named = _NAME_LINE.search(text) or (_PAPER_LINE.search(text) if section is Section.PAPERS else None)
    found = heading or (named["name"] if named else "") or _bold(document)
    if not found and section is Section.ANSWERS:
        found = _question(lines)
    return _clean(found)


def _question(lines: list[str]) -> str:
    matches = (_ON_ONE_LINE.match(line) or _ASKS.match(line) for line in lines)
    asked = next((match["asked"] for match in matches if match), "")
    return asked or next((line for line in lines[:2] if _QUESTION.search(line)), "")


def _bold(document: Document) -> str:
    first = document[0] if document else None
    if not isinstance(first, Paragraph):
        return ""
    line = next(iter(_split(first.inside)), ())
    strong = line[0] if len(line) == 1 else None
    return words(strong.inside) if isinstance(strong, Styled) and strong.style is Style.STRONG else ""


def _untagged(line: str) -> str:
    while (tag := _TAG.match(line)) is not None:
        line = line[tag.end() :]
    return line


def _clean(title: str) -> str:
    title = _untagged(title)
    asked = _ASKS.match(title)
    bare = _ADDRESS.sub("", asked["asked"] if asked else title)
    return " ".join(bare.split()).strip(" *#【】「」:：")[:_LONGEST_TITLE].strip()


def _lines(document: Document) -> Iterator[str]:
    """The lines of the text as their author broke them."""
    for block in document:
        if isinstance(block, Paragraph | Heading):
            yield from filter(None, (words(line).strip() for line in _split(block.inside)))
        else:
            yield from filter(None, plain((block,)).split("\n"))


def _split(inlines: tuple[Inline, ...]) -> Iterator[tuple[Inline, ...]]:
    line: list[Inline] = []
    for one in inlines:
        if isinstance(one, Break):
            yield tuple(line)
            line = []
        else:
            line.append(one)
    yield tuple(line)


def _is_paper(url: str) -> bool:
    return links.identity(url).startswith(_PAPER_SCHEMES) or _PAPER_SITES.match(url) is not None


def _is_address(line: str) -> bool:
    return _ADDRESS.fullmatch(line) is not None
