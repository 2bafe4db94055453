"""What the real index adds to its port: it is kept on disk, and survives whatever happens to it there."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.adapters.qdrant_edge.seal import seal, unseal
from knowledge.errors import IndexUnavailable
from knowledge.records import IndexedPassage, Passage, Vector

ROOT = Path(__file__).parents[4]
ALONG_X = np.array([1, 0, 0], np.float32)


def passages(count: int) -> list[IndexedPassage]:
    """So many passages, all with the same vector."""
    return [IndexedPassage(n, Passage("e", n, ("笔记",), f"第 {n} 段说门控"), ALONG_X) for n in range(1, count + 1)]


async def filled(root: Path, count: int = 5) -> QdrantEdgeIndex:
    """An open index of so many passages."""
    index = QdrantEdgeIndex.open(root, "e", 3)
    await index.apply(passages(count), [], count)
    return index


async def closed(root: Path) -> None:
    """Leave a sealed index of five passages behind."""
    (await filled(root)).close()


async def state(root: Path, embedder: str = "e", dimension: int = 3) -> tuple[int, int]:
    """Position and count after opening; it can be searched, filled again and closed."""
    index = QdrantEdgeIndex.open(root, embedder, dimension)
    opened = index.position(), index.count()
    vector: Vector = np.zeros(dimension, np.float32)
    vector[0] = 1
    rankings = await index.search(("门控",), vector, 10)
    assert len(rankings.lexical) == len(rankings.dense) == opened[1]
    await index.apply([IndexedPassage(9, Passage("e", 9, ("新",), "门控"), vector)], [], 9)
    assert index.count() == opened[1] + 1
    index.close()
    return opened


def directories(root: Path) -> list[str]:
    """The shards under a root."""
    return sorted(path.name for path in root.iterdir() if path.is_dir())


async def test_it_is_as_it_was_after_closing(tmp_path: Path) -> None:
    """Position, passages and both rankings."""
    await closed(tmp_path)
    assert await state(tmp_path) == (5, 5)


async def test_it_is_as_it_was_after_optimising(tmp_path: Path) -> None:
    """The optimised shard is sealed as any other."""
    index = await filled(tmp_path)
    await index.optimise()
    index.close()
    assert await state(tmp_path) == (5, 5)


@pytest.mark.parametrize(("embedder", "dimension"), [("other", 3), ("e", 4)])
async def test_another_embedder_begins_anew(tmp_path: Path, embedder: str, dimension: int) -> None:
    """Its vectors mean something else; the library fills the index again."""
    await closed(tmp_path)
    assert await state(tmp_path, embedder, dimension) == (0, 0)


async def test_two_indexes_on_one_root_are_independent(tmp_path: Path) -> None:
    """Each has a directory of its own; the first that is free is taken again."""
    first, second = await filled(tmp_path), QdrantEdgeIndex.open(tmp_path, "e", 3)
    assert (second.position(), second.count()) == (0, 0)
    await second.apply(passages(2), [], 2)
    assert (first.count(), second.count()) == (5, 2)
    first.close()
    third = QdrantEdgeIndex.open(tmp_path, "e", 3)
    assert (third.position(), third.count()) == (5, 5)
    third.close()
    second.close()
    assert directories(tmp_path) == ["0", "1"]


async def test_an_index_that_was_never_filled_is_new(tmp_path: Path) -> None:
    """Position 0 says that nothing in it is needed."""
    QdrantEdgeIndex.open(tmp_path, "e", 3).close()
    assert await state(tmp_path) == (0, 0)


def test_a_root_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file stands in its place."""
    (tmp_path / "root").touch()
    with pytest.raises(IndexUnavailable):
        QdrantEdgeIndex.open(tmp_path / "root", "e", 3)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_root_without_permission_is_told(tmp_path: Path) -> None:
    """The library is untouched."""
    (tmp_path / "root").mkdir(mode=0o500)
    with pytest.raises(IndexUnavailable):
        QdrantEdgeIndex.open(tmp_path / "root", "e", 3)


async def test_a_directory_that_cannot_be_cleared_is_told(tmp_path: Path) -> None:
    """Where the shard should be, a file stands; nothing else is raised, and the place is free again."""
    (tmp_path / "0").touch()
    for _ in range(2):
        with pytest.raises(IndexUnavailable):
            QdrantEdgeIndex.open(tmp_path, "e", 3)


async def test_what_the_engine_refuses_is_told(tmp_path: Path) -> None:
    """A vector of the wrong length, or a shard that is closed: never the engine's own exception."""
    index = await filled(tmp_path)
    long = np.ones(4, np.float32)
    with pytest.raises(IndexUnavailable):
        await index.search((), long, 5)
    with pytest.raises(IndexUnavailable):
        await index.apply([IndexedPassage(7, Passage("e", 7, (), "x"), long)], [], 7)
    assert index.position() == 5
    index.close()
    with pytest.raises(IndexUnavailable):
        index.count()
    with pytest.raises(IndexUnavailable):
        await index.optimise()


async def test_a_damaged_position_is_none(tmp_path: Path) -> None:
    """Whatever stands in its file, and under a seal that fits, the index opens as a new one."""
    await closed(tmp_path)
    shutil.copytree(tmp_path / "0", tmp_path / "filled")
    for noted in ("", "{", "[]", "7", "null", "{}", '{"position": "x"}', '{"position": null}', "\xff"):
        shutil.rmtree(tmp_path / "0")
        shutil.copytree(tmp_path / "filled", tmp_path / "0")
        (tmp_path / "0" / "position.json").write_bytes(noted.encode("latin-1"))
        seal(tmp_path / "0")
        opened = QdrantEdgeIndex.open(tmp_path, "e", 3)
        assert (opened.position(), opened.count()) == (0, 0), noted
        opened.close()


async def test_a_position_of_another_format_is_none(tmp_path: Path) -> None:
    """An older release cut its words otherwise."""
    await closed(tmp_path)
    file = tmp_path / "0" / "position.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"format": 0}), encoding="utf-8")
    assert await state(tmp_path) == (0, 0)


def truncated(data: bytes) -> bytes | None:
    """Half of a file."""
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes | None:
    """A file with every 97th byte of its first 64 kB inverted: the engine aborts the process on some of these."""
    head = bytearray(data[: 1 << 16])
    head[::97] = bytes(byte ^ 0xFF for byte in head[::97])
    return bytes(head) + data[1 << 16 :]


def removed(_: bytes) -> bytes | None:
    """No file."""
    return None


def damage(file: Path, how: Callable[[bytes], bytes | None]) -> None:
    """Do it to a file."""
    data = how(file.read_bytes())
    file.unlink()
    if data is not None:
        file.write_bytes(data)


def files(directory: Path) -> Sequence[Path]:
    """Every file of an index but its seal."""
    return sorted(path for path in directory.rglob("*") if path.is_file() and path.name != "seal.json")


@pytest.mark.parametrize("how", [truncated, flipped, removed])
async def test_damage_to_any_file_of_a_closed_shard_breaks_its_seal(
    tmp_path: Path, how: Callable[[bytes], bytes | None]
) -> None:
    """Each file in turn; with all of them as they were, the shard can be trusted again."""
    await closed(tmp_path)
    noted = (tmp_path / "0" / "seal.json").read_bytes()
    for file in files(tmp_path / "0"):
        whole = file.read_bytes()
        if how(whole) == whole:
            continue  # an empty file cannot be shorter
        sound, harmed = file.rename(tmp_path / "sound"), how(whole)
        if harmed is not None:
            file.write_bytes(harmed)
        assert not unseal(tmp_path / "0"), file
        sound.replace(file)
        (tmp_path / "0" / "seal.json").write_bytes(noted)
    assert unseal(tmp_path / "0")


@pytest.mark.parametrize("how", [truncated, flipped, removed])
@pytest.mark.parametrize("name", ["position.json", "segment.json", "page_0.dat"])
async def test_a_damaged_index_begins_anew(tmp_path: Path, name: str, how: Callable[[bytes], bytes | None]) -> None:
    """The engine never sees what a broken seal tells of: it aborts the whole process on some of it."""
    await closed(tmp_path)
    damage(next((tmp_path / "0").rglob(name)), how)
    assert await state(tmp_path) == (0, 0)


async def test_a_sound_shard_that_the_engine_cannot_read_begins_anew(tmp_path: Path) -> None:
    """It was written by another release of the engine, say."""
    await closed(tmp_path)
    (segment,) = (tmp_path / "0" / "shard" / "segments").iterdir()
    (segment / "segment.json").write_text("{}", encoding="ascii")
    seal(tmp_path / "0")
    assert await state(tmp_path) == (0, 0)


def killed(root: Path, seconds: float) -> None:
    """Let a process apply passages to an index until it is killed."""
    program = "tests.knowledge.adapters.qdrant_edge.apply_until_killed"
    done = subprocess.run([sys.executable, "-m", program, str(root), str(seconds)], cwd=ROOT, check=False, timeout=60)  # noqa: S603
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("seconds", [0.0, 0.07, 0.23])
async def test_a_killed_process_leaves_its_index_whole_or_none(tmp_path: Path, seconds: float) -> None:
    """All that was applied up to the position is there, or the index begins anew; the lock is free."""
    await asyncio.to_thread(killed, tmp_path, seconds)
    index = QdrantEdgeIndex.open(tmp_path, "e", 3)
    position, count = index.position(), index.count()
    assert position == 0 or (position % 50 == 0 and count >= position)
    assert len((await index.search(("门控",), ALONG_X, 100_000)).lexical) == count
    index.close()
    assert directories(tmp_path) == ["0"]


@pytest.mark.parametrize("how", [truncated, flipped, removed])
async def test_damage_after_a_kill_never_ends_the_process_that_opens(
    tmp_path: Path, how: Callable[[bytes], bytes | None]
) -> None:
    """Without a seal the engine is tried in another process first; what it cannot open begins anew."""
    await asyncio.to_thread(killed, tmp_path, 0.0)
    (segment,) = (tmp_path / "0" / "shard" / "segments").iterdir()
    damage(segment / "segment.json", how)
    assert await state_of_unsealed(tmp_path)


async def state_of_unsealed(root: Path) -> bool:
    """Whether an index opens, is whole as far as it says, and can be used."""
    index = QdrantEdgeIndex.open(root, "e", 3)
    usable = index.count() == 0 or index.position() > 0
    await index.apply(passages(2), [], 2)
    found = await index.search(("门控",), ALONG_X, 10)
    index.close()
    return usable and bool(found.lexical)


async def test_a_shard_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial has a deadline."""
    await closed(tmp_path)
    (tmp_path / "0" / "seal.json").unlink()
    monkeypatch.setattr("knowledge.adapters.qdrant_edge.seal._TRIAL_SECONDS", 0.001)
    assert await state(tmp_path) == (0, 0)


async def test_a_shard_that_was_not_closed_is_tried_and_kept(tmp_path: Path) -> None:
    """Whole as it is, nothing is done again."""
    await closed(tmp_path)
    (tmp_path / "0" / "seal.json").unlink()
    assert await state(tmp_path) == (5, 5)


async def test_an_index_that_another_thread_opened_is_given_back_when_it_is_closed(tmp_path: Path) -> None:
    """A lock that belonged to a thread would be kept until the process ends, and every opening would take one more."""
    for _ in range(2):
        index = await asyncio.to_thread(QdrantEdgeIndex.open, tmp_path, "words", 4)
        assert QdrantEdgeIndex.in_use(tmp_path) == 1
        index.close()
        assert QdrantEdgeIndex.in_use(tmp_path) == 0
    assert not (tmp_path / "1.lock").exists()
