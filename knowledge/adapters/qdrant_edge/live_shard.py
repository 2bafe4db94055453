"""A shard that is searched and written while another process optimises a copy of it."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

from qdrant_edge import (
    CountRequest,
    EdgeConfig,
    EdgeShard,
    QueryBatchRequest,
    QueryRequest,
    ScoredPoint,
    UpdateOperation,
)

_COPIES: Final = "optimising-"
_ALREADY_OPTIMAL: Final = 3
_OPTIMISE: Final = f"""
import os, sys
from qdrant_edge import EdgeShard
if hasattr(os, "nice"):
    os.nice(10)
shard = EdgeShard.load(sys.argv[1])
changed = shard.optimize()
shard.close()
sys.exit(0 if changed else {_ALREADY_OPTIMAL})
"""


class LiveShard:
    """The engine's shard in one directory; it raises what the engine raises, bare `Exception`."""

    def __init__(self, shard: EdgeShard, path: Path) -> None:
        self._shard = shard
        self._path = path
        self._closed = False
        self._missed: list[UpdateOperation] | None = None  # by the copy that is being optimised
        self._optimiser: subprocess.Popen[bytes] | None = None
        self._optimising = threading.Lock()
        self._changing = threading.Lock()  # what the shard holds
        self._reading = threading.Lock()  # costs nothing: the engine keeps the interpreter's lock in every call

    @classmethod
    def create(cls, path: Path, config: EdgeConfig) -> Self:
        """An empty shard in a directory that is not there yet."""
        return cls(EdgeShard.create(str(path), config), path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The shard in a directory, rid of copies that a killed process left beside it."""
        for left in path.parent.glob(f"{_COPIES}*"):
            shutil.rmtree(left, ignore_errors=True)
        return cls(EdgeShard.load(str(path)), path)

    def update(self, operation: UpdateOperation) -> None:
        """Change the shard, and later the copy that has not seen it."""
        with self._changing:
            self._shard.update(operation)
            if self._missed is not None:
                self._missed.append(operation)

    def flush(self) -> None:
        """Write all changes to disk."""
        with self._changing:
            self._shard.flush()

    def query(self, requests: list[QueryRequest]) -> list[list[ScoredPoint]]:
        """The points that answer each request, best first."""
        with self._reading:
            return self._shard.query_batch(QueryBatchRequest(requests))

    def count(self) -> int:
        """How many points it holds."""
        with self._reading:
            return self._shard.count(CountRequest())

    def unindexed(self) -> int:
        """How many vectors are compared one by one, because they are in no graph yet.

        The engine counts a point's word vector as indexed from the beginning.
        """
        with self._reading:
            info = self._shard.info()
        return 2 * info.points_count - info.indexed_vectors_count

    def close(self) -> None:
        """Close the shard; a copy that is being optimised is given up."""
        with self._changing:
            self._closed = True
            if self._optimiser is not None:
                self._optimiser.kill()
        with self._optimising, self._reading:  # so that no copy is left when this returns
            self._shard.close()

    def optimise(self) -> None:
        """Let another process optimise a copy, which then takes this one's place with what was changed meanwhile.

        The engine does not give the interpreter's lock away while it optimises, a minute for 50,000 points: in this
        process, in whatever thread, nothing else would run.
        """
        with self._optimising, TemporaryDirectory(prefix=_COPIES, dir=self._path.parent) as directory:
            copy = Path(directory) / "shard"
            try:
                self._copy(copy)
                if self._optimised(copy):
                    self._give_way(copy)
            finally:
                self._missed = None

    def _copy(self, copy: Path) -> None:
        with self._changing:
            self._shard.flush()
            shutil.copytree(self._path, copy)
            self._missed = []

    def _optimised(self, copy: Path) -> bool:
        """Whether there was anything to optimise, and it was done."""
        with self._changing:
            if self._closed:
                return False
            quiet = subprocess.DEVNULL
            command = [sys.executable, "-c", _OPTIMISE, str(copy)]
            self._optimiser = subprocess.Popen(command, stdout=quiet, stderr=quiet)  # noqa: S603  our own words
        return self._optimiser.wait() == 0

    def _give_way(self, copy: Path) -> None:
        with self._changing:
            if self._closed:
                return
            fresh = EdgeShard.load(str(copy))
            for operation in self._missed or ():
                fresh.update(operation)
            fresh.flush()
            fresh.close()
            with self._reading:
                self._shard.close()
                # Killed between these two, no shard is there: the index begins anew from the library.
                self._path.rename(copy.with_name("before"))
                copy.rename(self._path)
                self._shard = EdgeShard.load(str(self._path))
