"""The library as a LlamaIndex vector store, over the real index, and through LlamaIndex's own retriever."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from llama_index.core import VectorStoreIndex
from llama_index.core.schema import MetadataMode, TextNode
from llama_index.core.vector_stores.types import MetadataFilter, MetadataFilters, VectorStoreQuery, VectorStoreQueryMode

from knowledge.adapters.llama_index.embedder import ZixueEmbedding
from knowledge.adapters.llama_index.store import LibraryVectorStore
from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.ports import Index
from tests.fakes import BagOfWords, MemoryIndex, MemoryLibrary
from tests.notes import NOTES, shelve, source

POOLING = "池化层对邻近的输出取最大值或平均值"
Mode = VectorStoreQueryMode


async def stored(index: Index) -> LibraryVectorStore:
    """A store of the notes over an index."""
    library, embedder = MemoryLibrary(), BagOfWords()
    await shelve(library, NOTES)
    await EmbedPassages(library, embedder)()
    await FollowLibrary(library, index, embedder.name)()
    return LibraryVectorStore(library, index)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[LibraryVectorStore]:
    """The store over the real index."""
    index = QdrantEdgeIndex.open(tmp_path, BagOfWords().name, BagOfWords().dimension)
    yield await stored(index)
    index.close()


async def query(text: str, mode: Mode, limit: int = 3) -> VectorStoreQuery:
    """A query as LlamaIndex makes it."""
    embedding = [float(value) for value in await BagOfWords().question(text)]
    return VectorStoreQuery(query_str=text, query_embedding=embedding, similarity_top_k=limit, mode=mode)


@pytest.mark.parametrize("mode", [Mode.DEFAULT, Mode.SPARSE, Mode.TEXT_SEARCH, Mode.HYBRID, Mode.SEMANTIC_HYBRID])
async def test_the_nearest_passage_comes_first(store: LibraryVectorStore, mode: Mode) -> None:
    """In every mode, with a score for each node, best first."""
    result = await store.aquery(await query(POOLING, mode))
    assert result.nodes
    assert result.similarities
    assert isinstance(result.nodes[0], TextNode)
    assert result.nodes[0].text.startswith(POOLING)
    assert result.ids == [node.node_id for node in result.nodes]
    assert len(result.similarities) == len(result.nodes) <= 3
    assert result.similarities == sorted(result.similarities, reverse=True)


async def test_each_mode_asks_for_its_own_ranking(store: LibraryVectorStore) -> None:
    """DEFAULT by meaning, SPARSE by words, HYBRID by both: here the words and the vector want different notes."""
    asked = await query("遗忘门", Mode.DEFAULT, 1)
    asked.query_embedding = [float(value) for value in await BagOfWords().question(POOLING)]
    first = {}
    for mode in (Mode.DEFAULT, Mode.SPARSE):
        asked.mode = mode
        (node,) = (await store.aquery(asked)).nodes or ()
        first[mode] = node.metadata["title"]
    assert first == {Mode.DEFAULT: "池化层的作用", Mode.SPARSE: "长短期记忆网络"}
    asked.mode, asked.hybrid_top_k = Mode.HYBRID, 2
    both = (await store.aquery(asked)).nodes or ()
    assert {node.metadata["title"] for node in both} == set(first.values())


async def test_a_node_tells_where_it_stands(store: LibraryVectorStore) -> None:
    """Everything that a citation needs."""
    (node,) = (await store.aquery(await query(POOLING, Mode.DEFAULT, 1))).nodes or ()
    assert node.metadata == {
        "entry_id": "notes-1",
        "title": "池化层的作用",
        "section": None,
        "author": None,
        "date": "2026-01-02",
        "url": source().url,
        "source": source().title,
        "path": source().path,
        "heading": ["池化层的作用"],
    }
    assert POOLING in node.get_content(MetadataMode.NONE)


async def test_a_query_without_words_or_vector_finds_nothing(store: LibraryVectorStore) -> None:
    """Nothing is made up for it."""
    for mode in (Mode.DEFAULT, Mode.SPARSE, Mode.HYBRID):
        assert (await store.aquery(VectorStoreQuery(mode=mode))).nodes == []


async def test_what_left_the_library_is_left_out(store: LibraryVectorStore) -> None:
    """The index may be a moment behind."""
    await store._library.remove("s-notes")  # noqa: SLF001  the store has no way to write, on purpose
    assert (await store.aquery(await query(POOLING, Mode.DEFAULT))).nodes == []


async def test_what_the_index_cannot_do_is_refused(store: LibraryVectorStore) -> None:
    """Other modes, and filters, which would be wrong if they were ignored."""
    with pytest.raises(NotImplementedError):
        await store.aquery(await query(POOLING, Mode.MMR))
    for narrowed in (
        VectorStoreQuery(filters=MetadataFilters(filters=[MetadataFilter(key="title", value="x")])),
        VectorStoreQuery(doc_ids=["x"]),
        VectorStoreQuery(node_ids=["1"]),
    ):
        with pytest.raises(NotImplementedError):
            await store.aquery(narrowed)


async def test_nothing_is_written_through_it(store: LibraryVectorStore) -> None:
    """The library is the only truth."""
    with pytest.raises(NotImplementedError):
        store.add([TextNode(text="x")])
    with pytest.raises(NotImplementedError):
        store.delete("notes-1")
    assert store.client.count() == len(NOTES)


def test_llama_index_retrieves_from_it() -> None:
    """Its own index and retriever, without an event loop, with our embedder."""
    store = asyncio.run(stored(MemoryIndex()))
    index = VectorStoreIndex.from_vector_store(store, embed_model=ZixueEmbedding(BagOfWords()))
    nodes = index.as_retriever(similarity_top_k=2).retrieve(POOLING)
    assert len(nodes) == 2
    assert nodes[0].metadata["title"] == "池化层的作用"
    assert (nodes[0].score or 0) > (nodes[1].score or 0)


async def test_llama_index_retrieves_from_it_in_an_event_loop(store: LibraryVectorStore) -> None:
    """Over the real index, by words and meaning together."""
    index = VectorStoreIndex.from_vector_store(store, embed_model=ZixueEmbedding(BagOfWords()))
    retriever = index.as_retriever(similarity_top_k=2, vector_store_query_mode=Mode.HYBRID)
    nodes = await retriever.aretrieve(POOLING)
    assert nodes[0].metadata["title"] == "池化层的作用"
