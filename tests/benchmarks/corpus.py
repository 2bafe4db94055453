"""A made-up library to measure with: Chinese machine-learning prose in natural word frequencies, and its vectors."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from knowledge import samples
from knowledge.language.aliases import groups
from knowledge.language.words import stopwords, words
from knowledge.records import Passage, Vector

DIMENSION: Final = 384
QUERIES: Final = 200

_SEED: Final = 20260105
_CHARACTERS: Final = 300  # a passage
_WORDS: Final = 220  # drawn for one passage; cut where the characters are full
_CLUSTERS: Final = 500
_CONCEPTS_A_CLUSTER: Final = 8
_NOISE: Final = 0.7  # of a vector around its cluster's centre: cosine .67 within a cluster
_NEARNESS: Final = 0.4  # of a query's vector around its passage's: cosine .93
_WORDS_A_QUERY: Final = 8
_CHUNK: Final = 1000
_SHARES: Final = (0.33, 0.49, 0.12, 0.06)  # of stop words, general words, the cluster's concepts, rare names
_RARE: Final = 60_000  # model names and numbers, most of which occur once
_SYLLABLES: Final = "ravedomitolekusapenoqizaborifuta"  # sixteen, two letters each

_Draws = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched by: words of one passage's prose and a vector near that passage's."""

    words: tuple[str, ...]
    vector: Vector


@dataclass(frozen=True, slots=True)
class Corpus:
    """The passages, vectors and queries in one directory; `passages` may be read again and again."""

    directory: Path

    def passages(self) -> Iterator[Passage]:
        """The passages in the order of their vectors."""
        with (self.directory / "passages.jsonl").open(encoding="utf-8") as lines:
            for position, line in enumerate(lines):
                heading, text = json.loads(line)
                yield Passage(f"e{position}", 0, tuple(heading), text)

    def vectors(self) -> npt.NDArray[np.float32]:
        """Shape (passages, `DIMENSION`), unit length, mapped from the file."""
        mapped: npt.NDArray[np.float32] = np.load(self.directory / "vectors.npy", mmap_mode="r")
        return mapped

    def queries(self) -> list[Query]:
        """`QUERIES` queries."""
        vectors = np.load(self.directory / "queries.npy")
        asked = json.loads((self.directory / "queries.json").read_text(encoding="utf-8"))
        return [Query(tuple(each), vector) for each, vector in zip(asked, vectors, strict=True)]


def write(directory: Path, size: int) -> Corpus:
    """Make up a corpus of so many passages; the same size gives the same bytes."""
    rng = np.random.default_rng(_SEED)
    clusters = rng.integers(_CLUSTERS, size=size)
    centres = _unit(rng.standard_normal((_CLUSTERS, DIMENSION)))
    vectors = _unit(centres[clusters] + _NOISE * _unit(rng.standard_normal((size, DIMENSION))))
    np.save(directory / "vectors.npy", vectors)
    with (directory / "passages.jsonl").open("w", encoding="utf-8") as lines:
        for start in range(0, size, _CHUNK):
            for heading, text in _prose(rng, clusters[start : start + _CHUNK]):
                lines.write(json.dumps([heading, text], ensure_ascii=False) + "\n")
    corpus = Corpus(directory)
    _write_queries(rng, corpus, vectors)
    return corpus


def _write_queries(rng: np.random.Generator, corpus: Corpus, vectors: npt.NDArray[np.float32]) -> None:
    chosen = np.sort(rng.choice(len(vectors), QUERIES, replace=len(vectors) < QUERIES))
    noise = _unit(rng.standard_normal((QUERIES, DIMENSION)))
    np.save(corpus.directory / "queries.npy", _unit(vectors[chosen] + _NEARNESS * noise))
    wanted = Counter(chosen.tolist())
    asked = [
        _query_words(rng, passage)
        for position, passage in enumerate(corpus.passages())
        for _ in range(wanted[position])
    ]
    (corpus.directory / "queries.json").write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")


def _query_words(rng: np.random.Generator, passage: Passage) -> list[str]:
    """A stretch of the passage as a question has it: its own words, without stop words."""
    topical = [word for word in words(passage.text) if word not in stopwords()]
    start = int(rng.integers(max(1, len(topical) - _WORDS_A_QUERY)))
    return list(dict.fromkeys(topical[start : start + _WORDS_A_QUERY]))


def _prose(rng: np.random.Generator, clusters: _Draws) -> Iterator[tuple[list[str], str]]:
    kinds = rng.choice(len(_SHARES), size=(len(clusters), _WORDS), p=_SHARES)
    drawn = np.stack([_zipf(rng, len(words), kinds.shape) for words in (_stop_words(), _general_words())])
    concepts = _zipf(rng, _CONCEPTS_A_CLUSTER, kinds.shape)
    names = (rng.random(kinds.shape) ** 2 * _RARE).astype(np.int64)
    for row, cluster in enumerate(clusters):
        choices = (_stop_words(), _general_words(), _concepts(int(cluster)))
        cells = zip(kinds[row], drawn[0, row], drawn[1, row], concepts[row], names[row], strict=True)
        spoken = (_name(cell[4]) if cell[0] == 3 else choices[cell[0]][cell[1 + cell[0]]] for cell in cells)
        yield [name.strip() for name in islice(_concepts(int(cluster)), 2)], _punctuated(spoken)


def _punctuated(spoken: Iterator[str]) -> str:
    """The words run together, a comma or a full stop after every ninth, up to the length of a passage."""
    text = ""
    for number, word in enumerate(spoken, start=1):
        text += word if number % 9 else f"{word}{'。' if number % 3 else '，'}"
        if len(text) >= _CHARACTERS:
            break
    return f"{text.replace('  ', ' ').strip()}。"


def _zipf(rng: np.random.Generator, count: int, shape: tuple[int, ...]) -> _Draws:
    weights = 1 / np.arange(10, count + 10)  # Zipf–Mandelbrot: the first words are not as far apart as 1, 1/2, 1/3
    return rng.choice(count, size=shape, p=weights / weights.sum())


def _unit(rows: npt.NDArray[np.float64] | npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    unit: npt.NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _name(number: int) -> str:
    """A rare name: syllables, or a number with one decimal."""
    if number % 3 == 0:
        return f" {number / 10} "
    starts = [2 * (number // 16**place % 16) for place in range(4)]
    return " " + "".join(_SYLLABLES[start : start + 2] for start in starts).capitalize() + "Net "


@cache
def _stop_words() -> tuple[str, ...]:
    return tuple(sorted(word for word in stopwords() if not word.isascii()))


@cache
def _general_words() -> tuple[str, ...]:
    """The samples' and glossary's words, the most frequent first."""
    texts = [path.read_text(encoding="utf-8") for path in samples.paths()]
    texts.extend(" ".join(group) for group in groups())
    counted = Counter(word for text in texts for word in words(text) if word not in stopwords())
    return tuple(_spaced(word) for word, _ in counted.most_common())


@cache
def _concepts(cluster: int) -> tuple[str, ...]:
    """What one cluster is about: names from the glossary, Chinese ones and English ones."""
    rng = np.random.default_rng([_SEED, cluster])
    chosen = rng.choice(len(groups()), _CONCEPTS_A_CLUSTER, replace=False)
    return tuple(_spaced(str(rng.choice(groups()[each]))) for each in chosen)


def _spaced(word: str) -> str:
    return f" {word} " if word.isascii() else word
