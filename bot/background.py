"""What goes on beside a running bot: following, embedding, optimising, reading again, describing links."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeAlias

import structlog
from filelock import FileLock, Timeout

from bot.memory import Memory
from bot.settings import Settings
from bot.wiring import Zixue
from knowledge.describing_links import DescribeLinks
from knowledge.errors import EmbedderRefused, IndexUnavailable, LibraryUnavailable
from knowledge.indexing import EmbedPassages
from knowledge.records import VectorCount
from knowledge.remembering.closing import Tell
from knowledge.watching import ReadWatched

_FOLLOW_SECONDS = 1.0
_OPTIMISE_SECONDS = 60.0
_WATCH_SECONDS = 60.0
_DESCRIBE_SECONDS = 3600.0
_CLOSE_SECONDS = 60.0
_FORGET_SECONDS = 86400.0
_log = structlog.get_logger(__name__)
_Work: TypeAlias = Callable[[], Awaitable[object]]


@asynccontextmanager
async def background(wired: Zixue, settings: Settings, tell: Tell | None = None) -> AsyncIterator[None]:
    """Beside a running bot: the index follows the library, and passages get their vectors.

    `tell` reaches the askers of questions that were open; without it nobody is told here.
    What the bot raises comes out as itself, not in the task group's wrapping.
    """
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in _works(wired, settings, tell)]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
    except ExceptionGroup as raised:
        raise raised.exceptions[0] from raised


def _works(wired: Zixue, settings: Settings, tell: Tell | None) -> Iterator[Coroutine[None, None, None]]:
    """What is repeated beside a bot; what costs the web or a model is left to one process of a deployment."""
    watch, describe = partial(_watch, wired.read_watched), partial(_describe, wired.describe_links)
    yield _repeat(wired.follow, "following", _FOLLOW_SECONDS)
    yield _repeat(wired.follow.index.optimise, "optimising", _OPTIMISE_SECONDS, first=_OPTIMISE_SECONDS)
    yield _repeat(partial(_in_one_process, watch, "watching", settings), "watching", _WATCH_SECONDS)
    yield _repeat(partial(_in_one_process, describe, "describing", settings), "describing", _DESCRIBE_SECONDS)
    close = partial(_close, wired.memory, tell)
    yield _repeat(partial(_in_one_process, close, "closing", settings), "closing", _CLOSE_SECONDS)
    yield _repeat(wired.memory.forget_exchanges, "forgetting", _FORGET_SECONDS)
    if wired.embed is not None:
        yield _repeat(partial(embed_alone, wired.embed, settings), "embedding", _FOLLOW_SECONDS)


async def embed_alone(
    embed: EmbedPassages, settings: Settings, report: Callable[[VectorCount], None] = lambda _: None
) -> None:
    """Give every passage its vector; where another process is at it already, wait and report how far it is."""
    lock = FileLock(settings.data_dir / "embedding.lock")
    while True:
        try:
            with lock.acquire(timeout=0):
                await embed(report)
                return
        except Timeout:
            count = await embed.library.vector_count(embed.embedder.name)
            report(count)
            if not count.pending:
                return
            await asyncio.sleep(_FOLLOW_SECONDS)


async def _watch(read_watched: ReadWatched) -> None:
    for outcome in await read_watched():
        _log.info("watched", path=outcome.path, state=outcome.state.value, reason=outcome.reason)


async def _describe(describe_links: DescribeLinks) -> None:
    _log.info("links_described", titles=await describe_links())


async def _close(memory: Memory, tell: Tell | None) -> None:
    closed = await memory.close_answered()
    told = 0 if tell is None else await memory.tell_askers(tell)
    if closed or told:
        _log.info("questions_closed", closed=closed, told=told)


async def _in_one_process(work: _Work, name: str, settings: Settings) -> None:
    """Do the work, unless another process of the deployment is at it: it holds the lock of that name."""
    try:
        with FileLock(settings.data_dir / f"{name}.lock").acquire(timeout=0):
            await work()
    except Timeout:
        _log.debug("done_elsewhere", work=name)


async def _repeat(work: _Work, name: str, pause: float, *, first: float = 0.0) -> None:
    """Do the work for ever, with a pause in seconds after each time and, where given, before the first.

    What stands in its way may be gone the next time: a full disk is emptied, a model's server comes back.
    """
    await asyncio.sleep(first)
    while True:
        try:
            await work()
        except (LibraryUnavailable, IndexUnavailable, EmbedderRefused) as waiting:
            _log.warning("work_waits", work=name, reason=type(waiting).__name__)
        await asyncio.sleep(pause)
