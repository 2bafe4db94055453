"""The figures of a text as numbers, however they are written: 50 %, 一半, 1/2, 3,500, 三千五百, 1.1 亿, 110M."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = {han: value for value, han in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS: Final = {"十": 10, "百": 100, "千": 1000, "成": 0.1}
_SCALES: Final = {
    "万": 1e4, "亿": 1e8, "万亿": 1e12, "百万": 1e6, "千万": 1e7, "千": 1e3, "百": 1e2,
    "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "%": 0.01, "‰": 0.001, "percent": 0.01, "个百分点": 0.01, "毫秒": 0.001, "ms": 0.001,
    "points": 0.01, "point": 0.01, "percentage points": 0.01,
}  # fmt: skip
_COUNT: Final = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_MAGNITUDES: Final = {"dozen": 10.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SOME: Final = 3.3
"""What 几 and 数 count: no figure that anybody writes, so that 几百 is what 数百 is and no other."""
_ENGLISH: Final = dict(zip(_COUNT, range(13), strict=True)) | {"half": 0.5, "both": 2, "twice": 2, "thrice": 3}
_WORDS: Final = {"一半": 0.5, "半数": 0.5, "翻倍": 2, "翻番": 2}
_HAN: Final = "[零〇一二两三四五六七八九十百千万亿]"
_MEASURE: Final = (
    "[者到至个种层次遍倍步类条点项部维轮组块折头位年月天日分张棵元阶成篇份行列台卡代门折路遍只名本套段字块]|字节|小时|样本"
    "|专家|通道|参数|词元|分钟|秒|以上|以下|左右"
)
_SCALE: Final = (
    "个百分点|毫秒|万亿|千万|百万|[万亿千百%‰]"
    r"|(?:thousand|million|billion|trillion|percent|percentage\ points?|points?|ms)\b|[kmbt](?![a-z\d])"
)
_FIGURE: Final = re.compile(
    rf"""
    (?P<number>(?<![a-zα-ω\d.])(?<![a-zα-ω][-_])\d+(?:\.\d+)?(?:e-?\d+)?)(?:/(?P<under>\d+)(?![\d/]))?
    (?:\s*(?P<scale>{_SCALE})|(?=\s*(?:到|至|[-–~]|to)\s*\d+(?:\.\d+)?\s*(?P<shared>{_SCALE})))?
    (?!\d)
    | (?:几|(?<![函参总指次个])数)(?P<vague>[十百千万亿]+)(?!分之)
    | \b(?:(?:several|a\ few)\ )?(?P<dozens>(?:dozen|hundred|thousand|million|billion)s)\b
    | \b(?:several|a\ few)\ (?P<several>dozen|hundred|thousand|million|billion)\b
    | \b(?:an?|one)\ (?P<round>hundred|thousand|million|billion)\b
    | 百分之(?P<hundredths>{_HAN}+|\d+(?:\.\d+)?)
    | (?P<points>{_HAN}+)\s*个百分点
    | (?P<divisor>{_HAN}+)分之(?P<parts>{_HAN}+)
    | (?<=[为成是于到近])(?P<zero>零)(?![一-鿿]样)
    | (?P<word>{"|".join(_WORDS)})
    | (?<!\bthe\ )\b(?P<english>{"|".join(_ENGLISH)})\b(?!\ of\b)
    | (?<!{_HAN})(?<![第几数])(?!十分(?!之|钟))(?P<han>{_HAN}+)(?=\s*(?:{_MEASURE}))
    """,
    re.VERBOSE,
)
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_PAIR: Final = 2
_ARTICLES: Final = frozenset({"一", "千万", "one"})  # 一个, 千万别, one of them


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure where it stands in a text; a share is a number below one, whatever it was written as."""

    value: float
    start: int
    end: int


def without_separators(folded: str) -> str:
    """The text without the commas in figures, 3,500 → 3500, and with what is halved written out: 减半 → 减少一半."""
    return _THOUSANDS.sub("", folded).replace("减半", "减少一半")


def figures(folded: str) -> Iterator[Figure]:
    """The figures of a folded text without separators, in order; numbers of a name (GPT-2, V100) are none."""
    for match in _FIGURE.finditer(folded):
        for value in _values(match):
            yield Figure(float(f"{value:.9g}"), match.start(), match.end())


def numeral(han: str) -> float:
    """What a Chinese numeral stands for: 一百二十 → 120, 两万 → 20000, 二〇二三 → 2023."""
    if len(han) > 1 and all(character in _DIGITS for character in han):
        return float("".join(str(_DIGITS[character]) for character in han))
    whole = part = digit = 0.0
    for character in han:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            part += (digit or 1) * _TENS[character]
            digit = 0
        else:
            whole = (whole + part + digit) * _SCALES[character]
            part = digit = 0
    return whole + part + digit


def _values(match: re.Match[str]) -> Iterator[float]:
    han = match["han"]
    if han and len(han) == _PAIR and all(digit in _DIGITS for digit in han):  # 两三层: two or three
        yield from (float(_DIGITS[digit]) for digit in han)
    elif (value := _value(match)) is not None:
        yield value


def _value(match: re.Match[str]) -> float | None:
    if match["number"]:
        scale = match["scale"] or match["shared"]
        return float(match["number"]) / (float(match["under"] or 1) or 1.0) * (_SCALES[scale] if scale else 1.0)
    if match["english"]:
        return None if match["english"] in _ARTICLES else float(_ENGLISH[match["english"]])
    if match["points"]:
        return numeral(match["points"]) / 100
    if match["divisor"]:
        return numeral(match["parts"]) / (numeral(match["divisor"]) or 1.0)
    return _unclear_value(match) or _written_value(match)


def _written_value(match: re.Match[str]) -> float | None:
    if match["hundredths"]:
        hundredths = match["hundredths"]
        return (float(hundredths) if hundredths.isascii() else numeral(hundredths)) / 100
    return _WORDS[match["word"]] if match["word"] else _han_value(match)


def _unclear_value(match: re.Match[str]) -> float | None:
    """Of 几百, hundreds and several hundred, and of a hundred, which is exact."""
    if match["vague"]:
        return _SOME * numeral(match["vague"])
    if some := match["several"] or match["dozens"]:
        return _SOME * _MAGNITUDES[some.removesuffix("s")]
    return _MAGNITUDES[match["round"]] if match["round"] else None


def _han_value(match: re.Match[str]) -> float | None:
    if match["zero"]:
        return 0.0
    if match.string.startswith("成", match.end()):  # tenths
        return numeral(match["han"]) / 10
    return None if match["han"] in _ARTICLES else numeral(match["han"])
