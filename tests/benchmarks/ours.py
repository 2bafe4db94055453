"""Our side of the measurement: the index in process, through its port."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.finding.find_passages import fuse
from knowledge.language.words import words
from knowledge.records import IndexedPassage
from tests.benchmarks.corpus import DIMENSION, Corpus, Query
from tests.benchmarks.phase import Figures, milliseconds, percentile, resident_mb, size_mb

LIMIT: Final = 50  # a ranking, as `FindPassages` asks for
COMPARED: Final = 20  # queries that both sides answer

_EMBEDDER: Final = "benchmark"
_STEP: Final = 1000  # passages, as `FollowLibrary` takes them
_WARMING: Final = 20
_PAUSE_SECONDS: Final = 0.02


def build(corpus: Path, store: Path) -> Figures:
    """Fill an index, search it, optimise it while searching goes on, close it."""
    return asyncio.run(_build(Corpus(corpus), store))


def serve(corpus: Path, store: Path) -> Figures:
    """Open the index that was built and search it."""
    return asyncio.run(_serve(Corpus(corpus), store))


async def _build(corpus: Corpus, store: Path) -> Figures:
    words("字典")  # loads the segmenter's dictionary, which both sides need
    index = QdrantEdgeIndex.open(store, _EMBEDDER, DIMENSION)
    numbered = _numbered(corpus)
    begun = time.perf_counter()
    while step := list(islice(numbered, _STEP)):
        await index.apply(step, (), step[-1].id)
    adding = milliseconds(begun) / 1000
    queries = corpus.queries()
    before = await _latencies(queries, lambda query: _hybrid(index, query))
    begun = time.perf_counter()
    meanwhile = await _while_optimising(index, queries)
    optimising = milliseconds(begun) / 1000
    count = index.count()
    index.close()
    return {
        "passages": count,
        "adding_s": adding,
        "add_rate": count / adding,
        "durable_rate": count / adding,  # `apply` returns when it is on disk
        "unoptimised_p50_ms": percentile(before, 0.5),
        "unoptimised_p95_ms": percentile(before, 0.95),
        "optimising_s": optimising,
        "optimising_p50_ms": percentile(meanwhile, 0.5),
        "optimising_p95_ms": percentile(meanwhile, 0.95),
        "disk_mb": size_mb(store),
    }


async def _serve(corpus: Corpus, store: Path) -> Figures:
    begun = time.perf_counter()
    index = QdrantEdgeIndex.open(store, _EMBEDDER, DIMENSION)
    opening = milliseconds(begun)
    queries = corpus.queries()
    hybrid = await _latencies(queries, lambda query: _hybrid(index, query))
    dense = await _latencies(queries, lambda query: index.search((), query.vector, LIMIT))
    lexical = await _latencies(queries, lambda query: index.search(query.words, None, LIMIT))
    found = [await index.search(query.words, query.vector, LIMIT) for query in queries[:COMPARED]]
    figures = {
        "load_s": opening / 1000,
        "hybrid_p50_ms": percentile(hybrid, 0.5),
        "hybrid_p95_ms": percentile(hybrid, 0.95),
        "dense_p50_ms": percentile(dense, 0.5),
        "lexical_p50_ms": percentile(lexical, 0.5),
        "resident_mb": resident_mb(),
        "nearest": [[hit.passage_id for hit in rankings.dense] for rankings in found],
        "lexical_hits": sum(bool(rankings.lexical) for rankings in found),
    }
    index.close()
    return figures


async def _while_optimising(index: QdrantEdgeIndex, queries: list[Query]) -> list[float]:
    """The latencies of searches that run beside `optimise`."""
    latencies: list[float] = []
    async with asyncio.TaskGroup() as group:
        optimising = group.create_task(index.optimise())
        while not (optimising.done() and latencies):
            begun = time.perf_counter()
            await _hybrid(index, queries[len(latencies) % len(queries)])
            latencies.append(milliseconds(begun))
            await asyncio.sleep(_PAUSE_SECONDS)
    return latencies


async def _hybrid(index: QdrantEdgeIndex, query: Query) -> object:
    return fuse(await index.search(query.words, query.vector, LIMIT))


async def _latencies(queries: list[Query], ask: Callable[[Query], Awaitable[object]]) -> list[float]:
    """Milliseconds, one a query, after a few that only warm."""
    latencies: list[float] = []
    for query in [*queries[-_WARMING:], *queries]:
        begun = time.perf_counter()
        await ask(query)
        latencies.append(milliseconds(begun))
    return latencies[_WARMING:]


def _numbered(corpus: Corpus) -> Iterator[IndexedPassage]:
    for number, (passage, vector) in enumerate(zip(corpus.passages(), corpus.vectors(), strict=True), start=1):
        yield IndexedPassage(number, passage, vector)
