"""How questions are worded: what is asked about a thing, words that stand for each other, words that tell nothing."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

_LINE: Final = re.compile(r"(?:(?P<kind>strong|weak|modal|alike) (?P<name>[\w ]+): )?(?P<phrases>.+)")
_WORD: Final = re.compile("[\u3400-\u9fff]|[a-z]+|[0-9]+(?:[.][0-9]+)?")
"""A Latin word or figure; Han characters one by one, because words are cut differently among other words."""


class Meant(NamedTuple):
    """What one stretch of a question says: `kind` is strong, weak or modal for what is asked, word for the rest."""

    kind: str
    name: str


def meant(text: str) -> Iterator[Meant]:
    """What a folded text says, in order, without the words that tell no question from another."""
    end = 0
    for match in _any_phrase().finditer(text):
        yield from _each_word(text[end : match.start()])
        yield from _known(match[0])
        end = match.end()
    yield from _each_word(text[end:])


def _each_word(text: str) -> Iterator[Meant]:
    for word in _WORD.findall(text):
        yield from _known(word)


def _known(phrase: str) -> Iterator[Meant]:
    one = _phrases().get(phrase, Meant("word", phrase))
    if one.kind:
        yield one


@cache
def _phrases() -> dict[str, Meant]:
    """What each phrase of `wordings.txt` says; the kind of what says nothing is empty."""
    known: dict[str, Meant] = {}
    for line in files(__package__).joinpath("wordings.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and (match := _LINE.fullmatch(line)):
            kind = {"alike": "word", None: ""}.get(match["kind"], match["kind"])
            known |= dict.fromkeys(match["phrases"].split(" | "), Meant(kind, match["name"] or ""))
    return known


@cache
def _any_phrase() -> re.Pattern[str]:
    """Phrases longer than a character, the longest first: single ones are looked up as words."""
    several = sorted((phrase for phrase in _phrases() if len(phrase) > 1), key=len, reverse=True)
    latin = (rf"(?<![a-z0-9]){re.escape(phrase)}(?![a-z0-9])" for phrase in several if phrase.isascii())
    han = (re.escape(phrase) for phrase in several if not phrase.isascii())
    return re.compile("|".join([*han, *latin]))
