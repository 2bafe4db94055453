"""The index of this process, and how many other processes have one."""

from bot.settings import Settings
from bot.wiring.models import name_of
from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.ports import Embedder


def open_index(settings: Settings, embedder: Embedder | None) -> QdrantEdgeIndex:
    """An index for what this embedder makes.

    Raises:
        IndexUnavailable: the index directory cannot be written.
    """
    dimension = embedder.dimension if embedder else 1
    return QdrantEdgeIndex.open(settings.data_dir / "index", name_of(embedder), dimension)


def kept_indexes(settings: Settings, embedder: Embedder | None) -> list[int]:
    """How far each index follows the library's change log; 0 where it is new or made for another embedder."""
    dimension = embedder.dimension if embedder else 1
    return QdrantEdgeIndex.positions(settings.data_dir / "index", name_of(embedder), dimension)


def indexes_in_use(settings: Settings) -> int:
    """How many running processes on this machine hold an index of this deployment."""
    return QdrantEdgeIndex.in_use(settings.data_dir / "index")
