"""What `zixue doctor` looks at: each part of a deployment, whether it works, and how to mend it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

from bot.catalogue import failure
from bot.settings import Settings
from bot.wiring import database_version, indexes_in_use, library_of, make_embedder, make_writer, name_of
from knowledge.errors import (
    EmbedderRefused,
    KeyRefused,
    LibraryDamaged,
    LibraryNewer,
    LibraryUnavailable,
    WriterFailed,
)
from knowledge.ports import Embedder

_LEAST_FREE_MB = 500


class State(StrEnum):
    """How a part is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of a deployment: how it is, and what to do where it is not well."""

    part: str
    state: State
    told: str


async def examine(settings: Settings, *, local: bool = False) -> AsyncIterator[Finding]:
    """Every finding, in the order in which they depend on each other; `local` asks nothing over the network."""
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
    for look in (_index,) if local else (_index, _model, _telegram, _weekly):
        yield await look(settings)


async def _disk(settings: Settings) -> Finding:
    where = settings.data_dir.resolve()
    existing = next(path for path in (where, *where.parents) if path.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    if free < _LEAST_FREE_MB:
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


async def _index(settings: Settings) -> Finding:
    where = settings.data_dir / "index"
    try:
        await asyncio.to_thread(where.mkdir, parents=True, exist_ok=True)
        running = await asyncio.to_thread(indexes_in_use, settings)
    except OSError:
        return Finding("index", State.PROBLEM, f"{where} cannot be written: check its permissions")
    return Finding("index", State.OK, f"{running} in use by running processes")


async def _model(settings: Settings) -> Finding:
    writer = make_writer(settings)
    if writer is None and settings.model_base_url is not None:
        return Finding("model", State.WARNING, "ZIXUE_MODEL_BASE_URL is set without ZIXUE_MODEL_NAME: set both")
    if writer is None:
        return Finding("model", State.OK, "none set: answers are extractive")
    try:
        names = await writer.models()
    except KeyRefused:
        told = "the endpoint does not take the key: check ZIXUE_MODEL_API_KEY; answers are extractive meanwhile"
        return Finding("model", State.PROBLEM, told)
    except WriterFailed as failed:
        told = f"{failed.reason}: check ZIXUE_MODEL_BASE_URL and ZIXUE_MODEL_API_KEY; answers are extractive meanwhile"
        return Finding("model", State.PROBLEM, told)
    finally:
        await writer.close()
    if names and settings.model_name not in names:
        told = f"the endpoint does not list {settings.model_name}: check ZIXUE_MODEL_NAME"
        return Finding("model", State.WARNING, told)
    return Finding("model", State.OK, f"{settings.model_name} answers at {settings.model_base_url or 'api.openai.com'}")


async def _telegram(settings: Settings) -> Finding:
    if settings.telegram_token is None:
        return Finding("telegram", State.OK, "no token set: zixue run is a chat in the terminal")
    from bot.conversation.polling import TelegramUnreachable, TokenRefused, introduce  # noqa: PLC0415  aiogram is heavy

    try:
        me = await introduce(settings.telegram_token.get_secret_value(), api_url=settings.telegram_api_url)
    except TokenRefused:
        return Finding("telegram", State.PROBLEM, "Telegram does not know the token: check ZIXUE_TELEGRAM_TOKEN")
    except TelegramUnreachable:
        told = f"{settings.telegram_api_url} cannot be reached: check the network or proxy"
        return Finding("telegram", State.PROBLEM, told)
    if not me.can_read_all_group_messages:
        told = f"@{me.username}; privacy mode is on: in groups only /ask, replies and mentions by command arrive"
        return Finding("telegram", State.WARNING, told + " (turn it off with @BotFather, then add the bot again)")
    return Finding("telegram", State.OK, f"@{me.username}")


async def _weekly(settings: Settings) -> Finding:
    """Where notes are reviewed and issues are published."""
    if settings.telegram_token is None:
        return Finding("weekly", State.OK, "without a token its editor is whoever talks to it in the terminal")
    if settings.editors_chat is None:
        told = (
            "no editors' chat, so /submit takes nothing: set ZIXUE_EDITORS_CHAT to the id of a group that the bot is in"
        )
        return Finding("weekly", State.WARNING, told)
    from bot.conversation.polling import TelegramUnreachable, TokenRefused  # noqa: PLC0415  aiogram is heavy
    from bot.conversation.standing import closed  # noqa: PLC0415  aiogram is heavy

    channel = [] if settings.channel is None else [settings.channel]
    named = {settings.editors_chat: "ZIXUE_EDITORS_CHAT", **dict.fromkeys(channel, "ZIXUE_CHANNEL")}
    named = dict.fromkeys(settings.groups, "ZIXUE_GROUPS") | named
    try:
        shut = await closed(settings.telegram_token.get_secret_value(), list(named), api_url=settings.telegram_api_url)
    except (TokenRefused, TelegramUnreachable):
        return Finding("weekly", State.WARNING, "its chats were not looked at, because Telegram did not answer")
    if shut:
        chats = ", ".join(f"{named[one]} {one}" for one in named if one in shut)
        told = f"the bot cannot write to {chats}: add it there, to a channel as an administrator who may post"
        return Finding("weekly", State.PROBLEM, told)
    told = f"reviewed in {settings.editors_chat}; channels: {len(channel)}, groups: {len(settings.groups)}"
    return Finding("weekly", State.OK, told if settings.archive_url else f"{told}; no archive: set ZIXUE_ARCHIVE_URL")
