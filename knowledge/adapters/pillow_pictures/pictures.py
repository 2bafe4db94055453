"""`PillowPictures`: the `Pictures` port, each picture in a process of its own."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from knowledge.weekly.compiled import StoredPicture
from knowledge.weekly.ports import PictureRefused

_LARGEST: Final = 20 * 1024 * 1024
_DEADLINE: Final = 30.0
_CHILD: Final = Path(__file__).with_name("child.py")


@dataclass(frozen=True, slots=True)
class PillowPictures:
    """Cleans pictures one at a time; what crashes, hangs or eats memory over hostile bytes is not this process.

    The child has no secrets: neither environment nor open files of this process. `deadline` is in seconds.
    """

    deadline: float = _DEADLINE
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def cleaned(self, data: bytes) -> StoredPicture:
        """The same picture as JPEG or PNG, upright, at most 2,560 pixels wide or high, without any metadata.

        Raises:
            PictureRefused: it is none, or larger than 20 MB or 40 million pixels.
        """
        if not 0 < len(data) <= _LARGEST:
            raise PictureRefused
        async with self._turn:
            written = await self._written(data)
        head, _, cleaned = written.partition(b"\n")
        if not cleaned:
            raise PictureRefused
        told = json.loads(head)
        return StoredPicture(told["media_type"], cleaned, told["width"], told["height"])

    async def _written(self, data: bytes) -> bytes:
        """What the child says; nothing where it refuses, dies or takes too long."""
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-IB", str(_CHILD), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={"PYTHONUTF8": "1"}
        )
        try:
            async with asyncio.timeout(self.deadline):
                written, _ = await child.communicate(data)
        except TimeoutError:
            return b""
        finally:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()
        return written if child.returncode == 0 else b""
