"""Running a command: settings in, one clear sentence on stderr and a non-zero exit where it cannot be done."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

REFUSED = 1
MISUSED = 2


def complain(sentence: str) -> None:
    """One line on stderr."""
    typer.echo(sentence, err=True)


def one_line(text: str) -> str:
    """A name or line of a page as a terminal may show it: no line end, no escape sequence."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON object on a line of stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def run(command: Callable[["Settings"], Awaitable[int]]) -> None:
    """Run a command with the settings as they are, and exit with the code it returns.

    What can be expected to fail becomes one sentence.
    """
    from bot.catalogue import failure
    from bot.logs import configure
    from bot.settings import SettingsRefused, load
    from knowledge.errors import KnowledgeError

    try:
        settings = load()
    except SettingsRefused as refused:
        complain(f"{refused.name}: {refused.problem}")
        raise typer.Exit(MISUSED) from None
    configure("error")  # a command's own words are its log; `zixue run` sets what the operator asked for
    try:
        code = asyncio.run(_awaited(command(settings)))
    except KnowledgeError as error:
        complain(failure(error, settings.language))
        raise typer.Exit(REFUSED) from None
    if code:
        raise typer.Exit(code)


async def _awaited(outcome: Awaitable[int]) -> int:
    return await outcome
