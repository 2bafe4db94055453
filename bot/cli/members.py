"""`zixue members`: who takes part in the weekly, and who may not."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import MISUSED, complain, one_line, print_json, run

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from bot.settings import Settings
    from knowledge.weekly.members import Member

_Id = Annotated[int, typer.Argument(metavar="ID", help="Telegram's number of a person.", show_default=False)]
_AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

members_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(members_app, name="members", help="Who takes part in the weekly, and who may not.")


@members_app.command(name="list")
def list_members(as_json: _AsJson = False) -> None:
    """List everybody who has talked to the bot about the weekly."""

    async def command(settings: "Settings") -> int:
        from zoneinfo import ZoneInfo

        from bot.wiring.weekly import weekly_alone

        async with weekly_alone(settings) as weekly:
            known = await weekly.members.members()
        if as_json:
            print_json({"members": [_shape(one) for one in known]})
        elif not known:
            complain("Nobody has talked to the bot about the weekly yet.")
        else:
            typer.echo("\n".join(_line(one, ZoneInfo(settings.zone)) for one in known))
        return 0

    run(command)


@members_app.command()
def ban(
    number: _Id,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="What they are told.", show_default=False)],
    until: Annotated[
        str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="The last day of it; without it, for ever.")
    ] = None,
) -> None:
    """Let somebody hand in nothing any more.

    What they have handed in stays.
    """

    async def command(settings: "Settings") -> int:
        from bot.wiring.weekly import weekly_alone
        from knowledge.records import COMMAND_LINE

        if number <= 0:
            complain(f"{number} is no person's number: people have positive ones, groups and channels negative ones.")
            return MISUSED
        async with weekly_alone(settings) as weekly:
            try:
                ends = _end_of(until, settings.zone, weekly.taking_part.ban_member.clock.now()) if until else None
            except ValueError as refused:
                complain(f"--until: {one_line(until or '')} {refused}")
                return MISUSED
            await weekly.taking_part.ban_member(number, COMMAND_LINE, one_line(reason), ends)
        complain(f"{number} hands in nothing {'until the end of ' + until if until else 'from now on'}.")
        return 0

    run(command)


@members_app.command()
def unban(number: _Id) -> None:
    """Let somebody hand in again."""

    async def command(settings: "Settings") -> int:
        from bot.wiring.weekly import weekly_alone
        from knowledge.records import COMMAND_LINE

        async with weekly_alone(settings) as weekly:
            was_banned = await weekly.taking_part.ban_member.lift(number, COMMAND_LINE)
        complain(f"{number} may hand in again." if was_banned else f"{number} is not banned: zixue members list.")
        return 0 if was_banned else MISUSED

    run(command)


@members_app.command()
def forget(
    number: _Id, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.", show_default=False)] = False
) -> None:
    """Erase all that somebody has handed in.

    Published issues are printed anew without it; a ban stays.
    """
    if not yes:
        typer.confirm(f"Erase everything of {number} for ever?", abort=True, err=True)

    async def command(settings: "Settings") -> int:
        from bot.wiring.weekly import weekly_alone

        async with weekly_alone(settings) as weekly:
            done = await weekly.taking_part.erase_mine(number)
        complain(f"{done.erased} notes of {number} are erased.")
        for issue in done.corrected:
            complain(f"Issue {issue} was printed anew without them.")
        for issue in done.waiting:
            complain(f"Issue {issue} is being published right now: do it again in a few minutes.")
        return 1 if done.waiting else 0

    run(command)


def _end_of(day: str, zone: str, now: dt.datetime) -> dt.datetime:
    """The moment at which a day is over.

    Raises:
        ValueError: it is no day, or over already; its text says so.
    """
    from zoneinfo import ZoneInfo

    try:
        following = dt.date.fromisoformat(day) + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        raise ValueError("is no day; write it as 2027-01-31.") from None
    ends = dt.datetime.combine(following, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)
    if ends <= now:
        raise ValueError("is over already; name a day to come.")
    return ends


def _line(member: "Member", zone: "ZoneInfo") -> str:
    name = one_line(member.byline) if member.byline == member.name else f"{one_line(member.byline)} ({member.name})"
    if member.banned_until is None:
        return f"{member.user_id:>12}  {one_line(name)}"
    until = "for ever" if member.banned_until.year == dt.MAXYEAR else f"until {member.banned_until.astimezone(zone)}"
    return f"{member.user_id:>12}  {one_line(name)}  banned {until}: {one_line(member.ban_reason or '')}"


def _shape(member: "Member") -> dict[str, str | int | None]:
    return {
        "user_id": member.user_id,
        "name": member.name,
        "nickname": member.nickname,
        "banned_until": member.banned_until.isoformat() if member.banned_until else None,
        "ban_reason": member.ban_reason,
    }
