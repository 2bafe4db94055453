"""What a process may take at most, as far as its platform knows such limits."""

import os
import re
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

MEMORY: Final = 768 * 1024 * 1024
"""Bytes of address space beyond what the process has before it reads its first page."""

_FILES: Final = 64
_LATER: Final = 10
_HELD: Final = 400 * 1024
_PEAK: Final = re.compile(r"VmHWM:\s+(\d+) kB")


def impose() -> None:
    """Limit this process for good: memory, files; nothing is written, no core is left, others go first."""
    with suppress(OSError, AttributeError):
        os.nice(_LATER)
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  not on every platform

    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _FILES,
        resource.RLIMIT_AS: _address_space() + MEMORY,
    }
    for limit, most in limits.items():
        with suppress(OSError, ValueError):  # the operator's own limit may be lower
            resource.setrlimit(limit, (most, most))


def _address_space() -> int:
    """The bytes that are mapped now, threads' stacks among them; more on machines with more cores."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def end_after(seconds: int) -> None:
    """Let the system end this process after so many seconds, whatever it does then; 0 takes that back."""
    if sys.platform != "win32":
        signal.alarm(seconds)


def is_swollen() -> bool:
    """Whether the process once held so much memory that a fresh one is better."""
    return sys.platform != "win32" and _most_held() > _HELD


def _most_held() -> int:
    """In KiB: of this program alone where `/proc` tells; the system's own count begins with whoever started it."""
    with suppress(OSError):
        told = _PEAK.search(Path("/proc/self/status").read_text(encoding="utf-8"))
        if told:
            return int(told[1])
    import resource  # noqa: PLC0415  not on every platform

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
