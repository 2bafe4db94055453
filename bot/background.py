"""What goes on beside a running bot: following, embedding, optimising, reading again, describing links."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog
from filelock import FileLock, Timeout

from bot.settings import Settings
from bot.wiring import Zixue
from knowledge.describing_links import DescribeLinks
from knowledge.errors import EmbedderRefused, IndexUnavailable, LibraryUnavailable
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.ports import Index
from knowledge.records import VectorCount
from knowledge.watching import ReadWatched

_FOLLOW_SECONDS = 1.0
_OPTIMISE_SECONDS = 60.0
_WATCH_SECONDS = 60.0
_DESCRIBE_SECONDS = 3600.0
_log = structlog.get_logger(__name__)


@asynccontextmanager
async def background(wired: Zixue, settings: Settings) -> AsyncIterator[None]:
    """Beside a running bot: the index follows the library, and passages get their vectors.

    What the bot raises comes out as itself, not in the task group's wrapping.
    """
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(_follow_always(wired.follow)),
                group.create_task(_optimise_always(wired.follow.index)),
                group.create_task(_watch_always(wired.read_watched, settings)),
                group.create_task(_describe_always(wired.describe_links, settings)),
            ]
            if wired.embed is not None:
                tasks.append(group.create_task(_embed_always(wired.embed, settings)))
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
    except ExceptionGroup as raised:
        raise raised.exceptions[0] from raised


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


async def _embed_always(embed: EmbedPassages, settings: Settings) -> None:
    while True:
        try:
            await embed_alone(embed, settings)
        except (LibraryUnavailable, EmbedderRefused) as waiting:
            _log.warning("embedding_waits", reason=type(waiting).__name__)
        await asyncio.sleep(_FOLLOW_SECONDS)


async def _watch_always(read_watched: ReadWatched, settings: Settings) -> None:
    """One process of a deployment reads what is due; the others wait for its lock."""
    lock = FileLock(settings.data_dir / "watching.lock")
    while True:
        try:
            with lock.acquire(timeout=0):
                for outcome in await read_watched():
                    _log.info("watched", path=outcome.path, state=outcome.state.value, reason=outcome.reason)
        except Timeout:
            _log.debug("watched_elsewhere")
        except LibraryUnavailable as waiting:
            _log.warning("watching_waits", reason=type(waiting).__name__)
        await asyncio.sleep(_WATCH_SECONDS)


async def _describe_always(describe_links: DescribeLinks, settings: Settings) -> None:
    lock = FileLock(settings.data_dir / "describing.lock")
    while True:
        try:
            with lock.acquire(timeout=0):
                _log.info("links_described", titles=await describe_links())
        except Timeout:
            _log.debug("described_elsewhere")
        except LibraryUnavailable as waiting:
            _log.warning("describing_waits", reason=type(waiting).__name__)
        await asyncio.sleep(_DESCRIBE_SECONDS)


async def _follow_always(follow: FollowLibrary) -> None:
    while True:
        try:
            await follow()
        except (LibraryUnavailable, IndexUnavailable) as waiting:
            _log.warning("following_waits", reason=type(waiting).__name__)
        await asyncio.sleep(_FOLLOW_SECONDS)


async def _optimise_always(index: Index) -> None:
    while True:
        await asyncio.sleep(_OPTIMISE_SECONDS)
        try:
            await index.optimise()
        except IndexUnavailable as waiting:
            _log.warning("optimising_waits", reason=type(waiting).__name__)
