"""Where sources are fetched from and what reads them, and what needs nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings
from bot.wiring.clock import SystemClock
from bot.wiring.database import database_of, library_of
from knowledge import samples
from knowledge.adapters.files import FileShelf
from knowledge.adapters.sandboxed_reader import SandboxedReader
from knowledge.adapters.shelves import Shelves
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.watches import SqlWatches
from knowledge.adapters.web import SafeWeb, WebShelf
from knowledge.folding_duplicates import FoldDuplicates
from knowledge.ingesting import IngestSources
from knowledge.ports import Reader, Shelf, Web
from knowledge.previewing import PreviewSources
from knowledge.watching import ReadWatched


@asynccontextmanager
async def reading() -> AsyncIterator[tuple[Shelf, Reader, Web]]:
    """Where sources are fetched from, and what reads them."""
    files = FileShelf(samples.FOLDER)
    reader, web = SandboxedReader(), SafeWeb(SystemClock())
    try:
        yield Shelves(files, WebShelf(web)), reader, web
    finally:
        await web.close()
        await reader.close()


@asynccontextmanager
async def previewing(settings: Settings) -> AsyncIterator[PreviewSources]:
    """What tells what ingesting would do.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with library_of(settings) as library, reading() as (shelf, reader, _):
        yield PreviewSources(library, shelf, reader)


@asynccontextmanager
async def watching_of(settings: Settings) -> AsyncIterator[ReadWatched]:
    """What is read on a schedule, for what needs neither an index nor an embedder.

    Raises:
        LibraryUnavailable: the database cannot be used.
    """
    async with open_engine(database_of(settings)) as engine, reading() as (shelf, reader, web):
        ingest = IngestSources(SqlLibrary(engine), shelf, reader, SystemClock(), FoldDuplicates(SqlLibrary(engine)))
        yield ReadWatched(SqlWatches(engine), ingest, web, shelf, SystemClock())
