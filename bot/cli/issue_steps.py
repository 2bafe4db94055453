"""`zixue issue`: the steps of an issue, as editors take them in their chat."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple, TypeAlias

import typer

from bot.cli.running import MISUSED, REFUSED, complain, one_line, print_json, run

if TYPE_CHECKING:
    from bot.catalogue.issue_commands import IssueCommands
    from bot.settings import Settings
    from bot.weekly import WeeklyUseCases
    from knowledge.weekly.history import Imported
    from knowledge.weekly.issues import Issue

_Work: TypeAlias = Callable[["WeeklyUseCases", "Issue"], Awaitable["Issue | None"]]

_ACTOR = "command line"  # `knowledge.weekly.issues.COMMAND_LINE`, whose module takes a moment to load
Number = Annotated[int, typer.Argument(metavar="N", help="The issue's number.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
_Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="What the audit says of it.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (close, reopen, skip, freeze, unfreeze, publish, retry, withdraw):
        app.command()(command)
    app.command("import")(import_issue)


def close(as_json: AsJson = False) -> None:
    """Close the open issue for review, and open the next.

    With too few notes it is skipped instead.
    """
    step(lambda weekly, issue: weekly.close_issue(issue, _ACTOR), _TO_CLOSE, as_json=as_json)


def reopen(as_json: AsJson = False) -> None:
    """Open the issue in review again.

    What came for the next one comes over.
    """
    step(lambda weekly, issue: weekly.reopen_issue(issue, _ACTOR), Which(("review",)), as_json=as_json)


def skip(as_json: AsJson = False) -> None:
    """Skip the issue in review, or else the open one.

    Its notes go over to the next.
    """
    step(lambda weekly, issue: weekly.skip_issue(issue, _ACTOR), _IN_HAND, as_json=as_json)


def freeze(reason: _Reason = "", as_json: AsJson = False) -> None:
    """Fix the issue in review: its number, labels and files."""
    step(lambda weekly, issue: weekly.freeze_issue(issue, _ACTOR, reason), Which(("review",)), as_json=as_json)


def unfreeze(
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Take the frozen issue back into review."""
    step(lambda weekly, issue: weekly.unfreeze_issue(issue, _ACTOR, reason), Which(("frozen",)), as_json=as_json)


def publish(as_json: AsJson = False) -> None:
    """Publish the frozen issue.

    It is in the archive at once; chats get it from the bot that runs.
    """
    step(lambda weekly, issue: weekly.publish_issue(issue, _ACTOR), Which(("frozen",)), as_json=as_json)


def retry(
    resend: Annotated[list[str] | None, typer.Option(metavar="TARGET", help="In doubt, to be sent once more.")] = None,
    settled: Annotated[list[str] | None, typer.Option(metavar="TARGET", help="In doubt, but it did go out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Send again what failed of the newest issue.

    What is in doubt is sent only where you say so.
    """

    async def work(weekly: "WeeklyUseCases", issue: "Issue") -> "Issue | None":
        from knowledge.weekly.publishing import Doubts

        return await weekly.retry_issue(issue, _ACTOR, Doubts(resend or (), settled or ()))

    step(work, Which(("partial", "corrected")), as_json=as_json)


def withdraw(number: Number, reason: _Reason = "", as_json: AsJson = False) -> None:
    """Take a published issue back.

    It goes from the archive and the library, and the chats are told.
    """
    step(lambda weekly, issue: weekly.withdraw_issue(issue, _ACTOR, reason), Which(number=number), as_json=as_json)


def import_issue(
    file: Annotated[Path, typer.Argument(help="An old issue's page, its Markdown or JSON.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Make an old issue's page a published issue with its number."""

    async def command(settings: "Settings") -> int:
        from bot.catalogue.issue_commands import IssueCommands
        from bot.wiring.weekly import weekly_alone

        try:
            data = file.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            complain(IssueCommands.UNREADABLE.say(settings.language, file=one_line(str(file)), reason=reason))
            return MISUSED
        async with weekly_alone(settings) as weekly:
            imported = await weekly.import_issue(file.name, data, _ACTOR)
            await weekly.settle_publications()
            await _tell_imported(weekly, imported, settings, as_json=as_json)
        return 0

    run(command)


async def _tell_imported(
    weekly: "WeeklyUseCases", imported: "Imported", settings: "Settings", *, as_json: bool
) -> None:
    from bot.catalogue.issue_commands import IssueCommands
    from bot.cli.issue_shapes import listed

    issue = await weekly.issues.issue(imported.issue.id) or imported.issue
    compiled = await weekly.issues.compiled(issue.number or 0)
    if as_json:
        print_json(listed(issue) | {"new": imported.is_new})
    elif imported.is_new and compiled is not None:
        counts = {"entries": len(compiled.entries()), "references": len(compiled.references)}
        complain(IssueCommands.IMPORTED.say(settings.language, title=compiled.title, **counts))
    elif compiled is not None:
        complain(IssueCommands.UNCHANGED.say(settings.language, title=compiled.title))


async def in_hand(weekly: "WeeklyUseCases") -> "Issue":
    """The issue in review, else the open one."""
    from bot.wiring import SystemClock

    now = await weekly.issues.open(SystemClock().now())  # the very first is created
    return await _IN_HAND.issue(weekly) or now


class Which(NamedTuple):
    """Which issue is meant: the one with this number, or the oldest in the first of these states that any is in."""

    states: tuple[str, ...] = ()
    number: int | None = None

    async def issue(self, weekly: "WeeklyUseCases") -> "Issue | None":
        """The issue that is meant, if there is one."""
        from knowledge.weekly.issues import IssueState

        if self.number is not None:
            return await weekly.issues.numbered(self.number)
        for state in self.states:
            if found := await weekly.issues.issues({IssueState(state)}):
                return found[0]
        return None

    def missing(self, settings: "Settings") -> str:
        """The sentence for that there is none."""
        from bot.catalogue.issue_commands import IssueCommands

        if self.number is not None:
            return IssueCommands.NO_NUMBER.say(settings.language, number=self.number)
        return IssueCommands.NO_STATE.say(settings.language, state=self.states[0])


_IN_HAND: Final = Which(("review", "open"))
_TO_CLOSE: Final = Which(("open",))


class Misused(Exception):
    """A command does not say enough, or wrong things; the sentence for it, and what stands in it."""

    def __init__(self, words: "IssueCommands", **values: str) -> None:
        super().__init__(words)
        self.words, self.values = words, values


def step(work: _Work, which: Which, *, as_json: bool) -> None:
    """Run a step of the issue that is meant, and say how it is then."""

    async def command(settings: "Settings") -> int:
        from bot.wiring.weekly import weekly_alone

        async with weekly_alone(settings) as weekly:
            await in_hand(weekly)
            issue = await which.issue(weekly)
            if issue is None:
                complain(which.missing(settings))
                return REFUSED
            try:
                taken = await work(weekly, issue)
            except Misused as misused:
                complain(misused.words.say(settings.language, **misused.values))
                return MISUSED
            if which is _TO_CLOSE and taken is not None:
                await _tell_too_few(weekly, taken, settings)
            return await _tell(weekly, taken, settings, as_json=as_json)

    run(command)


async def _tell_too_few(weekly: "WeeklyUseCases", closed: "Issue", settings: "Settings") -> None:
    """Say why closing has come to skipping, where it has."""
    from bot.catalogue.cut_off import CutOffs
    from knowledge.weekly.issues import IssueState

    if closed.state is IssueState.SKIPPED:
        close = weekly.close_issue
        complain(CutOffs.SKIPPED.say(settings.language, notes=await close.notes_of(closed), least=close.least))


async def _tell(weekly: "WeeklyUseCases", taken: "Issue | None", settings: "Settings", *, as_json: bool) -> int:
    """Say how an issue is after a step; None was taken where somebody else was faster."""
    from bot.catalogue.issue_commands import IssueCommands
    from bot.cli.issue_shapes import listed

    if taken is None:
        complain(IssueCommands.CHANGED.say(settings.language))
        return REFUSED
    await weekly.settle_publications()
    now = await weekly.issues.issue(taken.id) or taken
    if as_json:
        print_json(listed(now, await weekly.issues.publications(now.id)))
    else:
        title = f"#{now.number}" if now.number else f"{now.opened_at:%Y-%m-%d}"
        complain(IssueCommands.DONE.say(settings.language, title=title, state=now.state))
    return 0
