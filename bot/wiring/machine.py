"""The machine that a process runs on: its disk and its memory, in megabytes."""

import resource
import shutil
from pathlib import Path
from typing import Final

from bot.settings import Settings

LEAST_FREE: Final = 500
"""With less than that on the disk, somebody should make room."""

_STATUS: Final = Path("/proc/self/statm")


def free_disk(settings: Settings) -> tuple[Path, int]:
    """How much is free where the data directory is, or will be, and which folder tells."""
    where = settings.data_dir.resolve()
    existing = next(path for path in (where, *where.parents) if path.exists())
    return existing, shutil.disk_usage(existing).free // 1_000_000


def memory_used() -> int:
    """How much this process holds; where the system does not tell, the most that it ever held."""
    try:
        pages = int(_STATUS.read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    return pages * resource.getpagesize() // 1_000_000
