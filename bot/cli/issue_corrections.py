"""`zixue issue correct`: putting right what is published."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from bot.cli.issue_steps import AsJson, Misused, Number, Which, step
from bot.cli.running import one_line

if TYPE_CHECKING:
    from bot.weekly import WeeklyUseCases
    from knowledge.weekly.compiling.correcting import Change
    from knowledge.weekly.issues import Issue


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(correct)


def correct(
    number: Number,
    reference: Annotated[int | None, typer.Option(metavar="N", help="A number of the references …")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="… and its right address.")] = None,
    entry: Annotated[str | None, typer.Option(metavar="LABEL", help="An entry, such as 4-p2 …")] = None,
    text: Annotated[Path | None, typer.Option(metavar="FILE", help="… and its right text, in Markdown.")] = None,
    note: Annotated[list[int] | None, typer.Option(metavar="ID", help="Print the newest wording of a note.")] = None,
    line: Annotated[str, typer.Option(metavar="TEXT", help="What the next issue's errata say.")] = "",
    as_json: AsJson = False,
) -> None:
    """Correct a published issue.

    The new revision has the same numbers and labels.
    """
    asked = _Asked(reference, url, entry, text)

    async def work(weekly: "WeeklyUseCases", issue: "Issue") -> "Issue | None":
        from bot.catalogue.issue_commands import IssueCommands
        from knowledge.records import COMMAND_LINE
        from knowledge.weekly.publishing import Correction

        correction = Correction(asked.changes(), note or (), line)
        if not asked.is_whole() or not (correction.changes or correction.notes):
            raise Misused(IssueCommands.NOTHING_TO_CORRECT)
        return await weekly.correct_issue(issue, COMMAND_LINE, correction)

    step(work, Which(number=number), as_json=as_json)


class _Asked(NamedTuple):
    """What is to be corrected, as it was asked for."""

    reference: int | None
    url: str | None
    entry: str | None
    text: Path | None

    def is_whole(self) -> bool:
        """Whether each half has the other."""
        return (self.reference is None) == (self.url is None) and (self.entry is None) == (self.text is None)

    def changes(self) -> "list[Change]":
        """The changes of it.

        Raises:
            Misused: the address is none of the web, or the text cannot be read.
        """
        from knowledge.weekly import writing
        from knowledge.weekly.compiling.correcting import Redirected, Reworded

        changes: list[Change] = []
        if self.reference is not None and self.url is not None:
            changes.append(Redirected(self.reference, _address(self.url)))
        if self.entry is not None and self.text is not None:
            changes.append(Reworded(self.entry.lstrip("#"), writing.parsed(_text(self.text))))
        return changes


def _address(url: str) -> str:
    from bot.catalogue.issue_commands import IssueCommands
    from knowledge.weekly.writing.addresses import web_address

    address = web_address(url)
    if address is None:
        raise Misused(IssueCommands.NO_ADDRESS, url=one_line(url))
    return address


def _text(file: Path) -> str:
    from bot.catalogue.issue_commands import IssueCommands

    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Misused(IssueCommands.UNREADABLE, file=one_line(str(file)), reason=reason) from error
