"""What a figure counts or measures: a share, seconds, layers."""

import re
from typing import Final

from knowledge.answering.support.clauses import Clause
from knowledge.answering.support.tokens import Placed

_SHARE: Final = re.compile(r"%|‰|百分|分之|成|半|percent|points?|half|\d/\d")
_UNITS: Final = (
    r"毫秒|ms\b|秒|seconds?\b|s\b",
    r"分钟|minutes?\b",
    r"(?:个)?小时|hours?\b",
    r"天|days?\b",
    r"周|weeks?\b",
    r"个?月|months?\b",
    r"年|years?\b",
    r"kb\b",
    r"mb\b",
    r"gb?\b",
    r"tb\b",
    r"字节|bytes?\b",
    r"位|比特|bits?\b",
    r"倍|times\b|-?fold\b",
    r"层|layers?\b",
    r"步|steps?\b",
    r"轮|epochs?\b",
    r"个?头|heads?\b",
    r"维|dimensions?\b",
    r"个?参数|parameters?\b",
    r"个?词元|tokens?\b",
    r"元|美元|dollars?\b",
)
_UNIT: Final = re.compile(rf"\s*(?:多|余|张|块|个|种)?\s*(?:{'|'.join(f'({unit})' for unit in _UNITS)})")
_SCALED: Final = re.compile(r"毫秒|ms")


def differ(one: Clause, first: Placed, two: Clause, second: Placed) -> bool:
    """Whether two figures are known to measure different things."""
    units = _unit(one, first), _unit(two, second)
    return None not in units and units[0] != units[1]


def _unit(clause: Clause, placed: Placed) -> int | None:
    """The number of its unit; -1 of a share, None where nothing tells."""
    written = clause.text[placed.start : placed.end]
    if _SHARE.search(written):
        return -1
    if _SCALED.search(written):
        return 0
    match = _UNIT.match(clause.text, placed.end)
    return match.lastindex - 1 if match and match.lastindex else None
