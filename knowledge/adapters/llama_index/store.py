"""The library and its index as a LlamaIndex vector store, for LlamaIndex's retrievers, engines and postprocessors."""

import asyncio
from collections.abc import Sequence
from typing import Any

import numpy as np
from llama_index.core.schema import BaseNode, TextNode
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    VectorStoreQuery,
    VectorStoreQueryMode,
    VectorStoreQueryResult,
)
from pydantic import PrivateAttr

from knowledge.finding.find_passages import fuse
from knowledge.language.words import topic_words
from knowledge.ports import Index, Library
from knowledge.records import Found, Rankings

_LEXICAL = {VectorStoreQueryMode.SPARSE, VectorStoreQueryMode.TEXT_SEARCH}
_DENSE = {VectorStoreQueryMode.DEFAULT}
_HYBRID = {VectorStoreQueryMode.HYBRID, VectorStoreQueryMode.SEMANTIC_HYBRID}


class LibraryVectorStore(BasePydanticVectorStore):
    """A read-only store: nodes are passages, with entry, source, author, date and link as metadata.

    Writing goes through ingesting, because the library is the only truth and the index follows it.
    """

    stores_text: bool = True
    _library: Library = PrivateAttr()
    _index: Index = PrivateAttr()

    def __init__(self, library: Library, index: Index) -> None:
        super().__init__(stores_text=True)
        self._library = library
        self._index = index

    @property
    def client(self) -> Index:
        """The index beneath."""
        return self._index

    def add(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[str]:  # noqa: ANN401  the base class's signature
        """Refused: pages are added by ingesting them."""
        raise NotImplementedError("ingest the page: the library is the only truth")

    def delete(self, ref_doc_id: str, **delete_kwargs: Any) -> None:  # noqa: ANN401  the base class's signature
        """Refused: pages are removed through the library."""
        raise NotImplementedError("remove the source from the library")

    def query(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:  # noqa: ANN401
        """The nodes for a query; outside of an event loop."""
        return asyncio.run(self.aquery(query, **kwargs))

    async def aquery(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:  # noqa: ANN401, ARG002
        """The nodes for a query: dense by default, lexical for SPARSE and TEXT_SEARCH, both fused for HYBRID.

        Raises:
            NotImplementedError: a mode or a filter the index does not have.
        """
        if query.mode not in _LEXICAL | _DENSE | _HYBRID:
            raise NotImplementedError(query.mode)
        if query.filters or query.doc_ids or query.node_ids:
            raise NotImplementedError("filters")
        limit = query.hybrid_top_k or query.similarity_top_k
        scores = _scores(query.mode, await self._rankings(query, limit))
        found = await self._library.found(scores)
        numbers = [number for number in scores if number in found][:limit]
        return VectorStoreQueryResult(
            nodes=[_node(found[number]) for number in numbers],
            similarities=[scores[number] for number in numbers],
            ids=[str(number) for number in numbers],
        )

    async def _rankings(self, query: VectorStoreQuery, limit: int) -> Rankings:
        words = () if query.mode in _DENSE else topic_words(query.query_str or "")
        asked = None if query.mode in _LEXICAL else query.query_embedding
        vector = None if asked is None else np.asarray(asked, dtype=np.float32)
        return await self._index.search(words, vector, max(limit, query.sparse_top_k or 0))


def _scores(mode: VectorStoreQueryMode, rankings: Rankings) -> dict[int, float]:
    if mode in _HYBRID:
        return fuse(rankings)
    return {hit.passage_id: hit.score for hit in (rankings.lexical if mode in _LEXICAL else rankings.dense)}


def _node(found: Found) -> TextNode:
    entry, source = found.entry, found.source
    metadata = {
        "entry_id": entry.id,
        "title": entry.title,
        "section": entry.section,
        "author": entry.author,
        "date": (entry.date or source.date) and str(entry.date or source.date),
        "url": entry.url or source.url,
        "source": source.title,
        "path": source.path,
        "heading": list(found.passage.heading),
    }
    return TextNode(id_=str(found.passage_id), text=found.passage.text, metadata=metadata)
