"""How much of a question a text speaks of: its words and character pairs, weighted by how telling they are."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from knowledge.language.aliases import Group, other_names
from knowledge.language.folding import fold
from knowledge.language.words import stopwords, topic_words, words

_RUN = re.compile("[\u3400-\u9fff]+|[a-z0-9]+")


@dataclass(frozen=True)
class FoldedText:
    """A text with what matching needs of it, each worked out once and only where it is asked for."""

    text: str

    @cached_property
    def folded(self) -> str:
        """The text as one folded string."""
        return fold(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its distinct words."""
        return frozenset(words(self.text))

    @cached_property
    def grams(self) -> frozenset[str]:
        """Its pairs of neighbouring Han characters and its Latin words: they match where words were cut otherwise."""
        return frozenset(_grams(self.folded))

    def has_name(self, name: str) -> bool:
        """Whether the text has a folded name: a Latin one by its words (`gan` is not in `began`), others as written."""
        return self.words.issuperset(_RUN.findall(name)) if name.isascii() else name in self.folded


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a question, the other names of what it belongs to, and its weight."""

    word: str
    names: tuple[str, ...]
    weight: float

    @property
    def is_telling(self) -> bool:
        """Whether it names anything: a stop word, a figure or a single letter does not."""
        return (
            self.word not in stopwords() and not self.word.isdigit() and (len(self.word) > 1 or not self.word.isascii())
        )

    def stands_in(self, text: FoldedText) -> bool:
        """Whether the text has the word, or names its thing by another name."""
        return self.word in text.words or any(map(text.has_name, self.names))


@dataclass(frozen=True, slots=True)
class Terms:
    """A question's terms and character pairs, weighted by how few of some texts have them."""

    words: tuple[Term, ...]
    grams: Mapping[str, float]

    @classmethod
    def weighted(cls, question: str, texts: Sequence[FoldedText], known: Mapping[str, Group] | None = None) -> "Terms":
        """The terms of a question, weighted by the texts that were found for it.

        `known` are the other names of what it names; where they are not given, those of the list that is shipped.
        """
        known = other_names(question) if known is None else known
        names = {word: names for named, names in known.items() for word in topic_words(named)}
        plain = [Term(word, names.get(word, ()), 1.0) for word in topic_words(question) or words(question)]
        weighted = (Term(term.word, term.names, _rarity(_holding(term, texts), len(texts))) for term in plain)
        asked = _grams(_function_words().sub(" ", fold(question)))
        grams = {gram: _rarity(sum(gram in text.grams for text in texts), len(texts)) for gram in asked}
        return cls(tuple(weighted), grams)

    def words_in(self, text: FoldedText) -> float:
        """The weighted share (0..1) of the words that the text has."""
        return _share((term.weight, term.stands_in(text)) for term in self.words)

    def grams_in(self, text: FoldedText) -> float:
        """The weighted share (0..1) of the character pairs that the text has."""
        return _share((weight, gram in text.grams) for gram, weight in self.grams.items())


@cache
def _function_words() -> re.Pattern[str]:
    chinese = sorted((word for word in stopwords() if not word.isascii()), key=len, reverse=True)
    return re.compile("|".join(chinese))


def _grams(folded: str) -> set[str]:
    runs = _RUN.findall(folded)
    pairs = {run[at : at + 2] for run in runs if not run.isascii() for at in range(max(1, len(run) - 1))}
    return pairs | {run for run in runs if run.isascii()}


def _holding(term: Term, texts: Sequence[FoldedText]) -> int:
    return sum(term.stands_in(text) for text in texts)


def _rarity(holding: int, total: int) -> float:
    """BM25's inverse document frequency, never negative."""
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def _share(weighted: Iterable[tuple[float, bool]]) -> float:
    have = total = 0.0
    for weight, present in weighted:
        total += weight
        have += weight * present
    return have / total if total else 0.0
