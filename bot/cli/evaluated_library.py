"""The library that a set is asked of: the one that is there, or one that is made for it."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from rich.console import Console
from rich.progress import Progress as Bar

from bot.background import embed_alone
from bot.catalogue.measures import Measures
from bot.cli.evaluation_order import Order
from bot.cli.progress import Progress
from bot.settings import Settings
from bot.wiring import SystemClock, Zixue, database_of, library_of, zixue
from knowledge import samples
from knowledge.evaluating import given_passages
from knowledge.evaluating.heading_blind import HeadingBlindReader
from knowledge.finding.sentence_vectors import SentenceVectors
from knowledge.records import SourceState

if TYPE_CHECKING:
    from knowledge.evaluating.cases import EvaluationSet
    from knowledge.indexing import EmbedPassages
    from knowledge.ports import Library

_FOLDER: Final = "evaluation"
_ALL: Final = 10_000_000
_CONTENTS_A_STEP: Final = 500
_FILES_ALONE: Final = {"database_url": None, "valkey_url": None}
"""What only a folder of its own has."""

_T = TypeVar("_T")


class NothingRead(Exception):
    """Nothing of a corpus could be read."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A library to be asked, and the headings left out of it by the text of their entry."""

    wired: Zixue
    dropped: Mapping[str, Sequence[str]]


def evaluated_of(order: Order, asked: "EvaluationSet", settings: Settings) -> AbstractAsyncContextManager[Evaluated]:
    """The library that an order asks: made of a corpus, of the set itself or the samples, or what is there."""
    own = [str(path) for path in samples.paths()] if order.given is None else []
    corpus = order.corpus or own
    if corpus or asked.passages:
        return made(settings, asked, corpus, blind=order.blind, quiet=order.as_json)
    return standing(settings)


async def with_bar(
    ask: Callable[[Callable[[int], None]], Awaitable[_T]], total: int, order: Order, settings: Settings
) -> _T:
    """What asking gives, with a bar on a terminal."""
    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=order.as_json or not console.is_terminal) as bar:
        task = bar.add_task(Measures.ASKING.say(settings.language), total=total)
        return await ask(lambda done: bar.update(task, completed=done))


@asynccontextmanager
async def standing(settings: Settings) -> AsyncIterator[Evaluated]:
    """The library of the data directory, with the vectors it has."""
    async with zixue(settings) as wired:
        await wired.follow()
        yield Evaluated(wired, {})


@asynccontextmanager
async def made(
    settings: Settings, given: "EvaluationSet", corpus: Sequence[str], *, blind: bool, quiet: bool
) -> AsyncIterator[Evaluated]:
    """A library of these sources and of the passages that the set brings, gone afterwards.

    Vectors of equal contents come from the library of the data directory, and from `evaluation/` beside it, where
    those that are new are kept for the next time.

    Raises:
        NothingRead: no source could be read.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zixue-eval-")))
        mine = settings.model_copy(update=_FILES_ALONE | {"data_dir": folder})
        wired = await stack.enter_async_context(zixue(mine))
        progress = stack.enter_context(Progress(settings.language, quiet=quiet))
        asked = [case.question for case in given.cases] if blind else []
        reader = HeadingBlindReader.over(wired.ingest.reader, asked)
        ingest = replace(wired.ingest, reader=reader)
        outcomes = await ingest(corpus, progress.source, progress.expect) if corpus else []
        if corpus and all(one.state is SourceState.REFUSED for one in outcomes):
            raise NothingRead
        if given.passages:
            await given_passages.keep(wired.library, SystemClock(), given.passages)
            await wired.ingest.fold()
        if wired.embed is not None:
            await _embed(wired, settings, progress)
        await wired.follow()
        progress.__exit__(None, None, None)  # its bar, before another is drawn
        yield Evaluated(wired, reader.dropped)


async def _embed(wired: Zixue, settings: Settings, progress: Progress) -> None:
    assert wired.embed is not None  # noqa: S101  for the type checker
    async with AsyncExitStack() as stack:
        kept = await stack.enter_async_context(library_of(_beside(settings)))
        known = [kept]
        where = database_of(settings)
        if isinstance(where, str) or where.is_file():
            known.append(await stack.enter_async_context(library_of(settings)))
        names = (wired.embed.embedder.name, SentenceVectors(wired.library, wired.embed.embedder).name)
        for name in names:
            for library in known:
                await _copy(library, wired.library, name, await _waiting(wired.embed, name))
        new = {name: await _waiting(wired.embed, name) for name in names}
        try:
            await embed_alone(wired.embed, wired.spine.leases, progress.vectors)
        finally:
            for name, contents in new.items():
                await _copy(wired.library, kept, name, contents)


def _beside(settings: Settings) -> Settings:
    folder = settings.data_dir / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return settings.model_copy(update=_FILES_ALONE | {"data_dir": folder})


async def _waiting(embed: "EmbedPassages", name: str) -> list[str]:
    """The contents that have no vector of that name yet, those of everyday questions among them."""
    everyday = embed.small_talk if name == embed.embedder.name else None
    waiting = [content for content, _ in await embed.library.without_vector(name, _ALL)]
    return waiting if everyday is None else [*waiting, *await everyday.missing()]


async def _copy(source: "Library", target: "Library", name: str, contents: Sequence[str]) -> None:
    for start in range(0, len(contents), _CONTENTS_A_STEP):
        known = await source.vectors(name, contents[start : start + _CONTENTS_A_STEP])
        await target.keep_vectors(name, list(known.items()))
