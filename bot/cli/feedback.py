"""`zixue feedback`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.running import complain, one_line, print_json, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from knowledge.remembering.gaps import Judged


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(feedback)


def feedback(
    days: Annotated[int, typer.Option(min=1, max=3650, help="How many days back.")] = 90,
    write: Annotated[
        Path | None,
        typer.Option("--set", metavar="FILE", help="Write an evaluation set for zixue eval.", show_default=False),
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="What was asked in private chats, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List what people think of answers, or make an evaluation set of it.

    Nobody's id or name is shown.
    """

    async def command(settings: "Settings") -> int:
        from bot.catalogue.opinions import OpinionWords

        judged, rows = await _judged(settings, days, private=private)
        if write is not None:
            _write(write, rows)
            complain(OpinionWords.SET_WRITTEN.say(settings.language, count=len(rows), path=write))
        if write is None or as_json:
            _show(judged, settings, as_json=as_json)
        return 0

    run(command)


async def _judged(settings: "Settings", days: int, *, private: bool) -> "tuple[list[Judged], list[dict[str, Any]]]":
    """What was thought of answers, and the rows of a set that it makes."""
    import datetime as dt

    from bot.wiring import SystemClock, library_of, opinions_of
    from knowledge.remembering.feedback_set import MakeFeedbackSet
    from knowledge.remembering.gaps import judged

    now = SystemClock().now()
    async with opinions_of(settings) as opinions, library_of(settings) as library:
        given = await opinions.between(now - dt.timedelta(days=days), now + dt.timedelta(seconds=1))
        shown = [one for one in judged(given) if private or not one.exchange.origin.private]
        return shown, await MakeFeedbackSet(library)(shown)


def _write(path: Path, rows: "Sequence[dict[str, Any]]") -> None:
    import json

    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8", errors="replace")


def _show(judged: "Sequence[Judged]", settings: "Settings", *, as_json: bool) -> None:
    from zoneinfo import ZoneInfo

    from bot.catalogue.opinions import OpinionWords

    if as_json:
        print_json({"feedback": [_shape(one) for one in judged]})
        return
    if not judged:
        complain(OpinionWords.NO_FEEDBACK.say(settings.language))
    zone = ZoneInfo(settings.zone)
    for one in judged:
        asked = one.exchange.asked_at.astimezone(zone).date().isoformat()
        shape = _shape(one)
        about = f"{shape['up']:3d}+ {shape['down']:3d}-  {', '.join(shape['faults']) or '-':24s}"
        typer.echo(f"{one.exchange.id:6d}  {asked}  {about}  {one_line(one.exchange.typed)}")


def _shape(one: "Judged") -> dict[str, Any]:
    """What was thought of one answer."""
    from knowledge.records import Thumb

    thumbs = [given.thumb for given in one.feedback]
    return {
        "exchange_id": one.exchange.id,
        "question": one.exchange.typed,
        "mode": one.exchange.mode,
        "asked_at": one.exchange.asked_at.isoformat(),
        "up": thumbs.count(Thumb.UP),
        "down": thumbs.count(Thumb.DOWN),
        "faults": sorted({given.fault.value for given in one.feedback if given.fault}),
        "words": [given.words for given in one.feedback if given.words],
    }
