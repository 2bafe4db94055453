"""A program for the tests: runs `zixue` in one child process after the other, each forked from what is imported here.

Usage: python -m tests.faults.run_commands. A line of input is a JSON object: `words` of the command line, `env`,
`ahead` (seconds that the child's clock is ahead), `policy` (of the work on the inbox, as far as it differs),
`folder`, in which it works and writes its `log`, and `dies`: "before the step" or "after the step" of the weekly, or
nowhere. The child's number is told at once, its exit code after its end.
"""

import asyncio
import datetime as dt
import gc
import json
import os
import signal
import sys
import threading
import traceback
from functools import partial
from pathlib import Path
from typing import Any

import bot.cli.ingesting
import bot.serving
import knowledge.adapters.typst_printer
import knowledge.weekly.rendering.artefacts  # noqa: F401  as above
from bot.cli import main
from bot.wiring import SystemClock
from knowledge.adapters.sql.weekly.issues import SqlIssues
from knowledge.answering import AnswerQuestion
from knowledge.finding.find_passages import FindPassages
from knowledge.indexing import FollowLibrary
from knowledge.spine.endings import WorkPolicy
from knowledge.weekly.issues import Step
from tests.fakes import MemoryIndex, MemoryLibrary
from tests.notes import shelve


def run(asked: dict[str, Any]) -> int:
    """Run one command in this process; its exit code."""
    os.chdir(asked["folder"])
    with Path("log").open("a", encoding="utf-8") as log:
        for stream in (0, 1, 2):
            os.dup2(log.fileno(), stream)
    os.environ.update(asked["env"])  # noqa: TID251  a setting of the child
    sys.argv = ["zixue", *asked["words"]]
    ahead = dt.timedelta(seconds=asked["ahead"])

    def now(_clock: SystemClock) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + ahead  # noqa: TID251  the clock itself

    SystemClock.now = now  # type: ignore[assignment, method-assign]  # it is a later day there
    setattr(bot.serving, "WorkPolicy", partial(WorkPolicy, **asked["policy"]))  # noqa: B010  mypy sees no export
    _die(asked["dies"])
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  as the interpreter does with what nobody catches
        traceback.print_exc()
        return 70
    return 0


def _die(moment: str) -> None:
    """Have this process killed when its first step of the weekly is about to be taken, or when it just was."""
    take = SqlIssues.take

    async def died(self: SqlIssues, step: Step, now: dt.datetime) -> Step | None:
        if moment == "after the step":
            await take(self, step, now)
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    if moment:
        SqlIssues.take = died  # type: ignore[method-assign]  # it dies there


async def answer_once() -> None:
    """Load what is loaded on first use: dictionaries take a second."""
    library, index = MemoryLibrary(), MemoryIndex()
    await shelve(library, {"门控": "门控循环单元 (GRU) 用门让网络学会遗忘，所以梯度不会消失。"})
    await FollowLibrary(library, index, "none")()
    await AnswerQuestion(FindPassages(library, index, None, None))("GRU 的门控为什么能缓解梯度消失?")


def fork() -> None:
    """One child for each line."""
    asyncio.run(answer_once())
    assert threading.active_count() == 1, "a child would have the locks of threads that it does not have"
    gc.freeze()  # else the first collection of every child copies all of this
    print("ready", flush=True)  # noqa: T201  that is how it tells
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            code = run(json.loads(line))
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        print(child, flush=True)  # noqa: T201
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    fork()
