"""`zixue outbox` and `zixue inbox`: what waits, what was given up, and what a person says of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from bot.cli.running import MISUSED, complain, one_line, print_json, run

if TYPE_CHECKING:
    from bot.catalogue.boxes import Boxes
    from bot.settings import Settings
    from knowledge.spine.inbox import Backlog, Buried
    from knowledge.spine.outbox import Kept

_State: TypeAlias = Literal["pending", "sending", "sent", "failed", "uncertain"]
_Number = Annotated[int, typer.Argument(metavar="ID", help="As it is listed.", show_default=False)]
_AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

outbox_app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
inbox_app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(outbox_app, name="outbox")
    app.add_typer(inbox_app, name="inbox")


@outbox_app.callback()
def outbox(
    context: typer.Context,
    state: Annotated[
        _State | None, typer.Option(metavar="STATE", help="Only pending, sending, sent, failed or uncertain.")
    ] = None,
    as_json: _AsJson = False,
) -> None:
    """List what is to go out and is not sent, or resend or settle one."""

    async def command(settings: "Settings") -> int:
        from bot.wiring import outbox_of
        from knowledge.spine.outbox import EffectState

        states = {EffectState(state)} if state else set(EffectState) - {EffectState.SENT}
        async with outbox_of(settings) as held:
            _show_effects(await held.effects(states), settings, as_json=as_json)
        return 0

    if context.invoked_subcommand is None:
        run(command)


@outbox_app.command()
def resend(number: _Number) -> None:
    """Send one that failed or is uncertain, even if it went out before."""
    _resolve(number, send=True)


@outbox_app.command()
def settle(number: _Number) -> None:
    """Say of one that failed or is uncertain that it did go out."""
    _resolve(number, send=False)


@inbox_app.callback()
def inbox(context: typer.Context, as_json: _AsJson = False) -> None:
    """List the updates that were given up, or try one again."""

    async def command(settings: "Settings") -> int:
        from bot.wiring import inbox_of

        async with inbox_of(settings) as held:
            _show_buried(await held.buried(), await held.backlog(), settings, as_json=as_json)
        return 0

    if context.invoked_subcommand is None:
        run(command)


@inbox_app.command()
def retry(number: _Number) -> None:
    """Handle one again that was given up."""

    async def command(settings: "Settings") -> int:
        from bot.catalogue.boxes import Boxes
        from bot.wiring import SystemClock, inbox_of

        async with inbox_of(settings) as held:
            is_done = await held.revive(number, SystemClock().now())
        return _say(Boxes.REVIVED if is_done else Boxes.NOT_BURIED, number, settings, is_done=is_done)

    run(command)


def _resolve(number: int, *, send: bool) -> None:
    async def command(settings: "Settings") -> int:
        from bot.catalogue.boxes import Boxes
        from bot.wiring import SystemClock, outbox_of

        async with outbox_of(settings) as held:
            is_done = await held.resolve(number, send=send, now=SystemClock().now())
        said = (Boxes.RESENT if send else Boxes.SETTLED) if is_done else Boxes.NOT_IN_DOUBT
        return _say(said, number, settings, is_done=is_done)

    run(command)


def _say(said: "Boxes", number: int, settings: "Settings", *, is_done: bool) -> int:
    complain(said.say(settings.language, id=number))
    return 0 if is_done else MISUSED


def _show_effects(listed: "Sequence[Kept]", settings: "Settings", *, as_json: bool) -> None:
    from zoneinfo import ZoneInfo

    from bot.catalogue.boxes import Boxes
    from bot.cli import json_shapes

    if as_json:
        print_json(json_shapes.effects(listed))
        return
    if not listed:
        complain(Boxes.OUTBOX_EMPTY.say(settings.language))
    zone = ZoneInfo(settings.zone)
    for one in listed:
        put = one.put_at.astimezone(zone).isoformat(" ", "minutes")
        typer.echo(
            f"{one.id:5d}  {one.state:9s}  {put}  {one.chat_id}  {one.key}  {one_line(one.reason or '')}".rstrip()
        )


def _show_buried(listed: "Sequence[Buried]", backlog: "Backlog", settings: "Settings", *, as_json: bool) -> None:
    from zoneinfo import ZoneInfo

    from bot.catalogue.boxes import Boxes
    from bot.cli import json_shapes

    if as_json:
        print_json(json_shapes.inbox(listed, backlog))
        return
    zone = ZoneInfo(settings.zone)
    for one in listed:
        arrived = one.arrived_at.astimezone(zone).isoformat(" ", "minutes")
        typer.echo(f"{one.id:5d}  {arrived}  {one.update_id or '-'}  {one_line(one.reason)}")
    if not listed:
        complain(Boxes.INBOX_EMPTY.say(settings.language))
    if backlog.waiting:
        complain(Boxes.WAITING.say(settings.language, count=backlog.waiting))
