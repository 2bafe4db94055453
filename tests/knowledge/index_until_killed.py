"""A program for the tests: keep, embed and follow ever new pages in a child process, and kill the child.

Usage: python -m tests.knowledge.index_until_killed FOLDER SEED KILLS
"""

from itertools import count
from pathlib import Path

from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.adapters.sql.library import open_library
from knowledge.indexing import EmbedPassages, FollowLibrary
from tests.fakes import BagOfWords
from tests.killing import kill_after, kill_children
from tests.notes import shelve

_NOTES = 40


async def index_for_ever(folder: Path, seconds: float) -> None:
    """One version after another; SIGKILL comes so many seconds after the first is searchable."""
    embedder = BagOfWords()
    index = QdrantEdgeIndex.open(folder / "index", embedder.name, embedder.dimension)
    async with open_library(folder / "library.sqlite") as library:
        follow = FollowLibrary(library, index, embedder.name)
        for version in count():
            await shelve(library, {f"笔记 {n}": f"第 {version} 版第 {n} 篇说门控。" for n in range(_NOTES)})
            await follow()
            if version == 0:
                kill_after(seconds)
            await EmbedPassages(library, embedder)()
            await follow()


if __name__ == "__main__":
    kill_children(index_for_ever, longest=0.4)
