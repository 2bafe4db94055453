"""`zixue audit`: what was done, by whom."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import complain, one_line, print_json, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from knowledge.records import Audited


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(audit)


def audit(
    about: Annotated[
        int | None,
        typer.Argument(metavar="[ID]", help="Only what is about this chat or person.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=10_000, help="At most so many.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List what was done, the newest first.

    A chat's id is negative: zixue audit -- -1001234567890
    """

    async def command(settings: "Settings") -> int:
        from bot.wiring.database import audit_log_of
        from knowledge.governance.auditing import ReadAudits

        async with audit_log_of(settings) as log:
            listed = await ReadAudits(log)(limit, about=about)
        if as_json:
            print_json({"audits": [_shape(one) for one in listed]})
        else:
            _show(listed, settings)
        return 0

    run(command)


def _show(listed: "Sequence[Audited]", settings: "Settings") -> None:
    from zoneinfo import ZoneInfo

    from bot.catalogue.audits import Audits
    from bot.rendering import Audience
    from bot.rendering.audits import line

    if not listed:
        complain(Audits.EMPTY.say(settings.language))
    for one in listed:
        typer.echo(f"{one.id:6d}  {one_line(line(one, {}, Audience(settings.language, '', ZoneInfo(settings.zone))))}")


def _shape(one: "Audited") -> dict[str, object]:
    held = one.audit
    return {
        "id": one.id,
        "at": held.at.isoformat() if held.at else None,
        "actor": held.actor,
        "event": held.event,
        "subject": held.subject,
        "before": held.before,
        "after": held.after,
        "detail": dict(held.detail),
    }
