"""`zixue run`, `chat` and `doctor`."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import REFUSED, complain, print_json, run

if TYPE_CHECKING:
    from aiogram import Bot

    from bot.delivering import DeliverHere
    from bot.settings import Settings
    from bot.wiring import Zixue

_BOT_NAME = "zixue_bot"  # what the bot is called where there is no Telegram
_HERE = 2  # `bot.terminal.TERMINAL_CHAT`, which takes aiogram to load


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run")(run_bot)
    app.command()(chat)
    app.command()(doctor)
    app.command("setup-code")(setup_code)


def run_bot() -> None:
    """Run the bot: on Telegram, or here without a token."""

    async def command(settings: "Settings") -> int:
        return await (_talk(settings) if settings.telegram_token is None else _serve(settings))

    run(command)


def chat() -> None:
    """Talk to the bot in the terminal.

    The first start reads the samples that come with it.
    """
    run(_talk)


def doctor(
    local: Annotated[bool, typer.Option("--local", help="Ask nothing over the network.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what is wrong here and how to mend it.

    Exit 1 if there is a problem.
    """

    async def command(settings: "Settings") -> int:
        from bot.doctor import State, examine

        findings = []
        async for one in examine(settings, local=local):
            findings.append({"part": one.part, "state": one.state.value, "told": one.told})
            if not as_json:
                typer.echo(f"{one.state.value:8s} {one.part:9s} {one.told}")
        if as_json:
            print_json({"findings": findings})
        return REFUSED if any(one["state"] == State.PROBLEM for one in findings) else 0

    run(command)


def setup_code(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the code that makes the first admin, as long as there is none.

    Exit 1 where there is one already.
    """

    async def command(settings: "Settings") -> int:
        from bot.catalogue.setting_up import SettingUpWords
        from bot.setup_code import invitation
        from bot.wiring.governance import offered_code

        if settings.telegram_token is None:
            complain(SettingUpWords.NO_TOKEN.say("en"))
            return REFUSED
        code = await offered_code(settings)
        if code is None:
            complain(SettingUpWords.HAS_ADMIN.say("en"))
            return REFUSED
        if as_json:
            print_json({"code": code})
        else:
            typer.echo(invitation(code, "", "en"))
        return 0

    run(command)


async def _serve(settings: "Settings") -> int:
    from bot.catalogue import Words
    from bot.conversation.connecting.polling import TokenRefused
    from bot.logs import configure, tell_crashes
    from bot.serving import serve
    from bot.web.server import AddressRefused

    configure(settings.log_level, settings.secrets())
    tell_crashes(asyncio.get_running_loop())
    try:
        return await serve(settings)
    except TokenRefused:
        complain(Words.TOKEN_REFUSED.say(settings.language))
    except AddressRefused as refused:
        complain(Words.ADDRESS_REFUSED.say(settings.language, host=refused.host, port=refused.port))
    return REFUSED


async def _talk(settings: "Settings") -> int:
    # whoever tries the bot out here governs it, and is an editor of its weekly, too
    alone = {"admins": [*settings.admins, _HERE], "user_questions": 0, "chat_questions": 0}
    settings = settings.model_copy(update=alone)
    if settings.editors_chat is None:
        settings = settings.model_copy(update={"editors_chat": _HERE})
    return await _converse(settings)


async def _converse(settings: "Settings") -> int:
    from bot.background import background
    from bot.dependencies import dependencies
    from bot.wiring import SystemClock, zixue
    from knowledge import samples
    from knowledge.governance.places import Places

    async with zixue(settings) as wired:
        if not await wired.library.sources():
            await _read_samples(wired, settings)
        async with background(wired):
            from bot.conversation import dispatcher  # after the samples are read, because aiogram takes a moment
            from bot.conversation.guarding.authority import authority_of
            from bot.delivering import keep_under
            from bot.terminal import TERMINAL_CHAT, Room, chat

            wired.weekly.own_name.username = _BOT_NAME
            here, roles = Places(editors_chat=TERMINAL_CHAT), wired.governance.roles
            authority = authority_of(None, SystemClock(), here, roles, [TERMINAL_CHAT])
            talk = dispatcher(**dependencies(wired, settings), authority=authority)
            deliver, files = _delivering(wired), keep_under(settings.data_dir / "files")

            async def beside(bot: "Bot") -> None:
                await wired.weekly.settle_publications()
                await deliver(bot)

            room = Room(settings.language, samples.SUGGESTIONS, beside, files, deliver.expects)
            await chat(talk, _BOT_NAME, SystemClock(), room)
    return 0


def _delivering(wired: "Zixue") -> "DeliverHere":
    """What sends here what goes out by itself: notes to confirm, cards, and what was published."""
    from bot.delivering import DeliverHere
    from bot.publishing.files import WeeklyFiles
    from bot.terminal import TERMINAL_CHAT
    from bot.wiring import SystemClock

    weekly = wired.weekly
    files = WeeklyFiles(weekly.issues, weekly.attachments)
    return DeliverHere(wired.spine.outbox, files, weekly.notes, SystemClock(), TERMINAL_CHAT)


async def _read_samples(wired: "Zixue", settings: "Settings") -> None:
    from bot.cli.progress import Progress
    from knowledge import samples

    with Progress(settings.language, quiet=False) as progress:
        await wired.ingest([str(path) for path in samples.paths()], progress.source, progress.expect)
    await wired.follow()
