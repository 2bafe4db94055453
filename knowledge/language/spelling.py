"""Words that were mistyped, mended towards what the entries and the glossary know."""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.language.aliases import Glossary, Group, key
from knowledge.language.folding import fold
from knowledge.language.homophones import Sounds, by_sound, misheard
from knowledge.language.words import stopwords

_LEAST_LETTERS: Final = 5
_TWO_SLIPS: Final = 9  # letters; a shorter word has room for one
_COMMON: Final = 3  # entries that have what a word is mended to
_CLEARLY: Final = 3  # times as many as the next word that is as near
_LATIN: Final = re.compile(r"(?<![a-z0-9])[a-z]+(?![a-z0-9])")
_HAN: Final = re.compile("[\u3400-\u9fff]{2,}")
_ENDINGS: Final = ("s", "es", "ed", "d", "ing", "er", "r", "ly", "al", "y")
_OTHER_LETTER: Final = 8  # letters; RetNet is not ResNet
_PART: Final = 4  # letters
_RATHER: Final = 10  # times as many entries: what is rare then is their own slip
_JOINT: Final = re.compile(r"[ -]")
_LISTED: Final = re.compile(f'"([a-z]{{{_LEAST_LETTERS},}})":')
_APART: Final = re.compile(r"(?<![a-z0-9])[a-z0-9]+(?:[ -][a-z0-9]+)+(?![a-z0-9])")


@dataclass(frozen=True)
class Spelling:
    """How the words of a glossary are written.

    A word is mended only where nothing known is written like it, and one known word clearly is what was meant.
    """

    glossary: Glossary

    @classmethod
    def of(cls, glossary: Glossary) -> "Spelling":
        """The spelling of a glossary, worked out once."""
        return _spelling(glossary)

    def mended(self, text: str) -> dict[str, str]:
        """What is mistyped in a text → what is meant, both folded."""
        folded = fold(text)
        unknown = (word for word in _LATIN.findall(folded) if word not in self.glossary.words)
        latin = {word: meant for word in unknown if self._is_strange(word) and (meant := self._meant(word))}
        return {**latin, **_misspelt(folded), **self._han(folded)}

    def forms(self, text: str) -> dict[str, Group]:
        """What a text names → how the entries write it: joined, apart, in the singular, or without their own slip."""
        folded = fold(text)
        found: defaultdict[str, list[str]] = defaultdict(list)
        for apart in _neighbours(folded):
            if (joined := _JOINT.sub("", apart)) in self.glossary.words:
                found[apart].append(joined)
        for word in _LATIN.findall(folded):
            found[word] += self._written(word)
        return {named: tuple(names) for named, names in found.items() if names}

    def _written(self, word: str) -> Iterator[str]:
        """Other spellings of one Latin word, none where many entries have it."""
        has = self.glossary.words.get(word, 0)
        if len(word) < _LEAST_LETTERS or has >= _COMMON:
            return
        yield from (form for form in (word.removesuffix("s"), f"{word}s") if form != word and self._common.get(form))
        cuts = ((word[:at], word[at:]) for at in range(_PART, len(word) - _PART + 1)) if not has else ()
        yield from (f"{one} {other}" for one, other in cuts if self._common.get(one) and self._common.get(other))
        if has and self._is_strange(word) and (meant := self._meant(word)):
            yield from [meant] if self._common[meant] >= _RATHER * has else []

    def _is_strange(self, word: str) -> bool:
        known = word in stopwords() or word in _known_words() or key(word) in self._in_names
        return len(word) >= _LEAST_LETTERS and not known and word not in _english()

    def _meant(self, word: str) -> str | None:
        """The common word that differs by one slip, in a long word by two, and begins alike."""
        most = 1 + (len(word) >= _TWO_SLIPS)
        alike = self._by_initial.get(word[0], ())
        found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=most, limit=None)
        slips = {str(other): int(distance) for other, distance, _ in found if _is_slip(word, other)}
        least = min(slips.values(), default=0)
        near = sorted((other for other in slips if slips[other] == least), key=self._common.__getitem__, reverse=True)
        if not near or (len(near) > 1 and self._common[near[0]] < _CLEARLY * self._common[near[1]]):
            return None
        return near[0]

    @cached_property
    def _in_names(self) -> frozenset[str]:
        """The Latin words of names, and Latin names as one word each."""
        latin = [name for name in self.glossary.names if name.isascii()]
        return frozenset(key(part) for name in latin for part in (name, *_LATIN.findall(name)))

    @cached_property
    def _common(self) -> Mapping[str, int]:
        """What may be meant, with the entries that have it: words of names and listed ones count as common."""
        latin = (word for name in self.glossary.names if name.isascii() for word in _LATIN.findall(name))
        named = dict.fromkeys((*_known_words(), *latin), _COMMON)
        return named | {
            word: count for word, count in self.glossary.words.items() if count >= _COMMON and word.isalpha()
        }

    @cached_property
    def _by_initial(self) -> Mapping[str, Sequence[str]]:
        by_initial: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._common:
            if len(word) >= _LEAST_LETTERS - 1:
                by_initial[word[0]].append(word)
        return by_initial

    def _han(self, folded: str) -> dict[str, str]:
        """Names written with other characters of the same sound: 卷集 → 卷积."""
        named = self.glossary.other_names(folded)
        return dict(pair for run in _HAN.findall(folded) for pair in misheard(run, named, self._by_sound))

    @cached_property
    def _by_sound(self) -> Mapping[Sounds, str]:
        return by_sound(name for name in self.glossary.names if _HAN.fullmatch(name))


def _is_slip(word: str, other: str) -> bool:
    """Whether one is the other mistyped: not with a grammatical ending, nor in a short word with another letter."""
    short, long = sorted((word, other), key=len)
    swapped = sorted(word) == sorted(other)
    if long.removeprefix(short) in _ENDINGS or (word[-1] != other[-1] and not swapped):
        return False
    return swapped or len(word) != len(other) or len(word) >= _OTHER_LETTER


def _neighbours(folded: str) -> Iterator[str]:
    """Two or three Latin words or figures that stand side by side."""
    for parts in _APART.findall(folded):
        words = _JOINT.split(parts)
        yield from (" ".join(words[at : at + size]) for size in (2, 3) for at in range(len(words) - size + 1))


def _misspelt(folded: str) -> dict[str, str]:
    return {wrong: right for wrong, right in _misspellings().items() if wrong in folded}


@cache
def _misspellings() -> dict[str, str]:
    listed = files(__package__).joinpath("misspellings.txt").read_text(encoding="utf-8").split()
    return dict(zip(listed[::2], listed[1::2], strict=True))


@lru_cache(maxsize=4)
def _spelling(glossary: Glossary) -> Spelling:
    return Spelling(glossary)


@cache
def _english() -> frozenset[str]:
    """The English words that may be asked for: the library's own reader would keep all, with their counts, for good."""
    written = gzip.decompress(files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()).decode()
    return frozenset(found[1] for found in _LISTED.finditer(written))


@cache
def _known_words() -> frozenset[str]:
    return frozenset(files(__package__).joinpath("known_words.txt").read_text(encoding="utf-8").split())
