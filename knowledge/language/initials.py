"""Whether a short Latin name abbreviates a long one: LSTM is long short-term memory."""

import re
from collections.abc import Sequence
from typing import Final

_LONGEST: Final = 8
_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_UNSOUNDED: Final = {"of", "and", "the", "for", "to", "in", "with", "on", "a", "by", "or"}


def is_abbreviation(name: str) -> bool:
    """Whether a Latin name looks like one: a short word of which half or more are capitals, plural s aside."""
    letters = name.removesuffix("s")
    capitals = sum(character.isupper() for character in letters)
    return " " not in name and len(name) <= _LONGEST and capitals >= max(2, len(letters) / 2)


def abbreviates(short: str, long: str) -> bool:
    """Whether each word of the long name gives its initial, and more of its letters perhaps, in order.

    Small words (of, and) may be passed over; a single word has to be split by capitals or be much longer.
    """
    letters = "".join(_WORD.findall(short)).lower()
    parts = [part.lower() for part in _WORD.findall(long)]
    if len(letters) < 2 or (len(parts) == 1 and len(long) <= len(short) + 3):  # noqa: PLR2004  one letter says nothing
        return False
    if parts and parts[0] in _UNSOUNDED and parts[0][0] != letters[0]:
        return False
    sounded = [part for part in parts if part not in _UNSOUNDED]
    spellings = {letters, letters.removesuffix("s")}
    return any(_spelt(each, words) for each in spellings for words in (parts, sounded))


def _spelt(letters: str, words: Sequence[str]) -> bool:
    """Whether the words, each by its initial and some later letters of its own, spell these letters."""
    reached = {0}
    for word in words:
        reached = {end for start in reached for end in _ends(letters, start, word)}
    return len(letters) in reached


def _ends(letters: str, start: int, word: str) -> list[int]:
    """Up to where a word can spell the letters from a start on."""
    if letters[start : start + 1] != word[0]:
        return []
    at, ends = 0, [start + 1]
    for letter in letters[start + 1 :]:
        at = word.find(letter, at + 1)
        if at < 0:
            break
        ends.append(ends[-1] + 1)
    return ends
