"""Words that exclude each other: the ends of a scale (`opposites.txt`), and things of one kind (`rivals.txt`)."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Final, NamedTuple

_DEGREE: Final = "[越更很太过较还变调约]"
_NOT_INSIDE: Final = "(?<![最误偏方残大得生增擅特成专])"  # 误差 is no 差
# Where an adjective needs no word of degree:
_NO_MORE: Final = (
    r"(?=得多|[\u3400-\u9fff]{1,4}得多|\s*\d|了?(?:很多|不少|许多|一[点些])|了?\s*$|[的时]"
    r"|序列|文本|答案|样本|物体|目标|句|期)"
)


_DENYING: Final = ("并不", "不太", "不够", "不再", "极不", "很不", "非常不", "严重不", "十分不", "高度不")


class Choice(NamedTuple):
    """One of the alternatives of a contrast; of a scale, where `is_scale`, the negation of one end is the other."""

    contrast: int
    choice: int
    is_scale: bool


def chosen(word: str) -> tuple[Choice, ...]:
    """What a word that was met stands for: 更大 is met by `~大`."""
    known = _choices()
    adjective = f"~{re.sub(f'^{_DEGREE}', '', word)}"
    return tuple(dict.fromkeys((*known.get(word, ()), *known.get(adjective, ()))))


@cache
def any_contrast() -> re.Pattern[str]:
    """A pattern that finds the listed words in a folded text, the longest first."""
    branches: dict[str, list[str]] = {}
    for word in sorted(_choices(), key=lambda word: (-len(word), word)):
        branches.setdefault(word[0], []).append(re.escape(word[1:]))
    adjectives = f"(?:{'|'.join(branches.pop('~'))})"
    listed = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)}){_border(first)}" for first, rest in branches.items())
    return re.compile(f"(?<![a-z0-9])(?:{listed}|{_DEGREE}{adjectives}|{_NOT_INSIDE}{adjectives}{_NO_MORE})")


def _border(first: str) -> str:
    return "(?![a-z0-9])" if first.isascii() else ""


@cache
def _choices() -> Mapping[str, tuple[Choice, ...]]:
    choices: dict[str, tuple[Choice, ...]] = {}
    for number, (alternatives, is_scale) in enumerate(_lines()):
        for place, words in enumerate(alternatives.split(" | ")):
            for word in chain.from_iterable(map(_emphasised, words.split(", "))):
                choices[word] = (*choices.get(word, ()), Choice(number, place, is_scale))
    return choices


def _emphasised(word: str) -> Iterator[str]:
    """A word, and what it is with emphasis or in a softer way: 不准, 并不准, 不太准; 类别极不平衡."""
    yield word
    plain = word.removeprefix("~")
    if "不" in plain[:-1]:
        yield from (plain.replace("不", denying, 1) for denying in _DENYING)


def _lines() -> Iterator[tuple[str, bool]]:
    for name in ("opposites.txt", "rivals.txt"):
        for line in files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield line, name == "opposites.txt"
