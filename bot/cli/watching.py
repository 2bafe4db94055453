"""`zixue watch`."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bot.cli.ingesting import read_and_tell
from bot.cli.running import MISUSED, complain, print_json, run

if TYPE_CHECKING:
    import datetime as dt

    from bot.cli.progress import Progress
    from bot.settings import Settings
    from bot.wiring import Zixue
    from knowledge.records import Ingested, Watch
    from knowledge.watching import ReadWatched

_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(watch)


def watch(
    url: Annotated[str | None, typer.Argument(help="A page or feed; without one, list.", show_default=False)] = None,
    every: Annotated[str, typer.Option(help="How often: 30m, 6h, 2d, 1w.")] = "6h",
    stop: Annotated[bool, typer.Option("--stop", help="Stop watching this address.")] = False,
    now: Annotated[bool, typer.Option("--now", help="Read what is due, here and now.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Read an address again on a schedule, while the bot runs; or list what is watched.

    Exit 1 if a source was refused.
    """
    if now and (url is not None or stop):
        complain("--now reads all that is due: give it without an address.")
        raise typer.Exit(MISUSED)
    if stop and url is None:
        complain("--stop needs the address that is watched: zixue watch --stop URL.")
        raise typer.Exit(MISUSED)

    async def command(settings: "Settings") -> int:
        if now:
            return await _read(settings, as_json=as_json)
        from bot.wiring import watching_of

        async with watching_of(settings) as watching:
            code = 0
            if url is not None:
                code = await (_stop(watching, settings, url) if stop else _add(watching, settings, url, every))
            if code == 0 and (url is None or as_json):
                _show(await watching.watches.watches(), settings, as_json=as_json)
            return code

    run(command)


async def _add(watching: "ReadWatched", settings: "Settings", url: str, every: str) -> int:
    from bot.catalogue import Words
    from knowledge.watching import SHORTEST

    interval = _interval(every)
    if interval is None or interval < SHORTEST:
        complain(Words.WATCH_INTERVAL.say(settings.language))
        return MISUSED
    added = await watching.add(url, interval)
    complain(Words.WATCH_ADDED.say(settings.language, url=added.url, every=_written(added.every)))
    return 0


async def _stop(watching: "ReadWatched", settings: "Settings", url: str) -> int:
    from bot.catalogue import Words

    stopped = await watching.remove(url)
    complain((Words.WATCH_STOPPED if stopped else Words.NO_SUCH_WATCH).say(settings.language, url=url))
    return 0 if stopped else MISUSED


def _show(watches: "Sequence[Watch]", settings: "Settings", *, as_json: bool) -> None:
    from zoneinfo import ZoneInfo

    from bot.catalogue import Words

    if as_json:
        print_json({"watches": [_shape(one) for one in watches]})
    elif not watches:
        complain(Words.NOTHING_WATCHED.say(settings.language))
    zone = ZoneInfo(settings.zone)
    for one in [] if as_json else watches:
        due = one.due_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        typer.echo(f"{_written(one.every):>4s}  {due}  {one.failures:3d}  {one.url}")


async def _read(settings: "Settings", *, as_json: bool) -> int:
    async def reading(wired: "Zixue", progress: "Progress") -> "list[Ingested]":
        return await wired.read_watched(progress.source, progress.expect)

    return await read_and_tell(settings, reading, as_json=as_json)


def _shape(one: "Watch") -> dict[str, Any]:
    return {
        "url": one.url,
        "every_seconds": round(one.every.total_seconds()),
        "due_at": one.due_at.isoformat(),
        "failures": one.failures,
    }


def _interval(written: str) -> "dt.timedelta | None":
    """The time that `6h` stands for; None for what stands for none."""
    import datetime as dt

    match = re.fullmatch(r"([0-9]{1,4})([mhdw])", written.strip().lower())
    return dt.timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None


def _written(interval: "dt.timedelta") -> str:
    """As somebody would write it: in the largest unit that leaves nothing over."""
    import datetime as dt

    units = {unit: dt.timedelta(**{name: 1}) for unit, name in reversed(_UNITS.items())}
    unit, one = next((unit, one) for unit, one in units.items() if not interval % one)
    return f"{interval // one}{unit}"
