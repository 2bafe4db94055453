"""When `*`, `_` and `~~` open and close a style beside Chinese text, which puts no spaces around words.

Source: CommonMark 0.31 (6.2) with the change of "CJK-friendly emphasis", by which `**损失函数：**衡量` is strong:
https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md
"""

import re
from typing import Final, NamedTuple

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

# Quotes, dashes and dots that Chinese shares with English count as Chinese ones: here they are.
_CJK: Final = re.compile(
    "[\u2014-\u201d\u2026\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f"
    "\uff00-\uffef\U00016fe0-\U0001b2ff\U0001f200-\U0001f2ff\U00020000-\U0003ffff]"
)


class Flanks(NamedTuple):
    """What a run of marks may do where it stands."""

    opens: bool
    closes: bool


def flanks(mark: str, before: str, after: str) -> Flanks:
    """What a run of this mark may do between these two characters; an end of the text counts as a space."""
    left = not _is_space(after) and (not _parts(after) or _is_space(before) or _parts(before) or is_cjk(before))
    right = not _is_space(before) and (not _parts(before) or _is_space(after) or _parts(after) or is_cjk(after))
    if mark != "_":
        return Flanks(left, right)
    return Flanks(left and (not right or _is_punctuation(before)), right and (not left or _is_punctuation(after)))


def is_cjk(character: str) -> bool:
    """Whether a character is a Chinese, Japanese or Korean one, punctuation and full-width forms among them."""
    return _CJK.match(character) is not None


def delimiters(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own signature
    """A run of marks, each to be matched with its other by the parser."""
    mark = state.src[state.pos]
    if silent or mark not in "*_~":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == mark:
        end += 1
    length = end - state.pos
    width = 2 if mark == "~" else 1
    if length < width:
        return False
    can = flanks(mark, state.src[state.pos - 1] if state.pos else " ", state.src[end] if end < state.posMax else " ")
    if length % width:
        state.push("text", "", 0).content = mark
    for _ in range(length // width):
        state.push("text", "", 0).content = mark * width
        # the rule of three is one of emphasis alone, a length of 0 switches it off
        counted = length if width == 1 else 0
        state.delimiters.append(
            Delimiter(ord(mark), counted, len(state.tokens) - 1, end=-1, open=can.opens, close=can.closes)
        )
    state.pos = end
    return True


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _parts(character: str) -> bool:
    """Whether it is punctuation as English sets it, with a space on one side."""
    return _is_punctuation(character) and not is_cjk(character)
