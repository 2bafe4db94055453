"""`zixue questions`."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import MISUSED, complain, one_line, print_json, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from knowledge.ports import OpenQuestions
    from knowledge.records import OpenQuestion


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(questions)


def questions(
    close: Annotated[
        int | None, typer.Option(metavar="ID", help="Close this one by hand; nobody is told.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="List the closed ones too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List the questions that nothing has answered yet, of all chats, or close one.

    A question closes by itself when something is read that answers it.
    """

    async def command(settings: "Settings") -> int:
        from bot.catalogue import Words
        from bot.wiring import open_questions_of

        async with open_questions_of(settings) as held:
            if close is not None and not await _close(held, close):
                complain(Words.NO_SUCH_QUESTION.say(settings.language, id=close))
                return MISUSED
            if close is not None:
                complain(Words.QUESTION_CLOSED.say(settings.language, id=close))
            if close is None or as_json:
                _show(await held.questions(closed=everything), settings, as_json=as_json)
        return 0

    run(command)


async def _close(held: "OpenQuestions", question_id: int) -> bool:
    from bot.wiring import SystemClock

    return await held.close(question_id, SystemClock().now())


def _show(listed: "Sequence[OpenQuestion]", settings: "Settings", *, as_json: bool) -> None:
    from zoneinfo import ZoneInfo

    from bot.catalogue import Words
    from bot.cli import json_shapes

    if as_json:
        print_json(json_shapes.open_questions(listed))
        return
    if not listed:
        complain(Words.NO_OPEN_QUESTIONS.say(settings.language))
    zone = ZoneInfo(settings.zone)
    for one in listed:
        state = "" if one.closed_at is None else f"  → {one.entry_id or '-'}"
        asked = one.asked_at.astimezone(zone).date().isoformat()
        typer.echo(f"{one.id:5d}  {asked}  {one.times:3d}×  {one_line(one.meaning.question)}{state}")
