"""What a clause consists of: words, figures, words that exclude others, and negations, in order."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple

from knowledge.answering.support.contrasts import Choice, any_contrast, chosen
from knowledge.answering.support.figures import figures
from knowledge.language.words import stopwords, words

# What holds a negation and denies nothing, or only says how sure something is.
_NO_NEGATION: Final = re.compile(
    r"([\u3400-\u9fff])不\1|有没有|不[仅但断论过妨久然错]|差不多|[别不勿]要?忘|不足(?=\s*\d)|不管(?=[怎如是多])|不得不|不可不|不变[性量]|不等式|不动点|不平衡"
    r"|不到(?=\s*[\d一二两三四五六七八九十百千万])|未必|不一定|不一(?![定样致])|不见得|并不总是?|未登录|非[常负]|除非"
    "|无[论穷]|(?P<thing>无[限向损效]|[分识类特区级差个性辨判鉴]别|别名)"
    "|别[的人]|not only|no matter|not necessarily|not always|\\bnor\\b"
)
_NEGATION: Final = re.compile(
    r"无能为力|束手无策|无可奈何|行不通|几乎(?:没有|不)|很少|极少|没有|不必|不需要?|不用|无需|无须|并非|并不|不再|[不没无未非勿别]|免(?:去|得)"
    r"|\b(?:not|no|never|cannot|without|neither|none|hardly|barely|rarely|seldom|rather than|instead of)\b"
    r"|\b\w+n['’]t\b"
)
_RARELY: Final = re.compile("(?:很少|极少)(?=[\u3400-\u9fff])")  # before what is done; 很少 of a thing is little of it
# 与 A 不同, B …: joins, and says nothing of its own.
_UNLIKE: Final = re.compile(r"(?:^|(?<=\s))[与和跟同].+?(不同|不一样|相反|相比|类似)(?:的是)?\s*$")
_WORD: Final = re.compile(
    r"(?:[a-z]-)?[a-zα-ω][a-z0-9α-ω]*(?:_[a-z0-9α-ω]+|-(?=[a-z]*\d|[a-z](?![a-z])|(?:base|large|small|tiny|mini|medium|huge|xl)\b)[a-z0-9]+)*(?:\+\+|\#)?"
)
_HAN: Final = re.compile("[\u3400-\u9fff]+")
_ENDING: Final = re.compile(r"(?<=[a-z]{3})(?:ings?|ed|es?|s|ly)$")
_JOINING: Final = frozenset(  # and how often, about how much
    {
        "因此",
        "因而",
        "从而",
        "其中",
        "由于",
        "此外",
        "另外",
        "于是",
        "且",
        "若",
        "时",
        "并不",
        "之所以",
        "也就是",
        "就是",
        "即",
    }
    | {"常常", "往往", "通常", "一般", "经常", "常", "常见", "大约", "约", "大概", "左右", "thus", "hence", "therefore"}
    | {"them", "they", "their", "themselves", "one", "ones", "each", "thereby", "often", "usually", "typically"}
    | {"generally", "commonly", "about", "around", "roughly", "approximately", "has", "have", "had", "whose", "any"}
)
_NOUNS: Final = frozenset("值键列行步轮左右")  # listed, and parts of many words
_JOINED_NOUN: Final = re.compile(r"(?:(?<=[把和与及、对将给]).|^.)(?=[和与及、按]|$)")
_LATIN_BEFORE: Final = re.compile(r"[a-z] $")
_LATIN_AFTER: Final = re.compile(r" [a-z]")
_COUNTED: Final = re.compile(r"\s*[个种]")


class Word(NamedTuple):
    """One thing that may be said elsewhere: the stem of a word, or the first of the names of what it names."""

    text: str


class Number(NamedTuple):
    """A figure."""

    value: float


class Contrast(NamedTuple):
    """A word that excludes others, and what it may stand for."""

    word: str
    choices: tuple[Choice, ...]

    @property
    def is_scale(self) -> bool:
        """Whether it is an end of a scale, which a negation turns into the other."""
        return any(choice.is_scale for choice in self.choices)

    @property
    def contrasts(self) -> frozenset[int]:
        """The numbers of the contrasts it belongs to."""
        return frozenset(choice.contrast for choice in self.choices)


class Negation(NamedTuple):
    """A word that denies what follows it."""

    word: str


Token = Word | Number | Contrast | Negation


class Placed(NamedTuple):
    """A token and the stretch of its clause where it stands."""

    token: Token
    start: int
    end: int


_Span = tuple[int, int, Token | None]


def are_one(one: Token, two: Token) -> bool:
    """Whether two tokens say the same."""
    if isinstance(one, Contrast) and isinstance(two, Contrast):
        return not set(one.choices).isdisjoint(two.choices)
    return one == two


def tokens(folded: str, named: Mapping[str, Token]) -> Iterator[Placed]:
    """The tokens of a folded clause and where they stand; `named` says what stands for each name in it."""
    reached = 0
    for start, end, token in _apart(_spans(folded, named)):
        yield from _plain_words(folded, reached, start)
        if token:
            yield Placed(token, start, end)
        reached = end
    yield from _plain_words(folded, reached, len(folded))


def stem(word: str) -> str:
    """A folded Latin word without joints and ending."""
    return _ENDING.sub("", word.replace("-", "").replace("_", ""))


def _spans(folded: str, named: Mapping[str, Token]) -> list[_Span]:
    """Everything that may be a token, earlier ones first, longer ones before shorter; those of None are skipped."""
    chinese = _HAN.search(folded) is not None
    alone = set(words(folded))  # 值 is one thing, the end of 离群值 another
    names = re.compile("|".join(map(re.escape, named)) or "(?!)")
    found: chain[_Span] = chain(
        ((one.start, _counted(folded, one.end), Number(one.value)) for one in figures(folded)),
        ((*one.span(), Word(one[0]) if one["thing"] else None) for one in _NO_NEGATION.finditer(folded)),
        ((*one.span(1), None) for one in _UNLIKE.finditer(folded)),
        ((*one.span(), Negation(one[0])) for one in _RARELY.finditer(folded)),
        (
            (*one.span(), Contrast(one[0], chosen(one[0])))
            for one in any_contrast().finditer(folded)
            if one[0] not in _NOUNS or one[0] in alone or _JOINED_NOUN.match(folded, one.start())
        ),
        ((*one.span(), named[one[0]]) for one in names.finditer(folded)),
        ((*one.span(), Negation(one[0])) for one in _NEGATION.finditer(folded)),
        ((*one.span(), _word(one[0], alone=chinese and _is_alone(folded, one))) for one in _WORD.finditer(folded)),
    )
    return sorted(found, key=lambda span: (span[0], -span[1]))


def _counted(folded: str, end: int) -> int:
    """Where a figure ends with 个 or 种, which say nothing of what is counted."""
    counted = _COUNTED.match(folded, end)
    return counted.end() if counted else end


def _apart(spans: list[_Span]) -> Iterator[_Span]:
    """Those that do not overlap an earlier one."""
    reached = 0
    for span in spans:
        if span[0] >= reached:
            yield span
            reached = span[1]


def _is_alone(folded: str, word: re.Match[str]) -> bool:
    """Whether no other Latin word stands beside it."""
    return not (_LATIN_BEFORE.search(folded, 0, word.start()) or _LATIN_AFTER.match(folded, word.end()))


def _word(said: str, *, alone: bool) -> Word | None:
    """What a Latin word says; an A or He alone among Chinese words is no article or pronoun."""
    return None if (said in stopwords() and not alone) or said in _JOINING else Word(stem(said))


def _plain_words(folded: str, start: int, end: int) -> Iterator[Placed]:
    for run in _HAN.finditer(folded, start, end):
        found = words(run[0])
        for word in found:
            is_compound = any(len(part) > 1 and part != word and part in word for part in found)
            if not is_compound and word not in stopwords() and word not in _JOINING:
                at = folded.find(word, run.start(), run.end())
                yield Placed(Word(word), at, at + len(word))
