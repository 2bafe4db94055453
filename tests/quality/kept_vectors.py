"""Vectors that outlast a run, because embedding the same pages and questions again is most of what a run takes."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.ports import Embedder
from knowledge.records import Vector

FOLDER = Path(__file__).resolve().parents[2] / ".pytest_cache" / "vectors"


class KeptVectors:
    """An `Embedder` that asks another once for each text, and keeps a file for each; `make clean` removes them."""

    def __init__(self, embedder: Embedder, folder: Path = FOLDER) -> None:
        self.name, self.dimension = embedder.name, embedder.dimension
        self._embedder, self._folder = embedder, folder
        folder.mkdir(parents=True, exist_ok=True)

    async def question(self, text: str) -> Vector:
        """The vector of a question."""
        file = self._file("question", text)
        if not file.is_file():
            _keep(file, await self._embedder.question(text))
        return _kept(file)

    async def passages(self, texts: Sequence[str]) -> list[Vector]:
        """The vectors of passages; those that are missing are asked for together."""
        files = {text: self._file("passage", text) for text in texts}
        missing = [text for text, file in files.items() if not file.is_file()]
        for text, vector in zip(missing, await self._embedder.passages(missing) if missing else (), strict=True):
            _keep(files[text], vector)
        return [_kept(files[text]) for text in texts]

    def _file(self, kind: str, text: str) -> Path:
        digest = hashlib.blake2b(f"{self.name}\n{kind}\n{text}".encode(), digest_size=16).hexdigest()
        return self._folder / f"{digest}.npy"


def _keep(file: Path, vector: Vector) -> None:
    part = file.with_suffix(f".{os.getpid()}.npy")  # another process may keep the same one at the same time
    np.save(part, vector)
    part.replace(file)


def _kept(file: Path) -> Vector:
    return np.asarray(np.load(file), dtype=np.float32)
