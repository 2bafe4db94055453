"""The peer's side: LlamaIndex's default vector store and its `BM25Retriever`, each asked directly."""

import time
from pathlib import Path
from typing import Final

from llama_index.core.schema import TextNode
from llama_index.core.vector_stores import SimpleVectorStore, VectorStoreQuery
from llama_index.retrievers.bm25 import BM25Retriever

from knowledge.finding.find_passages import fuse
from knowledge.language.words import words
from knowledge.passages import wording
from knowledge.records import Hit, Rankings
from tests.benchmarks.corpus import Corpus, Query
from tests.benchmarks.ours import COMPARED, LIMIT
from tests.benchmarks.phase import Figures, milliseconds, percentile, resident_mb, size_mb

# Given our words, joined by spaces, and told to leave them so: its own pattern takes a whole Chinese clause for one
# word, and its stemmer is English.
_WORD: Final = r"\S+"
_WARMING: Final = 2


def build(corpus: Path, store: Path) -> Figures:
    """Fill both, as LlamaIndex does without further choices, and persist them."""
    words("字典")  # loads the segmenter's dictionary, which both sides need
    made_up = Corpus(corpus)
    begun = time.perf_counter()
    nodes = [
        TextNode(id_=str(number), text=" ".join(words(wording(passage))))
        for number, passage in enumerate(made_up.passages(), start=1)
    ]
    lexical = BM25Retriever(nodes=nodes, token_pattern=_WORD, skip_stemming=True, similarity_top_k=LIMIT)
    for node, vector in zip(nodes, made_up.vectors(), strict=True):
        node.embedding = vector.tolist()
    dense = SimpleVectorStore()
    dense.add(nodes)
    adding = milliseconds(begun) / 1000
    dense.persist(str(store / "vectors.json"))
    lexical.persist(str(store / "bm25"), show_progress=False)
    persisted = milliseconds(begun) / 1000
    return {
        "passages": len(nodes),
        "adding_s": adding,
        "add_rate": len(nodes) / adding,
        "durable_rate": len(nodes) / persisted,
        "persisting_s": persisted - adding,
        "disk_mb": size_mb(store),
    }


def serve(corpus: Path, store: Path) -> Figures:
    """Open what was persisted and search it."""
    begun = time.perf_counter()
    dense = SimpleVectorStore.from_persist_path(str(store / "vectors.json"))
    lexical = BM25Retriever.from_persist_dir(str(store / "bm25"))
    opening = milliseconds(begun)
    lexical.token_pattern, lexical.skip_stemming = _WORD, True  # it does not persist them
    queries = Corpus(corpus).queries()[:COMPARED]
    for query in queries[-_WARMING:]:
        _search(dense, lexical, query)
    asked = [_search(dense, lexical, query) for query in queries]
    hybrid = [each["dense"] + each["lexical"] + each["fusing"] for _, each in asked]
    return {
        "load_s": opening / 1000,
        "hybrid_p50_ms": percentile(hybrid, 0.5),
        "hybrid_p95_ms": percentile(hybrid, 0.95),
        "dense_p50_ms": percentile([each["dense"] for _, each in asked], 0.5),
        "lexical_p50_ms": percentile([each["lexical"] for _, each in asked], 0.5),
        "resident_mb": resident_mb(),
        "nearest": [[hit.passage_id for hit in rankings.dense] for rankings, _ in asked],
        "lexical_hits": sum(bool(rankings.lexical) for rankings, _ in asked),
    }


def _search(dense: SimpleVectorStore, lexical: BM25Retriever, query: Query) -> tuple[Rankings, dict[str, float]]:
    """Both rankings of a query and the milliseconds that each took."""
    embedding, text = query.vector.tolist(), " ".join(query.words)
    begun = time.perf_counter()
    near = dense.query(VectorStoreQuery(query_embedding=embedding, similarity_top_k=LIMIT))
    taken = {"dense": milliseconds(begun)}
    begun = time.perf_counter()
    worded = [(node.node_id, node.score or 0.0) for node in lexical.retrieve(text)]
    taken["lexical"] = milliseconds(begun)
    begun = time.perf_counter()
    rankings = Rankings(_hits(worded), _hits(list(zip(near.ids or (), near.similarities or (), strict=True))))
    fuse(rankings)
    return rankings, taken | {"fusing": milliseconds(begun)}


def _hits(scored: list[tuple[str, float]]) -> tuple[Hit, ...]:
    return tuple(Hit(int(number), rank, score) for rank, (number, score) in enumerate(scored) if score > 0)
