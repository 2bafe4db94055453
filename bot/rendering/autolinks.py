"""What Telegram would make tappable by itself, shown as code, in which it finds nothing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.rendering.runs import Block, Frame, Run

_IN = r"[^\s\[\]<>\"“”‘’「」『』《》〈〉【】（），。；：！？、…]"
_TAIL = rf"(?:{_IN}*[\w/#=&-])?"
_CHINESE_DOMAIN = "中国|中國|公司|网络|網絡|网址|网站|网店|商城|商店|在线|集团|我爱你|信息|游戏|移动|手机|政务|公益"
_LETTERS = r"[^\W\d_\u3400-\u9fff]"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]{0,30}://"
_DOMAIN = (
    r"(?:[\w.+-]{1,63}@)?(?:[\w-]{1,63}\.){1,8}"
    rf"(?:xn--[A-Za-z0-9-]{{1,59}}|{_LETTERS}{{2,24}}(?![A-Za-z0-9])|(?:{_CHINESE_DOMAIN}))(?:[:/?]{_TAIL})?"
)
_NUMERIC = rf"(?<![\d.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?![\d.]\d)(?:[:/?]{_TAIL})?"
_TELEPHONE = r"(?<!\w)\+\d[\d ()-]{6,18}\d"
_CALLS = (
    r"(?:(?<![A-Za-z0-9_@])@[A-Za-z][A-Za-z0-9_]{2,31}"
    r"|[#$]\w{1,64}@[A-Za-z]\w{2,31}"  # leads to what a channel has said
    r"|(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>]))"  # a tap would send it, as the reader
    rf"(?:[.:?]{_IN}*[\w/#=&-])?"  # `/logo.example` is an address as well
)

FOREIGN: Final = rf"(?<![A-Za-z0-9+.-])(?!https?:){_SCHEME}{_TAIL}|{_CALLS}"
"""Names, commands and addresses that are not the web's."""

ANY: Final = rf"{_SCHEME}{_TAIL}|(?:mailto|tel):{_TAIL}|{_DOMAIN}|{_NUMERIC}|{_TELEPHONE}|{_CALLS}"
"""At least what Telegram finds, but for hashtags, which only search.

Source: https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp `find_entities`
"""
_ANY: Final = re.compile(ANY)


def defused(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without anything that Telegram would find in them, across styles and formulas too; links stay."""
    return [block if block.frame is Frame.PRE else replace(block, runs=inert(block.runs)) for block in blocks]


def inert(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs, what Telegram would find in their text as code, whether or not it looks across code and links."""
    return _without(_without(runs, "".join(run.text for run in runs)), None)


def _without(runs: Sequence[Run], text: str | None) -> tuple[Run, ...]:
    """The runs with what is found in their text as code; without one, in what is neither code nor a link yet."""
    if text is None:
        text = "".join("\n" * len(run.text) if _is_closed(run) else run.text for run in runs)
    borders = [border for found in _ANY.finditer(text) for border in found.span()]
    if not borders:
        return tuple(runs)
    pieces: list[Run] = []
    at = 0
    for run in runs:
        after = at + len(run.text)
        cuts = [at, *borders[bisect_right(borders, at) : bisect_left(borders, after)], after]
        for begin, end in pairwise(cuts):
            piece = replace(run, text=run.text[begin - at : end - at])
            pieces.append(_as_code(piece) if bisect_right(borders, begin) % 2 else piece)
        at = after
    return tuple(pieces)


def _is_closed(run: Run) -> bool:
    return run.href is not None or "code" in run.tags


def _as_code(run: Run) -> Run:
    if _is_closed(run):
        return run
    return replace(run, tags=(*run.tags, "code"), whole=True)
