"""What the lines of a page say of who wrote its text and when, in the words of Chinese sites."""

import datetime as dt
import re
from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

from knowledge.reading.formats.web_page.dates import date_in_address, first_date

_SAID: Final = re.compile(
    r"(?:发布|发表|发帖|发贴|创建|撰写|出版|刊登|原文|更新|编辑|日期|时间)(?:时间|日期)?[于在]?\s*[:：]?\s*(?=(?:19|20)\d\d)|Posted|Published",
    re.IGNORECASE,
)
_NOT_PUBLISHED: Final = re.compile(
    r"今天是|现在是|当前时间|版权|copyright|©|\(c\)|ICP|许可证|备案|注册时间|注册于|加入时间|加入于|最后登录|回复于|有效期|截止|报名时间|建站",
    re.IGNORECASE,
)
_ANOTHER: Final = re.compile(r"推荐文章于[^发]{1,30}发布")
_TIMED: Final = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}\D{0,3}\d\d?[:：]\d\d")
_DATE_FIRST: Final = re.compile(r"^\W*(?:\S{2,10}\s)?\W*(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")

_HAN_NAME: Final = r"[\u4e00-\u9fff·]{2,4}(?:[\s、　]+[\u4e00-\u9fff·]{2,4}){0,4}"
_FREE_NAME: Final = r"[^\s，,。;；|｜:：()（）\[\]【】<>《》/／=\"'　]{2,20}+(?![=\"])"
_NAME_BEFORE: Final = _FREE_NAME.replace("}+", "}")
_LABELLED: Final = (
    r"(?:^|[\s(（【\[|·•　/])(?:本文)?(?:原\s*)?(?:作\s*者|撰\s*文|撰\s*稿|执\s*笔|文|编\s*译|译\s*者|楼\s*主"
    r"|(?:发布|发表|发帖|张贴)[者人])\s*[:：/／|｜]\s*"
)
_MORE: Final = r"(?:[ ·•][A-Z][\w.]+|[ 、　]+[\u4e00-\u9fff]{2,3}(?=[\s)）】、]|$)){0,4}"
_BYLINES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_LABELLED}(?P<name>{_FREE_NAME}{_MORE})",
        rf"(?:^|[\s　由])(?P<name>(?!由){_NAME_BEFORE})\s*(?:发表于|发布于|张贴于?|写于|发帖于)[\s:：@]",
        rf"[(（【\[]\S{{0,12}}?(?:记者|通讯员|特约撰稿人?)[:：\s]*(?P<name>{_HAN_NAME})(?=[\s)）】\]]|实习|通讯员|摄|文)",
        rf"(?:^|[\s　])\S{{0,12}}?(?:记者|撰稿人?)[:：\s　]+(?P<name>{_HAN_NAME})(?=[\s　]|$)",
    )
)
_SIGNED: Final = re.compile(
    r"[(（](?P<name>[\u4e00-\u9fff]{2,3})(?:\s*\S{2,8}(?:报道|供稿|撰稿|电))?[)）]\s*$|^(?P<bare>[\u4e00-\u9fff]{2,3})$"
)
_EDITOR: Final = re.compile(rf"(?:责任?编辑?|编辑|责编|校对)\s*[:：]\s*(?P<name>{_HAN_NAME}|{_FREE_NAME})")
_SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹章苏潘葛范彭鲁韦马方任袁柳史唐薛雷贺倪汤罗毕郝安常于傅齐康"
    "伍余顾孟黄穆萧尹姚邵汪毛米戴宋庞熊纪舒项祝董梁杜阮蓝季贾江郭林钟徐邱骆高夏蔡田胡凌霍卢莫房丁邓洪包左石崔龚程裴陆翁甄"
    "曲段侯宁武刘龙叶黎白赖乔谭温庄柴阎连向欧岳游辛文曾翟聂关"
)
_NO_NAME: Final = re.compile(
    r"(?i)https?:|www\.|@|admin|管理员|编辑|佚名|未知|匿名|作者|来源|网站|首页|版权|关注|webmaster|\bteam\b|unknown|声明|不详|发表|授权|系统|网络|整理"
    r"|总篇数|^[A-Z]*\d+$|;"
)
_LABEL: Final = re.compile(
    r"^(?:(?:作者|文|by)\s*[:：/]|Posted by\s|(?:本报)?记者)\s*|[\s　]*(?:整合|摄影?|报道|供稿|/文)$", re.IGNORECASE
)
_HAN_SENTENCE: Final = re.compile("(?:[\u4e00-\u9fff]\\W?){16}")
_LONGEST_NAME: Final = 40
_NEAREST: Final = 3
_NEAR: Final = 6
_FAR: Final = 40
_END: Final = 150


class Lines(NamedTuple):
    """The lines of a page before its main text, in it and behind it."""

    before: Sequence[str]
    main: Sequence[str]
    after: Sequence[str]


def stated_author(lines: Lines) -> str | None:
    """Who is named as the author near the text, or signed it, or is named farther off; an editor where nobody is."""
    above, inside, below = _places(lines)
    near = [*above[:_NEAR], *inside, *below]
    named = (_match(byline, line) for byline in _BYLINES for line in near)
    signed = (_match(_SIGNED, line) for line in (*above[:_NEAREST], *inside, *below[:1]))
    people = (name for name in signed if name and name[0] in _SURNAMES)
    far = (_match(byline, line) for byline in _BYLINES for line in above)
    edited = (_match(_EDITOR, line) for line in near)
    return next(filter(None, chain(named, people, far, edited)), None)


def stated_date(lines: Lines, url: str | None = None) -> dt.date | None:
    """The first date said to be of publishing or with a time, near the text before far off, and last the address's."""
    above, inside, below = _places(lines)
    top = (*above[:_NEAR], *inside[:_NEAREST])
    for marks, places in (
        ((_SAID, _TIMED), top),
        ((_DATE_FIRST,), top),
        ((_SAID,), below),
        ((_SAID, _TIMED), above),
        ((_DATE_FIRST,), (*inside[::-1], *below[:_NEAREST])),
    ):
        if date := _marked_date(marks, places):
            return date
    return date_in_address(url or "")


def name(text: str) -> str | None:
    """A name without its label; none where it can be no person's."""
    text = " ".join(_LABEL.sub("", text.strip()).split())
    if not 1 < len(text) <= _LONGEST_NAME or _NO_NAME.search(text) or _HAN_SENTENCE.search(text):
        return None
    return None if first_date(text) else text


def _marked_date(marks: Sequence[re.Pattern[str]], lines: Sequence[str]) -> dt.date | None:
    for line in lines:
        marked = any(mark.search(line) for mark in marks) and not _NOT_PUBLISHED.search(line)
        if marked and (date := first_date(line)):
            return date
    return None


def _places(lines: Lines) -> tuple[list[str], list[str], list[str]]:
    """The lines above the text, nearest first; its first and last ones; those right below."""
    above = [_ends(line) for line in lines.before[::-1][:_FAR]]
    inside = [_ends(line) for line in (*lines.main[:3], *lines.main[-2:])]
    return above, inside, [_ends(line) for line in lines.after[:_NEAR]]


def _ends(line: str) -> str:
    """A line's beginning and end, where people put names and dates, without the date of another article."""
    line = _ANOTHER.sub("", line)
    return line if len(line) <= 2 * _END else f"{line[:_END]} … {line[-_END:]}"


def _match(pattern: re.Pattern[str], line: str) -> str | None:
    match = pattern.search(line)
    return name(next(filter(None, match.groups()), "")) if match else None
