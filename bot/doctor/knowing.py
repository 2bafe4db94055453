"""What answers stand on: the disk, the embedder, the database, the library and the index."""

import asyncio
from collections.abc import AsyncIterator

from bot.catalogue import failure
from bot.doctor.findings import Finding, State
from bot.settings import Settings
from bot.wiring import database_version, indexes_in_use, library_of, make_embedder, name_of
from bot.wiring.indexes import kept_indexes
from bot.wiring.machine import LEAST_FREE, free_disk
from knowledge.errors import EmbedderRefused, KnowledgeError, LibraryDamaged, LibraryNewer, LibraryUnavailable
from knowledge.ports import Embedder

_BEHIND = 1000
"""Changes of the library that an index may lack without a word: those of a moment."""


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """In the order in which they depend on each other."""
    yield await _disk(settings)
    try:
        embedder = await asyncio.to_thread(make_embedder, settings)
        yield await _embedder(embedder)
        if settings.database_url is not None:
            yield await _database(settings)
        yield await _library(settings, name_of(embedder))
    except EmbedderRefused as refused:
        told = f"{refused.path} cannot be used: check ZIXUE_EMBEDDER and its arguments, or set it to none"
        yield Finding("embedder", State.PROBLEM, told)
        yield Finding("library", State.WARNING, "not looked at, because the embedder cannot be used")
        embedder = None
    yield await _index(settings, embedder)


async def _disk(settings: Settings) -> Finding:
    existing, free = free_disk(settings)
    if free < LEAST_FREE:
        return Finding("disk", State.WARNING, f"{free} MB free under {existing}: make room or move ZIXUE_DATA_DIR")
    return Finding("disk", State.OK, f"{free} MB free under {existing}")


async def _embedder(embedder: Embedder | None) -> Finding:
    if embedder is None:
        return Finding("embedder", State.WARNING, "none: questions are matched by words alone")
    vector = await embedder.question("自学")
    return Finding("embedder", State.OK, f"{embedder.name}, {vector.size} dimensions")


async def _database(settings: Settings) -> Finding:
    try:
        return Finding("database", State.OK, await database_version(settings))
    except LibraryNewer as error:
        return Finding("database", State.PROBLEM, failure(error, "en"))
    except LibraryUnavailable as error:
        told = f"cannot be used ({error}): check the server and ZIXUE_DATABASE_URL"
        return Finding("database", State.PROBLEM, told)


async def _library(settings: Settings, embedder: str) -> Finding:
    """The library alone: an index of its own would double the disk's use at every health check."""
    try:
        async with library_of(settings) as library:
            kept = await library.sources()
            vectors = await library.vector_count(embedder)
    except (LibraryDamaged, LibraryNewer) as error:
        return Finding("library", State.PROBLEM, failure(error, "en"))
    except LibraryUnavailable:
        told = f"{settings.data_dir} cannot be used: check that it is writable, or set ZIXUE_DATA_DIR"
        if settings.database_url is not None:
            told = "the database cannot be used"
        return Finding("library", State.PROBLEM, told)
    told = f"{len(kept)} sources, {vectors.done + vectors.pending} passages, {vectors.pending} without a vector"
    if not kept:
        return Finding("library", State.WARNING, "empty: add sources with zixue ingest PATH")
    return Finding("library", State.OK, told)


async def _index(settings: Settings, embedder: Embedder | None) -> Finding:
    """What is noted beside the indexes: opening one would make another where a bot runs."""
    where = settings.data_dir / "index"
    try:
        await asyncio.to_thread(where.mkdir, parents=True, exist_ok=True)
        running = await asyncio.to_thread(indexes_in_use, settings)
        kept = await asyncio.to_thread(kept_indexes, settings, embedder)
    except OSError:
        return Finding("index", State.PROBLEM, f"{where} cannot be written: check its permissions")
    told = f"{running} in use by running processes"
    newest, position = await _last_change(settings), max(kept, default=0)
    if running and newest and not position:
        told += ", but none holds what this embedder needs: restart the bot, which makes it anew"
        return Finding("index", State.WARNING, told)
    if running and newest - position > _BEHIND:
        told += f", {newest - position} changes behind the library: see the bot's log"
        return Finding("index", State.WARNING, told)
    return Finding("index", State.OK, told)


async def _last_change(settings: Settings) -> int:
    try:
        async with library_of(settings) as library:
            return await library.last_change()
    except KnowledgeError:  # said where the library is looked at
        return 0
