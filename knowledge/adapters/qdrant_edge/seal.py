"""Whether a shard directory is as it was left: checksums after a clean close, a trial opening after any other end."""

import errno
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

_SEAL = "seal.json"
_CHUNK = 1 << 16
_ZEROS = bytes(_CHUNK)
_SEEK_DATA = getattr(os, "SEEK_DATA", os.SEEK_SET)  # some systems know no holes
_TRIAL_SECONDS = 60
_TRIAL = "import sys; from qdrant_edge import EdgeShard; EdgeShard.load(sys.argv[1]).close()"


def seal(directory: Path) -> None:
    """Note every file's checksum beside the closed shard."""
    (directory / _SEAL).write_text(json.dumps(_checksums(directory)), encoding="ascii")


def unseal(directory: Path) -> bool:
    """Whether the shard can be trusted; takes the seal off, so that an unclean end is noticed the next time.

    A sealed shard must match its checksums. One that was never closed (a killed process) is opened for a trial in
    another process first: on some damage the engine does not fail but aborts.
    """
    noted = directory / _SEAL
    try:
        before = json.loads(noted.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return _opens(directory)
    noted.unlink()
    return bool(before == _checksums(directory))


def _checksums(directory: Path) -> dict[str, int]:
    files = sorted(path for path in directory.rglob("*") if path.is_file() and path.name != _SEAL)
    return {str(path.relative_to(directory)): _checksum(path) for path in files}


def _checksum(path: Path) -> int:
    """Of a file's length and of whatever in it is not zero, with its place."""
    with path.open("rb", buffering=0) as file:
        total = zlib.crc32(os.fstat(file.fileno()).st_size.to_bytes(8))
        for place, chunk in _chunks(file):
            total = zlib.crc32(chunk, zlib.crc32(place.to_bytes(8), total))
    return total


def _chunks(file: FileIO) -> Iterator[tuple[int, bytes]]:
    """The chunks of a file that are not all zeros, whether zeros take room on the disk or not.

    The engine makes files of 32 MB that hold a few kilobytes: holes in them are not even read.
    """
    place = _data(file, 0)
    while place is not None:
        file.seek(place)
        chunk = file.read(_CHUNK)
        if not chunk:
            return
        if chunk != _ZEROS[: len(chunk)]:
            yield place, chunk
        place = _data(file, place + _CHUNK)


def _data(file: FileIO, place: int) -> int | None:
    """The first chunk from a place on that is no hole; None where only a hole is left."""
    try:
        return os.lseek(file.fileno(), place, _SEEK_DATA) // _CHUNK * _CHUNK
    except OSError as exc:
        if exc.errno == errno.ENXIO:
            return None
        raise


def _opens(directory: Path) -> bool:
    try:
        trial = subprocess.run(  # noqa: S603  our own interpreter, our own words
            [sys.executable, "-c", _TRIAL, str(directory / "shard")],
            capture_output=True,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return trial.returncode == 0
