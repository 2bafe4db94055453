"""The command line: `zixue`."""

import typer

from bot.cli import asking, ingesting, operating
from bot.cli.running import complain

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


def main() -> None:
    """Run the command line; an interrupt is a quiet end."""
    try:
        app()
    except KeyboardInterrupt:
        complain("")
        raise SystemExit(130) from None
