"""`zixue issue`: the weekly's issues, to be read."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

import typer

from bot.cli import issue_corrections, issue_steps
from bot.cli.running import MISUSED, REFUSED, complain, one_line, print_json, run

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.weekly import WeeklyUseCases
    from knowledge.weekly.compiled import CompiledIssue
    from knowledge.weekly.issues import Issue

_Format: TypeAlias = Literal["text", "markdown", "html", "wechat", "json", "pdf", "atom"]
_DraftFormat: TypeAlias = Literal["text", "markdown", "json"]
_Number = Annotated[int, typer.Argument(metavar="N", help="The issue's number.", show_default=False)]
_AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
_Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it there.")]

_NAMES: Final = {
    "text": "issue.txt",
    "markdown": "issue.md",
    "html": "issue.html",
    "wechat": "wechat.html",
    "json": "issue.json",
    "pdf": "issue.pdf",
}

issue_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    issue_steps.register(issue_app)
    issue_corrections.register(issue_app)
    app.add_typer(issue_app, name="issue", help="The weekly: its issues, from the draft to what is published.")


@issue_app.command("list")
def list_issues(as_json: _AsJson = False) -> None:
    """List the issues, the newest first, and how far each is."""

    async def command(settings: "Settings") -> int:
        from bot.catalogue.issue_commands import IssueCommands
        from bot.cli.issue_shapes import listed
        from bot.wiring.weekly import weekly_alone

        async with weekly_alone(settings) as weekly:
            issues = (await weekly.issues.issues())[::-1]
            if as_json:
                print_json({"issues": [listed(one, await weekly.issues.publications(one.id)) for one in issues]})
            elif not issues:
                complain(IssueCommands.NONE.say(settings.language))
            for one in issues if not as_json else ():
                typer.echo(_line(one, settings))
        return 0

    run(command)


@issue_app.command()
def show(
    number: _Number,
    form: Annotated[_Format, typer.Option("--format", metavar="FORMAT", help=", ".join([*_NAMES, "atom"]))] = "text",
    output: _Output = None,
) -> None:
    """Show a frozen or published issue, as it is published."""

    async def work(weekly: "WeeklyUseCases", settings: "Settings") -> int:
        from bot.catalogue.issue_commands import IssueCommands

        if await weekly.issues.compiled(number) is None:
            complain(IssueCommands.NO_NUMBER.say(settings.language, number=number))
            return REFUSED
        if form == "atom":
            data: bytes | None = await _atom(weekly, settings, number)
        elif form == "html":
            data = await _page(weekly, settings, number)
        else:
            artefact = await weekly.issues.artefact(number, _NAMES[form])
            data = artefact.data if artefact else None
        if data is None:
            complain(IssueCommands.NO_FORMAT.say(settings.language, number=number, name=form))
            return REFUSED
        return _put(data, output, settings, is_binary=form == "pdf")

    _with_weekly(work)


@issue_app.command()
def draft(as_json: _AsJson = False) -> None:
    """Say what the issue in review, or else the open one, has so far."""

    async def work(weekly: "WeeklyUseCases", settings: "Settings") -> int:
        from bot.cli.issue_shapes import drafted
        from knowledge.weekly.lifecycles.note import IN_HAND

        issue = await issue_steps.in_hand(weekly)
        notes = await weekly.notes.of_issue(issue.id, IN_HAND)
        compiled = await weekly.draft_issue(issue)
        if as_json:
            print_json(drafted(issue, notes, compiled))
            return 0
        typer.echo(_line(issue, settings))
        for one in notes:
            name = one_line(one.revision.title or one.revision.text[:40])
            typer.echo(f"  #{one.note.id:<5d} {one.note.state:18s} {one.note.section:10s} {name}")
        for section in compiled.sections:
            typer.echo(f"{section.name}: {'; '.join(one_line(entry.title) for entry in section.entries)}")
        return 0

    _with_weekly(work)


@issue_app.command("compile")
def compile_issue(
    form: Annotated[_DraftFormat, typer.Option("--format", metavar="FORMAT", help="text, markdown, json")] = "markdown",
    output: _Output = None,
) -> None:
    """Show the issue as it would read if it were frozen now.

    It is the one in review, or else the open one; nothing is changed.
    """

    async def work(weekly: "WeeklyUseCases", settings: "Settings") -> int:
        compiled = await weekly.draft_issue(await issue_steps.in_hand(weekly))
        return _put(_rendered(compiled, form), output, settings)

    _with_weekly(work)


def _rendered(issue: "CompiledIssue", form: _DraftFormat) -> bytes:
    from knowledge.weekly.rendering.json_export import public, to_json
    from knowledge.weekly.rendering.markdown import issue_markdown
    from knowledge.weekly.rendering.plain import issue_text

    match form:
        case "json":
            return to_json(public(issue))
        case "markdown":
            return issue_markdown(issue, {}).encode()
        case _:
            return issue_text(issue).encode()


async def _atom(weekly: "WeeklyUseCases", settings: "Settings", number: int) -> bytes | None:
    """A feed of the one issue, as a reader would get it."""
    from bot.weekly import site_of
    from knowledge.weekly.rendering import feeds

    issue, compiled = await weekly.issues.numbered(number), await weekly.issues.compiled(number)
    body = await weekly.issues.artefact(number, "feed.html")
    if issue is None or compiled is None or body is None:
        return None
    return feeds.atom([compiled], {number: body.data.decode()}, site_of(weekly.own_name, settings)(), issue.changed_at)


async def _page(weekly: "WeeklyUseCases", settings: "Settings", number: int) -> bytes | None:
    """The issue's page as one file, with its style and pictures."""
    from knowledge.weekly.rendering.standalone import standalone

    page = await weekly.issues.artefact(number, _NAMES["html"])
    if page is None:
        return None
    names = [name for name in await weekly.issues.artefact_names(number) if name.startswith("pictures/")]
    files = [await weekly.issues.artefact(number, name) for name in names]
    address = f"{settings.archive_url}/issues/{number}" if settings.archive_url else ""
    return standalone(page.data.decode(), {one.name: one for one in files if one is not None}, address).encode()


def _put(data: bytes, output: Path | None, settings: "Settings", *, is_binary: bool = False) -> int:
    from bot.catalogue.issue_commands import IssueCommands

    if output is not None:
        try:
            output.write_bytes(data)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            complain(IssueCommands.UNWRITABLE.say(settings.language, file=one_line(str(output)), reason=reason))
            return MISUSED
        complain(IssueCommands.WRITTEN.say(settings.language, file=one_line(str(output)), size=len(data)))
        return 0
    stdout = typer.get_binary_stream("stdout")
    if is_binary and stdout.isatty():
        complain(IssueCommands.BINARY.say(settings.language))
        return MISUSED
    stdout.write(data)
    stdout.flush()
    return 0


def _line(issue: "Issue", settings: "Settings") -> str:
    from zoneinfo import ZoneInfo

    at = (issue.published_at or issue.changed_at).astimezone(ZoneInfo(settings.zone)).date()
    number = "-" if issue.number is None else str(issue.number)
    revision = f" r{issue.revision}" if issue.revision > 1 else ""
    return f"{number:>5s}  {issue.state:10s}  {at}{revision}".rstrip()


def _with_weekly(work: Callable[["WeeklyUseCases", "Settings"], Awaitable[int]]) -> None:
    """Run a command over the weekly alone."""

    async def command(settings: "Settings") -> int:
        from bot.wiring.weekly import weekly_alone

        async with weekly_alone(settings) as weekly:
            return await work(weekly, settings)

    run(command)
