"""A text as clauses of tokens: what a claim and a passage are compared by."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from knowledge.answering.support.contrasts import Choice, chosen
from knowledge.answering.support.figures import without_separators
from knowledge.answering.support.referents import resolved
from knowledge.answering.support.tokens import Contrast, Negation, Placed, Token, Word, are_one, tokens
from knowledge.language.aliases import other_names
from knowledge.language.folding import fold

_SENTENCE_END: Final = re.compile(r"[。；;！!？?\n…]+|\.(?=\s|$)")
_CLAUSE_END: Final = re.compile(
    r"[，—]|(?<!\d)[：:]|[：:](?!\d)|(?<![a-z0-9%)]),|,(?!\s+[a-z])|,(?=\s+(?:and|but|so|or|which|while|whereas|although|then)\b)|(?<![从因然反])而(?!且)|\b(?:but|while|whereas|although)\b|(?<=[\u3400-\u9fff])[但却]"
)
_BECAUSE: Final = re.compile("因为|由于|为了")
_JOINT: Final = re.compile(r"、|\band\b")
_SAID: Final = 2  # tokens of what stands for itself
_SHORTEST: Final = 4  # characters
_TEX: Final = re.compile(r"\\([A-Za-z]+)")
_TEX_SIGNS: Final = {"times": "×", "cdot": "·", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "pm": "±"}
_MARKS: Final = re.compile(r"[${}`*\\]")


@dataclass(frozen=True)
class Clause:
    """One clause: its folded text, its tokens in order, and the number of the sentence it stands in."""

    text: str
    tokens: tuple[Placed, ...]
    sentence: int

    @cached_property
    def said(self) -> frozenset[Token]:
        """Its distinct tokens."""
        return frozenset(placed.token for placed in self.tokens)

    @cached_property
    def choices(self) -> frozenset[Choice]:
        """What is chosen in it, of all contrasts."""
        return frozenset(choice for token in self.said if isinstance(token, Contrast) for choice in token.choices)

    @cached_property
    def spoken(self) -> tuple[Token, ...]:
        """Its tokens in order, but for negations."""
        return tuple(placed.token for placed in self.tokens if not isinstance(placed.token, Negation))

    def has(self, token: Token) -> bool:
        """Whether the clause says that too; a Chinese word may be cut otherwise in it."""
        if isinstance(token, Contrast):
            return not self.choices.isdisjoint(token.choices)
        return token in self.said or (isinstance(token, Word) and not token.text.isascii() and token.text in self.text)

    def stretches(self, token: Token) -> list[tuple[int, int]]:
        """Where it says that: start and end in its text."""
        if token not in self._stretches:
            self._stretches[token] = list(self._find(token))
        return self._stretches[token]

    @cached_property
    def _stretches(self) -> dict[Token, list[tuple[int, int]]]:
        return {}  # asked for again and again

    def _find(self, token: Token) -> Iterator[tuple[int, int]]:
        if isinstance(token, Word) and not token.text.isascii() and token not in self.said:
            at = self.text.find(token.text)
            if at >= 0:
                yield at, at + len(token.text)
            return
        yield from ((placed.start, placed.end) for placed in self.tokens if are_one(placed.token, token))


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Clause, ...]:
    """The clauses of a text that say anything, in order; formulas and code count by their symbols."""
    folded = without_separators(fold(plain(text)))
    longest_first = sorted(other_names(folded).items(), key=lambda named: -len(named[0]))
    named = {name: _thing((name, *others)) for name, others in longest_first}
    found = (
        Clause(part, tuple(tokens(part, named)), number)
        for number, sentence in enumerate(_SENTENCE_END.split(resolved(folded, named)))
        for whole in _parts(sentence)
        for part in _parallels(whole, named)
    )
    return tuple(clause for clause in found if clause.tokens)


def _parts(sentence: str) -> Iterator[str]:
    """The clauses of a sentence; what has no more than a word after 而 stays with what is before it."""
    start = 0
    for match in _CLAUSE_END.finditer(sentence):
        begins = not sentence[start : match.start()].strip()
        if match[0] == "而" and _BECAUSE.search(sentence, start, match.start()):
            continue  # 因为 … 而 …
        if begins or not match[0].startswith("而") or len(sentence) - match.end() > _SHORTEST:
            yield sentence[start : match.start()]
            start = match.end()
    yield sentence[start:]


def _parallels(clause: str, named: Mapping[str, Token]) -> Iterator[str]:
    """The parts of a clause that say something of one of two rivals each: 拉近配对的、推远不配对的."""
    start = 0
    said = [tuple(tokens(part, named)) for part in _JOINT.split(clause)]
    for joint, (one, two) in zip(_JOINT.finditer(clause), pairwise(said), strict=True):
        if _are_parallel(one, two):
            yield clause[start : joint.start()]
            start = joint.end()
    yield clause[start:]


def _are_parallel(one: Sequence[Placed], two: Sequence[Placed]) -> bool:
    """Whether something is said on both sides, and of rivals, which are no items of one list."""
    if min(len(one), len(two)) < _SAID or _are_rivals(one[-1], two[0]):
        return False
    return any(_are_rivals(first, second) for first in one for second in two)


def _are_rivals(one: Placed, two: Placed) -> bool:
    first, second = one.token, two.token
    return (
        isinstance(first, Contrast)
        and isinstance(second, Contrast)
        and not first.contrasts.isdisjoint(second.contrasts)
        and not are_one(first, second)
    )


def has(clauses: Sequence[Clause], token: Token) -> bool:
    """Whether any of the clauses says that."""
    return any(clause.has(token) for clause in clauses)


def plain(text: str) -> str:
    r"""The text without marks of formulas, code and emphasis: `$\\beta_{1}$` → β_1."""
    return _MARKS.sub("", _TEX.sub(_symbol, text))


def _thing(names: Sequence[str]) -> Token:
    """What stands for a thing of several names."""
    choices = dict.fromkeys(choice for name in names for choice in chosen(name))
    return Contrast(min(names), tuple(choices)) if choices else Word(min(names))


def _symbol(command: re.Match[str]) -> str:
    try:
        return unicodedata.lookup(f"GREEK SMALL LETTER {command[1]}")
    except KeyError:
        return _TEX_SIGNS.get(command[1], " ")
