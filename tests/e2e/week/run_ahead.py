"""A program for the tests: runs `zixue` by a clock that is ahead, and without a pause between two messages.

Usage: python -m tests.e2e.week.run_ahead SECONDS WORDS…
"""

import datetime as dt
import sys
from functools import partial

from telegram.ext import AIORateLimiter

import bot.publishing.application
from bot.cli import main
from bot.wiring import SystemClock
from knowledge.spine import turns
from knowledge.spine.pacing import Rate


def run(ahead: dt.timedelta) -> None:
    """Be `zixue` then: who writes is a script, which would wait for minutes for turns that are given to people."""

    def now(_clock: SystemClock) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + ahead  # noqa: TID251  the clock itself

    SystemClock.now = now  # type: ignore[assignment, method-assign]  # it is a later day here
    for name in ("PRIVATE", "GROUP", "ALL"):
        setattr(turns, name, Rate(0.0))
    unlimited = partial(AIORateLimiter, overall_max_rate=0, group_max_rate=0)
    setattr(bot.publishing.application, "AIORateLimiter", unlimited)  # noqa: B010  mypy sees no export
    main()


if __name__ == "__main__":
    seconds = float(sys.argv.pop(1))
    run(dt.timedelta(seconds=seconds))
