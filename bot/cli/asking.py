"""`zixue ask` and `zixue search`."""

import json
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.running import MISUSED, REFUSED, complain, print_json, run

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.wiring import Zixue

    _Answer = Callable[[Zixue, Settings, str], Awaitable[dict[str, Any]]]

_Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
_Batch = Annotated[
    Path | None,
    typer.Option(help='A file of {"question": …} lines; one JSON line is printed for each.', show_default=False),
]
_NO_QUESTION = 'This line is not a JSON object with a "question" that is text.'


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(ask)
    app.command()(search)


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.")] = "",
    batch: _Batch = None,
    as_json: _Json = False,
) -> None:
    """Answer a question from what was read, with sources.

    Exit 0 also where the answer is not known.
    """
    from bot.catalogue import notice
    from bot.cli import json_shapes
    from knowledge.records import Answer

    async def answer(zixue: "Zixue", settings: "Settings", text: str) -> dict[str, Any]:
        outcome = await zixue.answer_question(text)
        if isinstance(outcome, Answer) and outcome.notice is not None:
            complain(notice(outcome.notice, settings.language))
        return json_shapes.answered(outcome)

    async def show(zixue: "Zixue", settings: "Settings") -> None:
        from bot import rendering

        outcome = await zixue.answer_question(question)
        audience = rendering.Audience(settings.language, "")
        if isinstance(outcome, Answer):
            messages = rendering.answer(outcome, audience)
        else:
            messages = rendering.unanswered(outcome, audience)
        typer.echo("\n".join(map(rendering.plain, messages)))

    _run(question, batch, answer, None if as_json else show)


def search(
    words: Annotated[str, typer.Argument(help="What to look for.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many entries at most.")] = 10,
    batch: _Batch = None,
    as_json: _Json = False,
) -> None:
    """List the entries nearest to some words."""
    from bot.cli import json_shapes

    async def find(zixue: "Zixue", settings: "Settings", text: str) -> dict[str, Any]:  # noqa: ARG001  as for `ask`
        return json_shapes.searched(await zixue.search_entries(text, limit))

    async def show(zixue: "Zixue", settings: "Settings") -> None:
        from bot import rendering

        found = await zixue.search_entries(words, limit)
        messages = rendering.found(found, rendering.Audience(settings.language, ""))
        typer.echo("\n".join(rendering.plain(message) for message in messages))

    _run(words, batch, find, None if as_json else show)


def _run(
    text: str,
    batch: Path | None,
    answer: "_Answer",
    show: Callable[["Zixue", "Settings"], Awaitable[None]] | None,
) -> None:
    if text and batch is not None:
        complain("There are words and --batch: give one of them.")
        raise typer.Exit(MISUSED)

    async def command(settings: "Settings") -> int:
        from bot.wiring import zixue

        async with zixue(settings) as wired:
            if batch is not None:
                return await _each_line(wired, lines, answer, settings)
            if show is not None:
                await show(wired, settings)
            else:
                print_json(await answer(wired, settings, text))
            return 0

    with _opened(batch) as lines:
        run(command)


@contextmanager
def _opened(batch: Path | None) -> Iterator[Iterable[str]]:
    """The lines of the file; one that cannot be opened is told before anything else is loaded."""
    if batch is None:
        yield ()
        return
    try:
        file = batch.open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        complain(f"{batch}: {error.strerror}. Give a file with one JSON object a line.")
        raise typer.Exit(MISUSED) from None
    with file:
        yield file


async def _each_line(wired: "Zixue", lines: Iterable[str], answer: "_Answer", settings: "Settings") -> int:
    """Answer line by line; a line that cannot be answered gives its reason and does not stop the others."""
    from bot.catalogue import failure
    from knowledge.errors import KnowledgeError

    code = 0
    for line in filter(str.strip, lines):
        asked = _asked(line)
        question = asked.get("question")
        try:
            told = await answer(wired, settings, question) if isinstance(question, str) else {"error": _NO_QUESTION}
        except KnowledgeError as error:
            told = {"error": failure(error, settings.language)}
        code = REFUSED if "error" in told else code
        print_json(asked | told)
    return code


def _asked(line: str) -> dict[str, Any]:
    """The line's own id and question, so that output can be matched with input; empty for what is no JSON object."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return {key: value[key] for key in ("id", "question") if key in value} if isinstance(value, dict) else {}
