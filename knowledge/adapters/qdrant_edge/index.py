"""The `Index` port over a qdrant-edge shard: BM25 over segmented words, cosine over vectors."""

import asyncio
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout
from qdrant_edge import (
    Bm25,
    Bm25Config,
    DisabledStemmer,
    Distance,
    EdgeConfig,
    EdgeSparseVectorParams,
    EdgeVectorParams,
    Modifier,
    Point,
    Query,
    QueryRequest,
    ScoredPoint,
    SparseVector,
    StopwordsSet,
    TokenizerType,
    UpdateOperation,
)

from knowledge.adapters.qdrant_edge.live_shard import LiveShard
from knowledge.adapters.qdrant_edge.seal import seal, unseal
from knowledge.errors import IndexUnavailable
from knowledge.language.words import words
from knowledge.passages import wording
from knowledge.records import Hit, IndexedPassage, Rankings, Vector

_FORMAT = 1  # a change of the words or of the points rebuilds every shard from the library
_AVERAGE_WORDS = 80.0  # a passage of 300 characters, segmented for search
_WORTH_OPTIMISING = 10_000  # vectors outside the graph: comparing so many takes a few milliseconds
_UPSERTS_A_CALL = 256
_DENSE, _LEXICAL = "dense", "bm25"


class QdrantEdgeIndex:
    """An index in a directory of its own; several processes on one root take one directory each.

    The engine is a beta and allows one process a shard. Nothing here is precious: what cannot be trusted is dropped,
    and the caller fills it from the library again, because `position` is then 0.

    Raises:
        IndexUnavailable: from any method, where the engine cannot read or write (a full disk, say).
    """

    def __init__(self, lock: FileLock, directory: Path, embedder: str, dimension: int) -> None:
        self._lock = lock
        self._directory = directory
        self._dimension = dimension
        self._identity = _identity(embedder, dimension)
        self._bm25 = Bm25(
            Bm25Config(
                tokenizer=TokenizerType.Whitespace,
                stemmer=DisabledStemmer(),
                stopwords=StopwordsSet(languages=set(), custom=set()),
                avg_len=_AVERAGE_WORDS,
            )
        )
        self._position = _noted_position(directory, self._identity)
        self._shard = self._load() if self._position else self._create()

    @classmethod
    def open(cls, root: Path, embedder: str, dimension: int) -> Self:
        """The first shard under the root that no other process holds, made if need be.

        Raises:
            IndexUnavailable: the directory cannot be written.
        """
        try:
            root.mkdir(parents=True, exist_ok=True)
            lock, number = _first_free(root)
        except OSError as exc:
            raise IndexUnavailable from exc
        with _engine():
            return cls(lock, root / str(number), embedder, dimension)

    @staticmethod
    def in_use(root: Path) -> int:
        """How many indexes under the root are open, in this process or another."""
        return sum(_is_held(FileLock(path)) for path in root.glob("*.lock"))

    @staticmethod
    def positions(root: Path, embedder: str, dimension: int) -> list[int]:
        """The positions that are noted beside the indexes under the root; 0 of one that is new or made otherwise."""
        identity = _identity(embedder, dimension)
        return [_noted_position(lock.with_suffix(""), identity) for lock in sorted(root.glob("*.lock"))]

    def close(self) -> None:
        """Close the shard, seal its directory and let other processes have it."""
        try:
            with _engine():
                self._shard.close()
                seal(self._directory)
        finally:
            self._lock.release()

    def position(self) -> int:
        """The position of the library's change log up to which this index is complete."""
        return self._position

    def count(self) -> int:
        """How many passages it holds."""
        with _engine():
            return self._shard.count()

    async def apply(self, upserts: Sequence[IndexedPassage], gone: Sequence[int], position: int) -> None:
        """Take changes in, durably, then move to the position. Safe to repeat."""
        await asyncio.to_thread(self._apply, upserts, gone, position)

    async def search(self, words: Sequence[str], vector: Vector | None, limit: int) -> Rankings:
        """Rank passages by words (BM25) and, where a vector is given, by cosine similarity."""
        return await asyncio.to_thread(self._search, words, vector, limit)

    async def reset(self) -> None:
        """Forget everything and go back to position 0."""
        await asyncio.to_thread(self._reset)

    async def optimise(self) -> None:
        """Build the HNSW graph in another process, if enough vectors are outside it; searching and applying go on."""
        await asyncio.to_thread(self._optimise)

    def _optimise(self) -> None:
        with _engine():
            if self._shard.unindexed() > _WORTH_OPTIMISING:
                self._shard.optimise()

    def _apply(self, upserts: Sequence[IndexedPassage], gone: Sequence[int], position: int) -> None:
        with _engine():
            for start in range(0, len(upserts), _UPSERTS_A_CALL):
                points = [self._point(passage) for passage in upserts[start : start + _UPSERTS_A_CALL]]
                self._shard.update(UpdateOperation.upsert_points(points))
            if gone:
                self._shard.update(UpdateOperation.delete_points(list(gone)))
            self._shard.flush()
            self._note_position(position)

    def _point(self, indexed: IndexedPassage) -> Point:
        vectors: dict[str, list[float] | SparseVector | list[list[float]]] = {
            _LEXICAL: self._bm25.embed_document(" ".join(words(wording(indexed.passage))))
        }
        if indexed.vector is not None:
            vectors[_DENSE] = indexed.vector.tolist()
        return Point(indexed.id, vectors)

    def _search(self, words: Sequence[str], vector: Vector | None, limit: int) -> Rankings:
        # Two queries rather than the engine's own fusion: the evidence needs each ranking's scores.
        lexical = Query.Nearest(self._bm25.embed_query(" ".join(words)), using=_LEXICAL)
        requests = [QueryRequest(limit=limit, query=lexical)]
        if vector is not None:
            requests.append(QueryRequest(limit=limit, query=Query.Nearest(vector.tolist(), using=_DENSE)))
        with _engine():
            rankings = self._shard.query(requests)
        return Rankings(_hits(rankings[0]), _hits(rankings[1]) if vector is not None else ())

    def _reset(self) -> None:
        with _engine():
            self._shard.close()
            self._shard = self._create()

    def _load(self) -> LiveShard:
        if not unseal(self._directory):
            return self._create()
        try:
            with _engine():
                return LiveShard.load(self._directory / "shard")
        except IndexUnavailable:
            return self._create()

    def _create(self) -> LiveShard:
        shutil.rmtree(self._directory, ignore_errors=True)
        self._directory.mkdir(parents=True)
        self._position = 0
        return LiveShard.create(
            self._directory / "shard",
            EdgeConfig(
                vectors={_DENSE: EdgeVectorParams(size=self._dimension, distance=Distance.Cosine)},
                sparse_vectors={_LEXICAL: EdgeSparseVectorParams(modifier=Modifier.Idf)},
            ),
        )

    def _note_position(self, position: int) -> None:
        fresh = self._directory / "position.json.new"
        fresh.write_text(json.dumps(self._identity | {"position": position}), encoding="utf-8")
        fresh.replace(self._directory / "position.json")
        self._position = position


def _identity(embedder: str, dimension: int) -> dict[str, object]:
    return {"format": _FORMAT, "embedder": embedder, "dimension": dimension}


def _noted_position(directory: Path, identity: Mapping[str, object]) -> int:
    try:
        noted = json.loads((directory / "position.json").read_text(encoding="utf-8"))
        position = int(noted.pop("position"))
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return 0
    return position if noted == identity else 0


def _first_free(root: Path) -> tuple[FileLock, int]:
    number = 0
    while True:
        lock = FileLock(root / f"{number}.lock", thread_local=False)  # whoever closes the index may be another thread
        try:
            lock.acquire(timeout=0)
        except Timeout:
            number += 1
        else:
            return lock, number


def _is_held(lock: FileLock) -> bool:
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


@contextmanager
def _engine() -> Iterator[None]:
    """The engine raises bare `Exception` for everything, so nothing narrower can be caught."""
    try:
        yield
    except Exception as exc:
        raise IndexUnavailable from exc


def _hits(points: Sequence[ScoredPoint]) -> tuple[Hit, ...]:
    return tuple(Hit(int(str(point.id)), rank, point.score) for rank, point in enumerate(points))
