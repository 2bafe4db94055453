"""Where a Chinese name begins: 「使用批归一化」 names 批归一化."""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from knowledge.language.words import is_word, segments, stopwords

_LEAST: Final = 2
_MOST: Final = 12
_OPEN: Final = frozenset("上下中后前内外里间到不再至两三四五大小新") | {
    *("更新", "对应", "相关", "推荐", "控制", "调整", "表示", "处理", "选择", "设计", "影响", "重要", "关键"),
    *("核心", "基础", "结合", "发现", "转换", "完全", "部分", "提升", "不同", "传统", "构造"),
}
"""Words that may belong to a name or stand before it (上采样, 训练中批归一化): which of both is not told apart."""

_WITHIN: Final = frozenset({"最", "多"})
"""Stop words that names begin with: 最近邻, 多头."""

_GLUED: Final = frozenset("即或和与及是叫称把被该其此这那每某而")
"""What the segmentation takes for the beginning of a word that it does not know: 即非凸."""

_AT_END: Final = re.compile("(?<![A-Za-z0-9/·‐–—\u3400-\u9fff-])(?:[A-Za-z0-9]{1,2}-?)?[\u3400-\u9fff]{2,40}$")


@cache
def _lead_words() -> frozenset[str]:
    listed = files(__package__).joinpath("lead_words.txt").read_text(encoding="utf-8").split()
    return frozenset(listed) | (stopwords() - _OPEN - _WITHIN)


def name_at_end(text: str) -> str | None:
    """The Chinese name that a simplified text ends with; None where there is none or its beginning is not certain."""
    run = _AT_END.search(text)
    if run is None:
        return None
    name = ""
    for word in reversed(segments(run[0])):
        if word in _lead_words():
            break
        if word in _OPEN and name:
            return None
        if word[0] in _GLUED and not is_word(word):
            name = word[1:] + name
            break
        name = word + name
    return name if _LEAST <= len(name) <= _MOST else None


def is_name(text: str) -> bool:
    """Whether a text as a whole may be a Chinese name."""
    return name_at_end(text) == text
