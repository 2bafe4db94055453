"""Whether two questions ask the same thing in other words.

The vectors of 「训练时怎么算」 and 「推理时怎么算」 are nearer to each other than those of many rewordings. So nearness
is asked for, and beyond it everything that tells questions apart has to be the same: what is asked about a thing (why,
how, what it is for), figures, names, negations, what is better than what, and every other word that says something.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from knowledge.language.aliases import other_names
from knowledge.language.folding import fold
from knowledge.language.words import language
from knowledge.records import Meaning
from knowledge.remembering.wordings import Meant, meant

_LEAST_NEAR: Final = 0.7
"""Least cosine similarity of two questions' vectors without a share of what all questions have in common."""

_MARKS: Final = re.compile(r"[\W_]+")
_ORDINAL: Final = re.compile("第([一二三四五六七八九])(?![十百千])")
_DIGITS: Final = {han: str(value) for value, han in enumerate("一二三四五六七八九", start=1)}
_TIMES: Final = re.compile(r"(?<=\d)\s*[×x*]\s*(?=\d)")
_EITHER_WAY: Final = re.compile(
    "([是能要会对好])不\\1|有没有|可不可以|需不需要|知不知道|不同|不足之处|[区类识判辨分特级差]别|别的|非线性|非参数"
)
_NEGATION: Final = re.compile(r"[不没无未非勿别]|\b(?:not|no|never|cannot|without|avoid)\b|n['’]t\b")
_DIRECTION: Final = re.compile(
    r"比(?![较例如])|优于|好于|不如|[高低大小快慢]于|转|变成|到(?!底)|→|\b(?:than|from|into)\b"
)
_LEANING: Final = re.compile(
    r"它|这[个种些样]|那[个种些样]|[前后]者|上面|上述|刚才|\b(?:it|its|this|that|these|those|they)\b"
)
_WEAK_FIRST: Final = ("how", "whether", "what")


def same(asked: Meaning, earlier: Sequence[Meaning]) -> list[int]:
    """The indices of those that ask what is asked, in their order.

    Where two have no vectors of one embedder, only the same words in the same order are the same question. One that
    leans on something, 「它有什么缺点」, is the same as none: it may mean another thing each time.
    """
    if _LEANING.search(fold(asked.question)):
        return []
    plain, gist, near = _plain(asked.question), _gist(asked.question), _near(asked, earlier)
    return [
        at
        for at, one in enumerate(earlier)
        if at in near and (_plain(one.question) == plain or (near[at] and gist.content and _gist(one.question) == gist))
    ]


@dataclass(frozen=True, slots=True)
class _Gist:
    """What tells a question from others that are near; `ordered` is empty where the order of words says nothing."""

    language: str
    about: frozenset[str]
    negated: bool
    content: frozenset[str]
    ordered: tuple[str, ...]


def _near(asked: Meaning, earlier: Sequence[Meaning]) -> dict[int, bool]:
    """The indices of those that may be the same, and whether their vectors say so or they have none to compare."""
    vectors = {at: one.vector for at, one in enumerate(earlier) if one.embedder == asked.embedder}
    compared = {at: vector for at, vector in vectors.items() if vector is not None}
    if asked.vector is None or not compared:
        return dict.fromkeys(range(len(earlier)), False)
    cosines = np.stack(list(compared.values())) @ asked.vector
    near = {at: True for at, cosine in zip(compared, cosines, strict=True) if cosine >= _LEAST_NEAR}
    return near | dict.fromkeys(set(range(len(earlier))) - compared.keys(), False)


def _plain(question: str) -> str:
    return _MARKS.sub("", fold(question))


def _gist(question: str) -> _Gist:
    folded = _ORDINAL.sub(lambda match: f"第{_DIGITS[match[1]]}", _TIMES.sub("x", fold(question)))
    said = list(_said(folded))
    words = tuple(one.name for one in said if one.kind == "word")
    return _Gist(
        language=language(question),
        about=_about(said),
        negated=_NEGATION.search(_EITHER_WAY.sub(" ", folded)) is not None,
        content=frozenset(words),
        ordered=words if _DIRECTION.search(folded) else (),
    )


def _said(folded: str) -> Iterator[Meant]:
    """What a question says, with one name for everything that has several."""
    names = {named: min(named, *others) for named, others in other_names(folded).items()}
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    for part in re.split(f"({pattern})", folded) if names else [folded]:
        if part in names:
            yield Meant("word", names[part])
        else:
            yield from meant(part)


def _about(said: Sequence[Meant]) -> frozenset[str]:
    """What is asked about a thing; of 「能」 and 「要」 only a yes or no makes a difference."""
    named = {kind: {one.name for one in said if one.kind == kind} for kind in ("strong", "weak", "modal")}
    if named["strong"]:
        return frozenset(named["strong"])
    first = [name for name in _WEAK_FIRST if name in named["weak"]][:1]
    return frozenset(first if first and first != ["whether"] else ["whether", *named["modal"]])
