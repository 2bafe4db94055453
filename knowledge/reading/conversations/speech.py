"""What somebody does by saying something: ask, report a problem, answer, thank, or talk about lunch."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from knowledge.language.aliases import other_names
from knowledge.language.words import topic_words
from knowledge.reading.conversations.cues import chatter, cue, kinds


class Act(StrEnum):
    """What a text is; an ASIDE is a question or notice that is no matter for a study group."""

    QUESTION = "question"
    PROBLEM = "problem"
    STATEMENT = "statement"
    ASIDE = "aside"
    CHATTER = "chatter"


@dataclass(frozen=True, slots=True)
class Speech:
    """A text's act, the words it is about, and how it fits what was said before.

    `answers`: it reads as advice or explanation; `suggests`: it guesses the cause in the form of a question;
    `inquires`: it asks the other for details; `follows`: it goes on from what was said; `opens`: it begins something
    new; `resolves`: the asker found it out; `advises`: beside a question it says what to do; `marked`: it asks beyond
    doubt; `troubled`: something there may not be as it should; `wants`: the kinds of answer that would fit, of `gives`.
    """

    act: Act
    words: frozenset[str] = frozenset()
    answers: bool = False
    suggests: bool = False
    inquires: bool = False
    follows: bool = False
    opens: bool = False
    resolves: bool = False
    advises: bool = False
    marked: bool = False
    troubled: bool = False
    wants: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()


_CODE: Final = re.compile(r"```[\s\S]*?(?:```|\Z)|`[^`\n]*`|https?://[!-~]+")
_MARKS: Final = re.compile(r"[\W_]+")
_MENTION: Final = re.compile(r"@\S{1,20}\s?")
_MARKED: Final = re.compile(r"？|\?(?![\w=&])")
_FINAL: Final = re.compile(r"[吗呢么嘛]\W{0,9}$")
_LAUGHS: Final = re.compile(r"^.{0,10}(?:哈{2,}|嘿嘿|嘻嘻|呜呜)\s*$")
_CLAUSE: Final = re.compile(r"[，,；;。.!！\n]+")
_SENTENCE: Final = re.compile(r"[^。？！?!；;\n]+[。？！?!；;\n]*")
_LATIN: Final = re.compile(r"[A-Za-z]{2,}|\d")
_LONGEST_CHATTER: Final = 24
_LONGEST: Final = 1000
_ADVICE: Final = 8


def is_verdict(text: str) -> bool:
    """Whether it is no more than a yes or a no, which answers where yes or no was asked."""
    plain = _plain(text[:_LONGEST])
    return len(plain) <= _LONGEST_CHATTER and cue("verdict").fullmatch(plain) is not None


def is_chatter(text: str) -> bool:
    """Whether it says nothing to keep: thanks, laughter, emoji, a greeting, `+1`, `百度一下`."""
    if "```" in text or "http" in text:
        return False
    plain = _plain(text[:_LONGEST])
    if len(plain) > _LONGEST_CHATTER:
        return False
    if chatter().fullmatch(plain) or (_LAUGHS.search(plain) and not _LATIN.search(plain)):
        return True
    return (cue("useless").search(plain) or cue("thanks").match(plain)) is not None


def analyse(text: str, *, forwarded: bool = False) -> Speech:
    """What is done by saying this, judged by its first 1,000 characters; a forwarded text never asks."""
    text = text[:_LONGEST]
    if is_chatter(text):
        return Speech(Act.CHATTER)
    prose = _CODE.sub(" ", _MENTION.sub(" ", text)).strip().lower()
    names = _names(text)
    words = _words(text, names)
    lower = text.lower()
    act = Act.STATEMENT if forwarded else _act(prose, lower, words, technical=bool(names))
    return Speech(
        act,
        words,
        answers=_has("answers", prose) or "```" in text,
        suggests=_has("suggests", prose) and not _has("open question", prose),
        inquires=_has("inquires", prose),
        follows=_has("follows", prose),
        opens=forwarded or _has("opens", prose) or _has("notice", prose),
        resolves=_has("resolves", prose),
        advises=act is Act.QUESTION and _advises(prose),
        marked=_MARKED.search(prose) is not None or _FINAL.search(prose) is not None,
        troubled=act is Act.STATEMENT and _has("troubled", prose) and not _has("resolves", prose),
        wants=_wanted(act, prose),
        gives=frozenset(kind for kind in kinds() if _has(f"gives {kind}", lower if kind == "which" else prose)),
    )


def asking_sentence(sentences: list[str]) -> str:
    """The first of these sentences that asks or reports a problem; the first of all where none does."""
    asking = (one for one in sentences if _asks(one.lower()) and topic_words(one))
    troubled = (one for one in sentences if _has("problem", one.lower()))
    return next(asking, next(troubled, sentences[0] if sentences else ""))


def _has(name: str, text: str) -> bool:
    return cue(name).search(text) is not None


def _plain(text: str) -> str:
    return _MARKS.sub(" ", _MENTION.sub(" ", text)).strip().lower()


def _names(text: str) -> dict[str, str]:
    """The terms that a text names, each with the one word that stands for all names of the thing."""
    return {name: min((name, *others)) for name, others in other_names(text).items()}


def _words(text: str, names: Mapping[str, str]) -> frozenset[str]:
    """Its topic words, and one word for each thing that has several names."""
    parts = {part for name in names for part in _han_parts(name)}
    return frozenset(word for word in topic_words(text) if len(word) > 1 and word not in parts) | set(names.values())


@cache
def _han_parts(name: str) -> frozenset[str]:
    """The Chinese words of a term; there are no more terms than the list of names has."""
    return frozenset(part for part in topic_words(name) if not part.isascii())


def _asks(prose: str) -> bool:
    """Whether it asks; without a mark, words such as 多少 and 什么 ask only in the last clause."""
    if _MARKED.search(prose):
        return True
    plain = cue("embedded").sub(" ", prose)
    if _has("interrogative", cue("weak").sub(" ", plain)):
        return True
    clauses = [clause for clause in _CLAUSE.split(plain) if clause.strip()]
    return bool(clauses) and _has("interrogative", clauses[-1])


def _wanted(act: Act, prose: str) -> frozenset[str]:
    problem = ("how", "why") if act is Act.PROBLEM else ()
    return frozenset((*problem, *(kind for kind in kinds() if _has(f"wants {kind}", prose))))


def _advises(prose: str) -> bool:
    stated = " ".join(one for one in _SENTENCE.findall(prose) if not _asks(one))
    return len(stated) >= _ADVICE and _has("answers", stated)


def _act(prose: str, text: str, words: frozenset[str], *, technical: bool) -> Act:
    asks = _asks(prose)
    technical = technical or "```" in text or _LATIN.search(prose) is not None
    if _is_aside(prose, technical=technical, asks=asks):
        return Act.ASIDE
    if asks:
        return Act.QUESTION if words else Act.ASIDE
    if _has("problem", text) and not _has("no problem", prose) and not _has("resolves", prose):
        return Act.PROBLEM
    return Act.STATEMENT


def _is_aside(prose: str, *, technical: bool, asks: bool) -> bool:
    if _has("notice", prose) and not prose.endswith(("?", "？")):
        return not (technical and _MARKED.search(prose) and _has("open question", prose))
    if _has("everyday", prose) and not technical:
        return True
    return _has("rhetorical", prose) and (asks or not technical)
