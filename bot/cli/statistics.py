"""`zixue stats`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import REFUSED, complain, print_json, run

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.statistics.figures import Overview


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(stats)


def stats(
    days: Annotated[int, typer.Option(min=1, max=365, help="How many days, up to today.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    chart: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw a picture into this file.", show_default=False)
    ] = None,
) -> None:
    """Count what the bot was used for: questions, answers, opinions, latency, tokens, costs and notes."""

    async def command(settings: "Settings") -> int:
        from bot.rendering.plain import plain
        from bot.rendering.statistics import caption
        from bot.wiring.statistics import statistics_alone

        async with statistics_alone(settings) as statistics:
            overview = await statistics(days)
        if chart is not None and not await _draw(overview, chart, settings):
            return REFUSED
        if as_json:
            from bot.cli.statistics_shape import shape

            print_json(shape(overview))
        else:
            typer.echo(plain(caption(overview, settings.language)))
        return 0

    run(command)


async def _draw(overview: "Overview", file: Path, settings: "Settings") -> bool:
    from bot.catalogue.statistics import StatisticsWords
    from bot.rendering.statistics_sheet import sheet
    from bot.wiring.statistics import make_charts
    from knowledge.statistics.ports import ChartRefused

    try:
        file.write_bytes(await make_charts().drawn(sheet(overview, settings.language)))  # noqa: ASYNC240  nobody waits
    except ChartRefused:
        complain(StatisticsWords.NO_CHART.say(settings.language))
        return False
    return True
