"""The whole path of ingesting without reading: passages into the library, and the index following its change log."""

import asyncio
import datetime as dt
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.adapters.sql.library import SqlLibrary, open_library
from knowledge.indexing import FollowLibrary
from knowledge.language.words import words
from knowledge.passages import fingerprint
from knowledge.records import Entry, Passage, Source
from tests.benchmarks.corpus import DIMENSION, Corpus
from tests.benchmarks.phase import Figures, milliseconds, size_mb

_EMBEDDER: Final = "benchmark"
_PASSAGES_A_SOURCE: Final = 50
_VECTORS_A_STEP: Final = 500
_FETCHED: Final = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


def follow(corpus: Path, store: Path) -> Figures:
    """Keep every passage, follow by words, give every passage its vector, follow again, then follow from nothing."""
    return asyncio.run(_follow(Corpus(corpus), store))


async def _follow(corpus: Corpus, store: Path) -> Figures:
    words("字典")  # loads the segmenter's dictionary
    index = QdrantEdgeIndex.open(store / "index", _EMBEDDER, DIMENSION)
    async with open_library(store / "library.sqlite3") as library:
        following = FollowLibrary(library, index, _EMBEDDER)
        figures: Figures = {}
        begun = time.perf_counter()
        for source, passages in _sources(corpus):
            await library.keep(source, [_entry(source, passage) for passage in passages], passages)
        figures["keep_s"] = milliseconds(begun) / 1000
        begun = time.perf_counter()
        count = await following()
        figures["follow_words_s"] = milliseconds(begun) / 1000
        begun = time.perf_counter()
        await _keep_vectors(library, corpus)
        figures["keep_vectors_s"] = milliseconds(begun) / 1000
        begun = time.perf_counter()
        await following()
        figures["follow_vectors_s"] = milliseconds(begun) / 1000
        begun = time.perf_counter()
        await following.rebuild()
        figures["rebuild_s"] = milliseconds(begun) / 1000
        figures["indexed"] = index.count()
    index.close()
    return figures | _rates(figures, count) | {"passages": count, "disk_mb": size_mb(store)}


def _rates(figures: Figures, passages: int) -> Figures:
    named = {name.removesuffix("_s") + "_rate": passages / figures[name] for name in figures if name.endswith("_s")}
    return named | {"ingest_rate": passages / (figures["keep_s"] + figures["follow_words_s"])}


async def _keep_vectors(library: SqlLibrary, corpus: Corpus) -> None:
    embedded = ((fingerprint(each), vector) for each, vector in zip(corpus.passages(), corpus.vectors(), strict=True))
    while step := list(islice(embedded, _VECTORS_A_STEP)):
        await library.keep_vectors(_EMBEDDER, step)


def _sources(corpus: Corpus) -> Iterator[tuple[Source, list[Passage]]]:
    passages = corpus.passages()
    while taken := list(islice(passages, _PASSAGES_A_SOURCE)):
        name = f"s-{taken[0].entry_id}"
        yield Source(name, f"/made-up/{name}", name, "outline", name, name, _FETCHED), taken


def _entry(source: Source, passage: Passage) -> Entry:
    return Entry(passage.entry_id, source.id, int(passage.entry_id[1:]), passage.heading[0], passage.text)
