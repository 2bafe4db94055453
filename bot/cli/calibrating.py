"""`zixue calibrate`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import MISUSED, REFUSED, complain, print_json, run

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.listening.fit_gate import Calibration, FitGate
    from knowledge.listening.labels import Label, LabelsRefused
    from knowledge.ports import Overhearings

    _Sets = tuple[list[Label], list[Label]]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(calibrate)


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for."""

    given: Path | None
    from_chat: int | None
    test: Path | None
    chat: int | None
    save: bool
    plot: Path | None
    as_json: bool


def calibrate(
    given: Annotated[
        Path | None, typer.Argument(metavar="LABELS", help='{"question", "should_answer"} lines.', show_default=False)
    ] = None,
    from_chat: Annotated[
        int | None,
        typer.Option(metavar="ID", help="Instead: what was labelled in this chat with /shadow.", show_default=False),
    ] = None,
    test: Annotated[
        Path | None, typer.Option(metavar="LABELS", help="Other labels, to be tested on.", show_default=False)
    ] = None,
    chat: Annotated[
        int | None, typer.Option(metavar="ID", help="The chat it is for; without it, every chat.", show_default=False)
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="Apply it.")] = False,
    plot: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder to draw the curve into.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Fit the gate that tells which messages to answer unasked, and show how good it is.

    Nothing is applied without --save. Of a message that is labelled twice the last label counts.
    """
    order = _Order(given, from_chat, test, chat, save, plot, as_json)
    run(lambda settings: _calibrate(order, settings))


async def _calibrate(order: _Order, settings: "Settings") -> int:
    from bot.catalogue.gates import Gates
    from bot.wiring import calibrating
    from knowledge.listening.labels import LabelsRefused

    if order.chat == 0:
        return _misused(Gates.NO_CHAT_ZERO.say(settings.language))
    if (order.given is None) == (order.from_chat is None):
        return _misused(Gates.WHICH_LABELS.say(settings.language))
    given = [] if order.given is None else _labels(order.given, settings)
    tested = [] if order.test is None else _labels(order.test, settings)
    if given is None or tested is None:
        return MISUSED
    try:
        async with calibrating(settings) as parts:
            labels = given if order.from_chat is None else await _labelled(parts.overhearings, order.from_chat)
            made = await _with_bar(parts.fit, (labels, tested), order, settings)
            _show(made, (labels, tested), order, settings)
            if order.save:
                await parts.policies.keep_gate(made.gate, order.chat)
    except LabelsRefused as refused:
        return _misused(_shortage(refused, settings))
    return _finished(made, order, settings)


def _misused(sentence: str) -> int:
    complain(sentence)
    return MISUSED


async def _labelled(overhearings: "Overhearings", chat_id: int) -> "list[Label]":
    """What was labelled in a chat."""
    from knowledge.listening.labels import of_overheard

    return of_overheard(await overhearings.labelled(chat_id))


def _labels(path: Path, settings: "Settings") -> "list[Label] | None":
    """The labels in a file; None where they cannot be used, which is told."""
    from bot.catalogue.gates import Gates
    from knowledge.evaluating.sets import SetRefused
    from knowledge.listening.labels import read

    try:
        return read(path.read_text(encoding="utf-8-sig", errors="replace").split("\n"))
    except OSError as error:
        complain(f"{path}: {error.strerror}.")
    except SetRefused as refused:
        told = {"path": path, "line": refused.line, "field": refused.field}
        words = Gates[refused.problem.name]
        named = {name: value for name, value in told.items() if f"{{{name}}}" in words.value.en}
        complain(words.say(settings.language, **named))
    return None


def _shortage(refused: "LabelsRefused", settings: "Settings") -> str:
    from bot.catalogue.gates import Gates
    from knowledge.listening.labels import FEWEST, FEWEST_A_KIND, Shortage

    match refused.shortage:
        case Shortage.TOO_FEW:
            return Gates.TOO_FEW.say(settings.language, count=refused.count, least=FEWEST)
        case Shortage.ONE_KIND:
            return Gates.ONE_KIND.say(settings.language, count=refused.count, least=FEWEST_A_KIND)
        case Shortage.IN_BOTH:
            return Gates.IN_BOTH.say(settings.language, count=refused.count)


async def _with_bar(fit: "FitGate", sets: "_Sets", order: _Order, settings: "Settings") -> "Calibration":
    """Fit, with a bar on a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    from bot.catalogue.gates import Gates
    from knowledge.listening.fit_gate import steps

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=order.as_json or not console.is_terminal) as bar:
        task = bar.add_task(Gates.WORKING.say(settings.language), total=steps(*sets))
        return await fit(*sets, lambda done: bar.update(task, completed=done))


def _show(made: "Calibration", sets: "_Sets", order: _Order, settings: "Settings") -> None:
    from bot.cli.gates import print_calibration
    from bot.cli.json_shapes import calibrated

    if order.as_json:
        print_json(calibrated(made, saved=order.save))
    else:
        print_calibration(made, sets, settings.language)


def _finished(made: "Calibration", order: _Order, settings: "Settings") -> int:
    """Tell what became of the gate, and draw it."""
    from bot.catalogue.gates import Gates

    if not order.as_json:
        if not order.save:
            said = Gates.NOT_SAVED.say(settings.language)
        elif order.chat is None:
            said = Gates.SAVED_EVERYWHERE.say(settings.language)
        else:
            said = Gates.SAVED.say(settings.language, chat=order.chat)
        typer.echo(said)
    if order.plot is None:
        return 0
    from bot.cli.charts import draw_listen_gate

    try:
        draw_listen_gate(made.curve, made.gate.threshold, order.plot)
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}.")
        return REFUSED
    return 0
