"""`zixue members`: who takes part, who may not, and who governs."""

import datetime as dt
from enum import StrEnum
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
    app.add_typer(members_app, name="members", help="Who takes part, who may not, and who governs.")


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
    """Let somebody ask and hand in nothing any more.

    What they have handed in stays.
    """

    async def command(settings: "Settings") -> int:
        from bot.wiring.governance import governing_alone
        from knowledge.governance.banning import AdminNotBanned
        from knowledge.records import COMMAND_LINE

        if not _is_person(number):
            return MISUSED
        async with governing_alone(settings) as governing:
            try:
                ends = _end_of(until, settings.zone, governing.ban_member.clock.now()) if until else None
                await governing.ban_member(number, COMMAND_LINE, one_line(reason), ends)
            except ValueError as refused:
                complain(f"--until: {one_line(until or '')} {refused}")
                return MISUSED
            except AdminNotBanned:
                complain(f"{number} is an admin: take that first with zixue members role {number} none.")
                return MISUSED
        complain(f"{number} is served nothing {'until the end of ' + until if until else 'from now on'}.")
        return 0

    run(command)


@members_app.command()
def unban(number: _Id) -> None:
    """Serve somebody again."""

    async def command(settings: "Settings") -> int:
        from bot.wiring.governance import governing_alone
        from knowledge.records import COMMAND_LINE

        async with governing_alone(settings) as governing:
            was_banned = await governing.ban_member.lift(number, COMMAND_LINE)
        complain(f"{number} is served again." if was_banned else f"{number} is not banned: zixue members list.")
        return 0 if was_banned else MISUSED

    run(command)


class _Given(StrEnum):
    ADMIN = "admin"
    EDITOR = "editor"
    NONE = "none"


@members_app.command()
def role(
    number: _Id, given: Annotated[_Given, typer.Argument(metavar="admin|editor|none", show_default=False)]
) -> None:
    """Make somebody an admin of the bot or an editor, or take that from them."""

    async def command(settings: "Settings") -> int:
        from bot.wiring.governance import governing_alone
        from knowledge.governance.granting import AdminOfSettings, LastAdmin
        from knowledge.governance.roles import Role
        from knowledge.records import COMMAND_LINE

        if not _is_person(number):
            return MISUSED
        async with governing_alone(settings) as governing:
            try:
                await governing.grant_role(number, Role(given) if given != _Given.NONE else None, COMMAND_LINE)
            except AdminOfSettings:
                complain(f"{number} is an admin by ZIXUE_ADMINS: take the number out there.")
                return MISUSED
            except LastAdmin:
                complain(f"{number} is the only admin: make somebody else one first.")
                return MISUSED
        complain(f"{number} has no role now." if given == _Given.NONE else f"{number} is {given.value} now.")
        return 0

    run(command)


@members_app.command()
def roles(as_json: _AsJson = False) -> None:
    """List who has which role."""

    async def command(settings: "Settings") -> int:
        from bot.wiring.governance import governing_alone

        async with governing_alone(settings) as governing:
            granted = {one.user_id: (one.role.value, one.granted_by) for one in await governing.granted.roles.grants()}
        listed = {**granted, **dict.fromkeys(settings.admins, ("admin", "settings"))}
        if as_json:
            shown = [{"user_id": one, "role": role, "granted_by": by} for one, (role, by) in sorted(listed.items())]
            print_json({"roles": shown})
        elif not listed:
            complain("Nobody has a role yet: zixue members role ID admin.")
        else:
            typer.echo("\n".join(f"{one:>12}  {role:6}  by {by}" for one, (role, by) in sorted(listed.items())))
        return 0

    run(command)


def _is_person(number: int) -> bool:
    if number <= 0:
        complain(f"{number} is no person's number: people have positive ones, groups and channels negative ones.")
    return number > 0


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
