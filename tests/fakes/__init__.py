"""Doubles that several tests share, each held to its port."""

from tests.fakes.clock import NOON, FixedClock
from tests.fakes.embedder import BagOfWords
from tests.fakes.index import MemoryIndex
from tests.fakes.judge import FixedJudge
from tests.fakes.library import MemoryLibrary
from tests.fakes.sources import MemoryShelf, PlainReader, ingest_from

__all__ = [
    "NOON",
    "BagOfWords",
    "FixedClock",
    "FixedJudge",
    "MemoryIndex",
    "MemoryLibrary",
    "MemoryShelf",
    "PlainReader",
    "ingest_from",
]
