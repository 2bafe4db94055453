"""`zixue backup`, `restore` and `migrate`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import complain, one_line, print_json, run

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.records import TableCopy

_DIGITS = 12  # of a hash: enough to compare two tables by eye


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(backup)
    app.command()(restore)
    app.command()(migrate)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it.", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="Replace a backup that is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write everything that is known into one file, of one moment, also while the bot runs.

    It is whole or not there. Not in it: settings and secrets.
    """

    async def command(settings: "Settings") -> int:
        from bot.catalogue.copies import Copies
        from bot.cli.json_shapes import copied
        from bot.wiring.copies import back_up

        copies = await back_up(settings, file, force=force)
        if as_json:
            print_json(copied(copies, file))
            return 0
        _show(copies)
        size = f"{file.stat().st_size / 1e6:.1f} MB"
        complain(Copies.BACKED_UP.say(settings.language, file=one_line(str(file)), size=size))
        return 0

    run(command)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that zixue backup wrote.", show_default=False)],
    replace: Annotated[bool, typer.Option("--replace", help="Drop what is known here, if anything.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Bring back what a backup holds, all of it or nothing.

    Also under a running bot. With --replace, what Telegram sent or got since the backup stays known.
    """

    async def command(settings: "Settings") -> int:
        from bot.catalogue.copies import Copies
        from bot.cli.json_shapes import copied
        from bot.wiring.copies import restore as put_back

        copies = await put_back(settings, file, replace=replace)
        if as_json:
            print_json(copied(copies, file))
            return 0
        _show(copies)
        complain(Copies.RESTORED.say(settings.language, file=one_line(str(file))))
        return 0

    run(command)


def migrate(
    to: Annotated[str, typer.Option("--to", metavar="URL|DIR", help="PostgreSQL, or a data directory for SQLite.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Copy everything that is known to another database, which must be empty, and compare.

    The bot must not run. What is here stays as it is. The password may be in PGPASSWORD or ~/.pgpass.
    """

    async def command(settings: "Settings") -> int:
        from bot.catalogue.copies import Copies
        from bot.cli.json_shapes import copied
        from bot.wiring.copies import move

        folder = None if "://" in to else Path(to)
        copies = await move(settings, folder / "library.sqlite" if folder else to)
        if as_json:
            print_json(copied(copies))
            return 0
        _show(copies)
        if folder:
            complain(Copies.MIGRATED_TO_FILE.say(settings.language, folder=one_line(to)))
        else:
            complain(Copies.MIGRATED.say(settings.language))
        return 0

    run(command)


def _show(copies: "Sequence[TableCopy]") -> None:
    for one in copies:
        typer.echo(f"{one.rows:8d}  {one.digest[:_DIGITS]}  {one.table}")
