"""`zixue members export` and `zixue members forget`: what people may ask for who do not ask the bot itself."""

import asyncio
import io
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.running import MISUSED, complain, run

if TYPE_CHECKING:
    from bot.rights import Rights
    from bot.settings import Settings
    from knowledge.rights import ExportedFile

_Id = Annotated[int, typer.Argument(metavar="ID", help="Telegram's number of a person.", show_default=False)]
_PATIENCE_SECONDS: Final = 60.0
_PAUSE_SECONDS: Final = 1.0
_PRIVATE: Final = 0o600


def register(members_app: typer.Typer) -> None:
    """Add the commands to `zixue members`."""
    members_app.command()(export)
    members_app.command()(forget)


def export(
    number: _Id,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new .zip file.", show_default=False)],
) -> None:
    """Write everything that is kept about somebody into a file, as JSON and Markdown, with their pictures."""

    async def command(settings: "Settings") -> int:
        from bot.wiring.rights import rights_alone

        if file.exists():
            complain(f"{file} is there already: name a new file.")
            return MISUSED
        async with rights_alone(settings) as rights:
            files = await rights.export_mine(number)
        try:
            await asyncio.to_thread(_write, file, files)
        except OSError as exc:
            complain(f"{file}: {exc.strerror}. Name a file that can be written.")
            return MISUSED
        complain(f"Everything of {number} is in {file}.")
        return 0

    run(command)


def forget(
    number: _Id, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.", show_default=False)] = False
) -> None:
    """Erase everything of somebody, as /forget_me does.

    Published issues are printed anew without it; a ban and a quota of their own stay, by the number alone.
    """
    if not yes:
        typer.confirm(f"Erase everything of {number} for ever?", abort=True, err=True)

    async def command(settings: "Settings") -> int:
        from bot.wiring.rights import rights_alone
        from knowledge.rights import Wished

        async with rights_alone(settings) as rights:
            if await rights.wish_to_be_forgotten(number) is Wished.ONLY_ADMIN:
                complain(f"{number} is the only admin: make somebody else one first: zixue members role ID admin.")
                return MISUSED
            if await _is_forgotten(rights, number):
                complain(f"Everything of {number} is erased.")
                return 0
        complain(f"Something of {number} is being worked on, or an issue of theirs published: it goes on by itself.")
        return 1

    run(command)


async def _is_forgotten(rights: "Rights", number: int) -> bool:
    """Whether it is done within a minute; a bot that is running does it as well."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        mine = [one for one in await rights.forget_people.erasures.pending() if one.user_id == number]
        if not mine or (mine[0].told_as is None and await rights.forget_people.forget(mine[0])):
            return True
        if time.monotonic() > until:
            return False
        await asyncio.sleep(_PAUSE_SECONDS)


def _write(file: Path, files: "list[ExportedFile]") -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in files:
            archive.writestr(one.name, one.data)
    file.touch(_PRIVATE, exist_ok=False)
    file.write_bytes(packed.getvalue())
