"""What a question is about: the things it names, in its own spelling."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from knowledge.language.aliases import Glossary
from knowledge.language.folding import fold
from knowledge.language.words import segments, stopwords, topic_words

_NAME: Final = re.compile(r"(?<![A-Za-z0-9])(?:\d+(?=[A-Za-z]))?[A-Za-z][A-Za-z0-9]*(?:[-+.][A-Za-z0-9]+)*\+*")
_HAN: Final = re.compile("[\u3400-\u9fff]+")
_PHRASES: Final = 2

_Span = tuple[int, int]


def topics(question: str, glossary: Glossary) -> list[str]:
    """The things that a question is about, in its order and spelling: names, else its first phrases that say any."""
    named = [_grown(question, span) for span in sorted(_named_spans(question, glossary))]
    found: list[_Span] = []
    for start, end in sorted(named or list(_phrases(question))[:_PHRASES], key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return [question[start:end] for start, end in found]


def named(text: str, glossary: Glossary) -> list[str]:
    """The names in a text: those that the glossary has, and Latin words."""
    return [name for name in (*glossary.other_names(text), *_NAME.findall(text)) if tells(name)]


def own_words(text: str, glossary: Glossary) -> list[str]:
    """The words of a text that say what it is about: its names, else its topic words that name more than a question."""
    names = [name for name in glossary.other_names(text) if tells(name)]
    return names or [word for word in topic_words(text) if tells(word)]


def tells(word: str) -> bool:
    """Whether a word names a thing: those in `general_words.txt` ask about one, as 缺点 and 公式 do."""
    low = fold(word)
    if low in _general() or low in stopwords() or low.isdigit():
        return False
    return len(low) > 1 or not _HAN.match(low)


def _named_spans(question: str, glossary: Glossary) -> Iterator[_Span]:
    for name in _NAME.finditer(question):
        if len(name[0]) > 1 and tells(name[0]):
            yield name.span()
    low = fold(question)
    if len(low) != len(question):  # the places in the one are not those in the other
        return
    for known in filter(tells, glossary.other_names(question)):
        at = low.find(known)
        yield at, at + len(known)


def _phrases(question: str) -> Iterator[_Span]:
    """The stretches of a question between words that say how it is asked."""
    for run in _HAN.finditer(question):
        at, start = run.start(), -1
        for part in (*segments(run[0]), ""):
            telling = bool(part) and tells(part)
            if telling and start < 0:
                start = at
            elif not telling and start >= 0:
                yield start, at
                start = -1
            at += len(part)


def _grown(question: str, span: _Span) -> _Span:
    """A name with the words that belong to it: 池化 of 池化层."""
    start, end = span
    for first, last in _phrases(question):
        if first <= start < last or first < end <= last:
            start, end = min(start, first), max(end, last)
    return start, end


@cache
def _general() -> frozenset[str]:
    lines = files(__package__).joinpath("general_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
