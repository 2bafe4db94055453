"""`zixue ingest`, `sources`, `entries` and `reindex`."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import MISUSED, REFUSED, complain, one_line, print_json, run

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.cli.progress import Progress
    from bot.settings import Settings
    from bot.wiring import Zixue
    from knowledge.records import Ingested

_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(ingest)
    app.command()(sources)
    app.command()(entries)
    app.command()(reindex)


def ingest(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or addresses on the web.", show_default=False)],
    only: Annotated[
        str | None,
        typer.Option(
            metavar="GLOB", help="Of a folder only what matches below it: 'docs/**/*.md'.", show_default=False
        ),
    ] = None,
    messages: Annotated[
        bool, typer.Option("--messages", help="Chat exports may be kept: their members agree.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be read, kept and dropped, and why; keep nothing.")
    ] = False,
    lexical: Annotated[
        bool, typer.Option("--lexical", help="Do not wait for vectors; search by words at once.")
    ] = False,
    as_json: _Json = False,
) -> None:
    """Add or refresh sources; safe to repeat.

    Exit 1 if a source was refused.
    """
    from knowledge.ingesting import Choice

    choice = Choice(only, messages)

    async def preview(settings: "Settings") -> int:
        from bot.cli import json_shapes
        from bot.cli.previews import print_preview
        from bot.wiring import previewing
        from knowledge.records import SourceState

        async with previewing(settings) as preview_sources:
            previews = await preview_sources(paths, choice=choice)
        if as_json:
            print_json(json_shapes.previewed(previews, settings.language))
        for one in [] if as_json else previews:
            print_preview(one, settings.language)
        return REFUSED if any(one.state is SourceState.REFUSED for one in previews) else 0

    async def command(settings: "Settings") -> int:
        async def reading(wired: "Zixue", progress: "Progress") -> "list[Ingested]":
            return await wired.ingest(paths, progress.source, progress.expect, choice)

        return await read_and_tell(settings, reading, lexical=lexical, as_json=as_json)

    run(preview if dry_run else command)


async def read_and_tell(
    settings: "Settings",
    reading: "Callable[[Zixue, Progress], Awaitable[list[Ingested]]]",
    *,
    lexical: bool = False,
    as_json: bool = False,
) -> int:
    """Read, follow with the index, wait for the vectors unless told not to, and say what came of it; the exit code."""
    from bot.background import embed_alone
    from bot.cli import json_shapes
    from bot.cli.progress import Progress
    from bot.wiring import zixue
    from knowledge.records import SourceState

    async with zixue(settings) as wired:
        begun = time.perf_counter()
        with Progress(settings.language, quiet=as_json) as progress:
            outcomes = await reading(wired, progress)
            await wired.follow()
            if wired.embed is not None and not lexical:
                await embed_alone(wired.embed, wired.spine.leases, progress.vectors)
                await wired.follow()
        vectors = await wired.library.vector_count(wired.follow.embedder)
        elapsed = round((time.perf_counter() - begun) * 1000)
        if as_json:
            print_json(json_shapes.ingested(outcomes, vectors, elapsed, settings.language))
        else:
            progress.summary(outcomes, vectors)
        return REFUSED if any(one.state is SourceState.REFUSED for one in outcomes) else 0


def sources(as_json: _Json = False) -> None:
    """List what was read."""

    async def command(settings: "Settings") -> int:
        from bot.catalogue import Words
        from bot.cli import json_shapes
        from bot.wiring import library_of

        async with library_of(settings) as library:
            kept = await library.sources()
        if as_json:
            print_json(json_shapes.sources(kept))
        elif not kept:
            complain(Words.NOTHING_READ.say(settings.language))
        for one in [] if as_json else kept:
            typer.echo(
                f"{one.source.id}  {one.entries:4d} {one.passages:5d}  {one.source.shape:13s}  {one.source.title}"
            )
        return 0

    run(command)


def entries(
    source: Annotated[str | None, typer.Option(help="Only the entries of this source.", show_default=False)] = None,
    as_json: _Json = False,
) -> None:
    """List the entries that answers can cite."""

    async def command(settings: "Settings") -> int:
        from bot.catalogue import Words
        from bot.cli import json_shapes
        from bot.wiring import library_of

        async with library_of(settings) as library:
            if source is not None and source not in {one.source.id for one in await library.sources()}:
                complain(Words.NO_SUCH_SOURCE.say(settings.language))
                return MISUSED
            kept = await library.entries(source)
        if as_json:
            print_json(json_shapes.entries(kept))
        for entry, _ in [] if as_json else kept:
            section = f"{entry.section} · " if entry.section else ""
            same = f"  (= {entry.duplicate_of})" if entry.duplicate_of else ""
            typer.echo(f"{entry.id}  {one_line(section + entry.title)}{same}")
        return 0

    run(command)


def reindex(as_json: _Json = False) -> None:
    """Drop the index and build it again from the library.

    Nothing is lost: vectors are kept in the library. A running bot keeps its own index until it is started again.
    """

    async def command(settings: "Settings") -> int:
        from bot.wiring import indexes_in_use, zixue

        async with zixue(settings) as wired:
            begun = time.perf_counter()
            passages = await wired.follow.rebuild()
            await wired.follow.index.optimise()
            elapsed = round((time.perf_counter() - begun) * 1000)
        if as_json:
            print_json({"passages": passages, "elapsed_ms": elapsed})
        else:
            typer.echo(f"{passages} passages indexed in {elapsed / 1000:.1f} s.")
        if running := indexes_in_use(settings):
            complain(f"{running} running bot keeps an index of its own: stop it and run reindex again to rebuild that.")
        return 0

    run(command)
