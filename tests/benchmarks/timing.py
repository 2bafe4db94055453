"""How long something takes that is done again and again."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from tests.benchmarks.phase import Figures, milliseconds, percentile

_T = TypeVar("_T")


async def timed(
    act: Callable[[_T], Awaitable[object]], values: Iterable[_T], before: Callable[[], Awaitable[object]] | None = None
) -> Figures:
    """Act once for each value, after `before`: the first in `first_ms`, the rest in `p50_ms` and `p95_ms`.

    `cpu_ms` is this process's own time for one of the rest, which a busy machine falsifies least.
    """
    taken, cpu = [], []
    for value in values:
        if before is not None:
            await before()
        begun, begun_cpu = time.perf_counter(), time.process_time()
        await act(value)
        taken.append(milliseconds(begun))
        cpu.append((time.process_time() - begun_cpu) * 1000)
    rest = taken[1:] or taken
    return {
        "first_ms": round(taken[0], 1),
        "p50_ms": round(percentile(rest, 0.5), 1),
        "p95_ms": round(percentile(rest, 0.95), 1),
        "cpu_ms": round(sum(cpu[1:] or cpu) / len(rest), 1),
    }


def timed_often(act: Callable[[], object], times: int) -> Figures:
    """The same of what is not awaited."""

    async def acting(_: int) -> None:
        act()

    return asyncio.run(timed(acting, range(times)))


def ratio(ours: Figures, peer: Figures) -> float:
    """How often the peer's processor time ours is."""
    return round(float(ours["cpu_ms"]) / max(float(peer["cpu_ms"]), 0.05), 2)
