"""`zixue issue`: the steps of an issue, as editors take them in their chat."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple, TypeAlias

import typer

from bot.cli.running import MISUSED, REFUSED, complain, one_line, print_json, run

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.weekly import WeeklyUseCases
    from knowledge.weekly.compiling.correcting import Change
    from knowledge.weekly.issues import Issue

_Work: TypeAlias = Callable[["WeeklyUseCases", "Issue"], Awaitable["Issue | None"]]

_ACTOR = "command line"
_Number = Annotated[int, typer.Argument(metavar="N", help="The issue's number.", show_default=False)]
_AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
_Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="What the audit says of it.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (close, reopen, skip, freeze, unfreeze, publish, retry, correct, withdraw):
        app.command()(command)
    app.command("import")(import_issue)


def close(as_json: _AsJson = False) -> None:
    """Close the open issue for review and open the next; with too few notes it is skipped."""
    _step(lambda weekly, issue: weekly.close_issue(issue, _ACTOR), _Which(("open",)), as_json=as_json)


def reopen(as_json: _AsJson = False) -> None:
    """Open the issue in review again; what came for the next one comes over."""
    _step(lambda weekly, issue: weekly.reopen_issue(issue, _ACTOR), _Which(("review",)), as_json=as_json)


def skip(as_json: _AsJson = False) -> None:
    """Skip the issue in review, or else the open one; its notes go over."""
    _step(lambda weekly, issue: weekly.skip_issue(issue, _ACTOR), _IN_HAND, as_json=as_json)


def freeze(reason: _Reason = "", as_json: _AsJson = False) -> None:
    """Fix the issue in review: its number, labels and files."""
    _step(lambda weekly, issue: weekly.freeze_issue(issue, _ACTOR, reason), _Which(("review",)), as_json=as_json)


def unfreeze(
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.", show_default=False)],
    as_json: _AsJson = False,
) -> None:
    """Take the frozen issue back into review."""
    _step(lambda weekly, issue: weekly.unfreeze_issue(issue, _ACTOR, reason), _Which(("frozen",)), as_json=as_json)


def publish(as_json: _AsJson = False) -> None:
    """Publish the frozen issue: in the archive at once, in chats by the bot that runs."""
    _step(lambda weekly, issue: weekly.publish_issue(issue, _ACTOR), _Which(("frozen",)), as_json=as_json)


def retry(
    resend: Annotated[list[str] | None, typer.Option(metavar="TARGET", help="In doubt; send it once more.")] = None,
    settled: Annotated[list[str] | None, typer.Option(metavar="TARGET", help="In doubt; it did go out.")] = None,
    as_json: _AsJson = False,
) -> None:
    """Send again what failed of the newest issue; what is in doubt only where you say so."""

    async def work(weekly: "WeeklyUseCases", issue: "Issue") -> "Issue | None":
        from knowledge.weekly.publishing import Doubts

        return await weekly.retry_issue(issue, _ACTOR, Doubts(resend or (), settled or ()))

    _step(
        work,
        _Which(
            (
                "partial",
                "corrected",
            )
        ),
        as_json=as_json,
    )


def correct(
    number: _Number,
    reference: Annotated[int | None, typer.Option(metavar="N", help="A number of the references …")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="… and its right address.")] = None,
    entry: Annotated[str | None, typer.Option(metavar="LABEL", help="An entry, such as 4-p2 …")] = None,
    text: Annotated[Path | None, typer.Option(metavar="FILE", help="… and its right text, in Markdown.")] = None,
    note: Annotated[list[int] | None, typer.Option(metavar="ID", help="Print the newest wording of a note.")] = None,
    line: Annotated[str, typer.Option(metavar="TEXT", help="What the next issue's errata say.")] = "",
    as_json: _AsJson = False,
) -> None:
    """Correct a published issue: a new revision, under the same numbers and labels."""
    asked = _Asked(reference, url, entry, text)

    async def work(weekly: "WeeklyUseCases", issue: "Issue") -> "Issue | None":
        from knowledge.weekly.publishing import Correction

        return await weekly.correct_issue(issue, _ACTOR, Correction(asked.changes(), note or (), line))

    _step(work, _Which(number=number), as_json=as_json)


def withdraw(number: _Number, reason: _Reason = "", as_json: _AsJson = False) -> None:
    """Take a published issue back: from the archive, the library, and with a word in the chats."""
    _step(lambda weekly, issue: weekly.withdraw_issue(issue, _ACTOR, reason), _Which(number=number), as_json=as_json)


def import_issue(
    file: Annotated[Path, typer.Argument(help="An old issue's page, its Markdown or JSON.", show_default=False)],
    as_json: _AsJson = False,
) -> None:
    """Make an old issue's page a published issue with its number."""

    async def command(settings: "Settings") -> int:
        from bot.catalogue.weekly import Issues
        from bot.cli.issue_shapes import listed
        from bot.wiring.weekly import weekly_alone

        try:
            data = file.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            complain(Issues.UNREADABLE.say(settings.language, file=one_line(str(file)), reason=reason))
            return MISUSED
        async with weekly_alone(settings) as weekly:
            imported = await weekly.import_issue(file.name, data, _ACTOR)
            await weekly.settle_publications()
            issue = await weekly.issues.issue(imported.issue.id) or imported.issue
            compiled = await weekly.issues.compiled(issue.number or 0)
        if as_json:
            print_json(listed(issue) | {"new": imported.is_new})
        elif imported.is_new and compiled is not None:
            counts = {"entries": len(compiled.entries()), "references": len(compiled.references)}
            complain(Issues.IMPORTED.say(settings.language, title=compiled.title, **counts))
        elif compiled is not None:
            complain(Issues.UNCHANGED.say(settings.language, title=compiled.title))
        return 0

    run(command)


async def in_hand(weekly: "WeeklyUseCases") -> "Issue":
    """The issue in review, else the open one."""
    from bot.wiring import SystemClock

    now = await weekly.issues.open(SystemClock().now())  # the very first is created
    return await _IN_HAND.issue(weekly) or now


class _Which(NamedTuple):
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
        from bot.catalogue.weekly import Issues

        if self.number is not None:
            return Issues.NO_NUMBER.say(settings.language, number=self.number)
        return Issues.NO_STATE.say(settings.language, state=self.states[0])


_IN_HAND: Final = _Which(("review", "open"))


def _step(work: _Work, which: _Which, *, as_json: bool) -> None:
    """Run a step of the issue that is meant, and say how it is then."""

    async def command(settings: "Settings") -> int:
        from bot.catalogue.weekly import Issues
        from bot.cli.issue_shapes import listed
        from bot.wiring.weekly import weekly_alone

        async with weekly_alone(settings) as weekly:
            await in_hand(weekly)
            issue = await which.issue(weekly)
            if issue is None:
                complain(which.missing(settings))
                return REFUSED
            taken = await work(weekly, issue)
            if taken is None:
                complain(Issues.CHANGED.say(settings.language))
                return REFUSED
            await weekly.settle_publications()
            now = await weekly.issues.issue(taken.id) or taken
            if as_json:
                print_json(listed(now, await weekly.issues.publications(now.id)))
            else:
                title = f"#{now.number}" if now.number else f"{now.opened_at:%Y-%m-%d}"
                complain(Issues.DONE.say(settings.language, title=title, state=now.state))
        return 0

    run(command)


class _Asked(NamedTuple):
    """What is to be corrected, as it was asked for."""

    reference: int | None
    url: str | None
    entry: str | None
    text: Path | None

    def changes(self) -> "list[Change]":
        """The changes of it.

        Raises:
            OSError: the text cannot be read.
        """
        from knowledge.weekly import writing
        from knowledge.weekly.compiling.correcting import Redirected, Reworded

        changes: list[Change] = []
        if self.reference is not None and self.url is not None:
            changes.append(Redirected(self.reference, self.url))
        if self.entry is not None and self.text is not None:
            text = self.text.read_text(encoding="utf-8-sig")
            changes.append(Reworded(self.entry.lstrip("#"), writing.parsed(text)))
        return changes
