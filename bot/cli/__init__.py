"""The command line: `zixue`."""

import io
import sys

import typer

from bot.cli import (
    asking,
    auditing,
    boxes,
    calibrating,
    copying,
    evaluating,
    feedback,
    ingesting,
    issues,
    members,
    operating,
    questions,
    rights,
    statistics,
    watching,
)
from bot.cli.running import REFUSED, complain

app = typer.Typer(
    name="zixue",
    help="自学: a study group's bot that answers from what the group has read, with sources.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
operating.register(app)
asking.register(app)
ingesting.register(app)
watching.register(app)
questions.register(app)
statistics.register(app)
issues.register(app)
members.register(app)
rights.register(members.members_app)
boxes.register(app)
auditing.register(app)
evaluating.register(app)
feedback.register(app)
calibrating.register(app)
copying.register(app)


def main() -> None:
    """Run the command line; an interrupt is a quiet end, and what cannot be written is told in one line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where it was closed
            stream.reconfigure(errors="backslashreplace")  # half a character in JSON becomes its own escape
    try:
        app()
    except KeyboardInterrupt:
        complain("")
        raise SystemExit(130) from None
    except OSError as error:  # a full disk behind stdout, say; a closed pipe is typer's
        complain(f"zixue: {error}")
        raise SystemExit(REFUSED) from None
