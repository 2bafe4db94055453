"""The shape of a feed of untitled posts: one long line each, cut off after so many characters."""

import re
from collections import Counter
from collections.abc import Iterator

from knowledge.reading.lines import is_chrome, is_closing, is_cut, most_cut
from knowledge.records import Draft, Page, Reading

NAME = "post_feed"

_POSTS_ENOUGH = 3
_POST_LENGTH = 100
_SHORT_POST_LENGTH = 30
_TITLE_LENGTH = 40
_OPENING_LENGTH = 1000
_LEAST_TITLE = 2
_LEAD_LENGTH = 16
_SUBJECT_LENGTH = 30

_HAN = "\u3400-\u9fff"
_NUMBER = re.compile(r"^\s*(?:\d{1,3}[.、)）]|[(（]\d{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.])\s*")
_LABEL = re.compile(
    r"^(?:是什么|什么是|简介|簡介|介绍|介紹|引言|前言|导语|導語|概述|摘要|背景|定义|定義|概念|基本概念|总结|正文"
    r"|introduction|abstract|overview|background)\s*[:：]?\s+",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[^,，。;；!！?？]{3,39}[?？]")
_HEADING = re.compile(rf"([^\s,，。;；:：!！?？]{{2,{_LEAD_LENGTH}}}) (?=\S)")
_LATIN_HEADING = re.compile(rf"([A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*)+) (?=[{_HAN}])")
_NO_HEADING = re.compile(
    "^(?:使用|利用|采用|基于|通过|关于|我们|本文|文章|如果|由于|随着|一般|首先|介绍|学习|在|从|对|用|当|以|这|那|和|将|把|由|与|为)"
    "|(?:的|了|在|是|和|与|用|把|对|从|为|到|以|及|即|如|有|叫|做|成|中|将|于|使用|一个|一种)$"
)
_DEFINED = re.compile(
    r"(?:^|[,，。;；:：!！?？])\s*[\"“「]?"
    rf"([^,，。;；:：!！?？]{{2,{_SUBJECT_LENGTH}}}?)[\"”」]?"
    r"(?:(?:指的|一直|就|主要|本质上|实际上)是|是(?:指|一[种個个類类项項])|也?(?:称为|又称|也称|称作|叫做|也叫|简称))"
)
_ABOUT = re.compile(
    r"(?:介绍|介紹|讲解|讲讲|讨论|总结|回顾|聊聊|聊一聊|分析|探讨|梳理)(?:一下|了|下)?"
    rf"([^,，。;；:：!！?？\s]{{2,{_SUBJECT_LENGTH}}})"
)
_VAGUE = re.compile("现有|這|这|本文|几[种类个大]|[两三四五]大?[类种个]|以下|它|其")
_TERM = re.compile(r"[A-Za-z][A-Za-z0-9-]+(?: [A-Za-z][A-Za-z0-9-]+)*")
_ADVERBIAL = re.compile(
    "^(?:一般来说|一般而言|众所周知|总的来说|近年来|首先|其次|最近|目前|通常|所谓"
    r"|(?:在|随着|由于|对于|关于|当|如果|为了|自从|除了|虽然|尽管)[^,，。]{0,30})[,，]\s*"
)
_SENTENCE_END = re.compile(r"[。!！?？;；]")
_CLAUSE_END = re.compile(r"[,，。;；:：!！?？]")


def score(page: Page) -> float:
    """How surely this is a feed: the share of long lines that are cut off, times their share of the text."""
    if most_cut(page.text) < _POSTS_ENOUGH:
        return 0.0
    lines = [line for line in map(str.strip, page.text.split("\n")) if line]
    posts = [line for line in lines if len(line) >= _POST_LENGTH]
    cut = sum(map(is_cut, posts))
    if cut < _POSTS_ENOUGH:
        return 0.0
    return cut / len(posts) * sum(map(len, posts)) / sum(map(len, lines))


def read(page: Page) -> Reading:
    """Every post as one entry under a title taken from its own words; shorter lines are left out."""
    posts = [line for line in map(str.strip, page.text.split("\n")) if _is_post(line)]
    drafts: list[Draft] = []
    for post in posts:
        title = _title(post, {draft.title for draft in drafts})
        drafts.append(Draft(title=title, text=post, truncated=is_cut(post)))
    title = f"{drafts[0].title} 等 {len(drafts)} 篇" if drafts else ""
    return Reading(shape=NAME, title=title, entries=tuple(drafts), url=page.url)


def _is_post(line: str) -> bool:
    if is_chrome(line) or is_closing(line):
        return False
    long_enough = len(line) >= _POST_LENGTH or bool(_SENTENCE_END.search(line))
    return len(line) >= _SHORT_POST_LENGTH and (long_enough or is_cut(line))


def _title(post: str, taken: set[str]) -> str:
    """The first way of naming the post that gives a name no other post has."""
    for candidate in _candidates(post[:_OPENING_LENGTH]):
        title = _balanced(candidate.replace('"', "")).strip()[:_TITLE_LENGTH].rstrip()
        if len(title) >= _LEAST_TITLE and title not in taken:
            return title
    return post[:_TITLE_LENGTH]


def _balanced(title: str) -> str:
    if title.count("“") == title.count("”"):
        return title
    return title.replace("“", "").replace("”", "")


def _candidates(post: str) -> Iterator[str]:
    """Ways of naming a post, best first: question, heading, subject defined or announced, first clause."""
    text = _LABEL.sub("", _NUMBER.sub("", post))
    if asked := _QUESTION.match(text):
        yield asked[0]
    yield from _headings(text)
    sentence = _ADVERBIAL.sub("", _SENTENCE_END.split(text, maxsplit=1)[0])
    if defined := _DEFINED.search(sentence):
        yield defined[1]
    if about := _ABOUT.search(sentence):
        yield _told(about[1], text)
    yield _told(_CLAUSE_END.split(sentence, maxsplit=1)[0], text)
    yield from (part for part in _CLAUSE_END.split(text) if len(part) > _LEAST_TITLE)


def _headings(text: str) -> Iterator[str]:
    """A heading was flattened into the post: it ends at a space where Chinese text has none of its own."""
    for pattern in (_LATIN_HEADING, _HEADING):
        found = pattern.match(text)
        if found and not _NO_HEADING.search(found[1]) and re.search(f"[{_HAN}]|\\s", found[1]):
            yield found[1]


def _told(title: str, text: str) -> str:
    """A title that only points ("these two kinds") is told apart by the term the post keeps using."""
    terms = Counter(_TERM.findall(text))
    if not _VAGUE.search(title) or not terms:
        return title
    term, count = max(terms.items(), key=lambda item: item[1] * len(item[0].split()))
    return f"{title}:{term}" if count > 1 else title
