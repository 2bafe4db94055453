"""Whether a shard directory is as it was left: checksums after a clean close, a trial opening after any other end."""

import json
import subprocess
import sys
import zlib
from pathlib import Path

_SEAL = "seal.json"
_CHUNK = 1 << 20
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
    total = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total = zlib.crc32(chunk, total)
    return total


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
