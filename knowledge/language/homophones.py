"""Chinese names that were written with other characters of the same sound: 卷集 for 卷积."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, TypeAlias

from knowledge.language.words import is_word, segments, stopwords

Sounds: TypeAlias = tuple[str, ...]
"""Syllables without tones, with what many people do not tell apart made equal."""

_LONGEST: Final = 8
_SAME_SOUND: Final = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([aei]n)g$"), r"\1"))
_ALONE: Final = frozenset("一二三四五找看走加改学试跑买写读听新大小好少高低快慢先真全每算查换")
"""Characters that stand beside any word."""


def by_sound(names: Iterable[str]) -> dict[Sounds, str]:
    """Names by how they sound; where two sound alike, neither."""
    found: dict[Sounds, str] = {}
    for name in names:
        sound = _sounds(name)
        found[sound] = "" if found.get(sound, name) != name else name
    return found


def misheard(run: str, named: Collection[str], known: Mapping[Sounds, str]) -> Iterator[tuple[str, str]]:
    """What in a run of Han characters sounds like a known name and is none, with that name.

    `named` are the names that the run has as they should be.
    """
    parts = segments(run)
    borders, sounds, right = _borders(parts), _sounds(run), _right(run, parts, named)
    at = 0
    while at < len(run):
        step = 1
        for end in range(min(len(run), at + _LONGEST), at + 1, -1):
            meant = known.get(sounds[at:end], "")
            shorter = run[end - 1] in stopwords() and known.get(sounds[at : end - 1])  # 卷集和 is 卷积和, not 卷积核
            if not shorter and {at, end} <= borders and _may_be(run[at:end], meant, right[at:end]):
                yield run[at:end], meant
                step = end - at
                break
        at += step


def _may_be(written: str, meant: str, right: Sequence[bool]) -> bool:
    """Whether what is written can be a slip: some of it is right, and what is wrong is part of no word."""
    wrong = [at for at, (one, other) in enumerate(zip(written, meant, strict=False)) if one != other]
    if not wrong or len(wrong) == len(meant) or any(right[at] for at in wrong):
        return False
    # A pair is met by chance, and so is a word with whatever stands beside it.
    rest = {0: written[1:], len(meant) - 1: written[:-1]}.get(wrong[0], "") if len(wrong) == 1 else ""
    by_chance = len(meant) == 2 or is_word(rest)  # noqa: PLR2004
    return not (by_chance and any(written[at] in stopwords() or written[at] in _ALONE for at in wrong))


def _borders(parts: Sequence[str]) -> set[int]:
    """Where words begin and end; within a word that the dictionary does not have, anywhere."""
    borders, at = {0}, 0
    for part in parts:
        borders |= {at + len(part)} if is_word(part) else set(range(at, at + len(part) + 1))
        at += len(part)
    return borders


def _right(run: str, parts: Sequence[str], named: Collection[str]) -> list[bool]:
    """Of each character, whether it is part of a longer word of the dictionary or of a name."""
    right = [len(part) > 1 and is_word(part) for part in parts for _ in part]
    for name in named:
        for found in re.finditer(re.escape(name), run):
            right[found.start() : found.end()] = [True] * len(name)
    return right


def _sounds(han: str) -> Sounds:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  its dictionary takes half a second: loaded by the first text

    return tuple(map(_plain, lazy_pinyin(han)))


@cache
def _plain(syllable: str) -> str:
    for pattern, plain in _SAME_SOUND:
        syllable = pattern.sub(plain, syllable)
    return syllable
