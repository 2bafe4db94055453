"""`MatplotlibCharts`: the `Charts` port, each sheet in a process of its own."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Final

from knowledge.statistics.ports import ChartRefused
from knowledge.statistics.sheets import Sheet

_DEADLINE: Final = 20.0
_CHILD: Final = Path(__file__).with_name("child.py")
_FONT: Final = "NotoSansSC-Regular.otf"


@dataclass(frozen=True, slots=True)
class MatplotlibCharts:
    """Draws one sheet at a time; the memory that takes is given back. `deadline` is in seconds."""

    deadline: float = _DEADLINE
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def drawn(self, sheet: Sheet) -> bytes:
        """The sheet as a PNG, 1,200 pixels wide and 1,500 high.

        Raises:
            ChartRefused: it could not be drawn, or not in time.
        """
        told = {"font": str(files("pylopdf_fonts_zh_cn") / _FONT), **asdict(sheet)}
        try:
            async with asyncio.timeout(self.deadline), self._turn:
                return await _written(json.dumps(told).encode())
        except (TimeoutError, OSError) as exc:
            raise ChartRefused from exc


async def _written(told: bytes) -> bytes:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-IB", str(_CHILD), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={"PYTHONUTF8": "1"}
    )
    try:
        written, _ = await child.communicate(told)
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    if child.returncode != 0 or not written:
        raise ChartRefused
    return written
