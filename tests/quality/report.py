"""The quality table of the README: what share of each set of questions is answered, and from the right entry.

Only the third set was fitted on, but the first four were looked at when the ranking was chosen. The last was written
and asked once after that; what it showed was mended since, so that questions nobody has seen yet do somewhat worse.

Run from the project's root: `.venv/bin/python -m tests.quality.report`. Needs the development pages.
"""

import asyncio
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.wiring import Zixue
from tests.conftest import SHARED
from tests.quality.asking import Asked, ask_all, having_read, share

_ANSWERABLE = {
    "written with the text at hand (40)": "seed_questions",
    "written with the text at hand, others (30)": "seed_questions_validation",
    "an examiner's, as said in a chat, to fit on (30)": "examiner_questions",
    "another examiner's (30)": "exam2_questions",
    "a third examiner's, looked at once before the last change (30)": "exam3_questions",
}
_OFF_TOPIC = (
    "examiner_off_topic",
    "exam2_off_topic",
    "exam3_off_topic",
    "off_topic_questions",
    "off_topic_validation",
)
_HELD_OUT = ("exam2_off_topic", "exam3_off_topic", "off_topic_validation")


async def main() -> None:
    """Ask every set of the five pages and print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        async with having_read(sorted((SHARED / "seeds").glob("*.txt")), Path(folder)) as wired:
            console = Console(width=120)
            console.print(await _answerable(wired))
            console.print(await _off_topic(wired))


async def _answerable(wired: Zixue) -> Table:
    table = Table("questions", "answered", "right entry first", "right entry cited")
    for told, name in _ANSWERABLE.items():
        asked = await ask_all(wired, f"{name}.jsonl")
        table.add_row(told, *(f"{share(asked, wanted):.1%}" for wanted in ("answered", "first", "cited")))
    return table


async def _off_topic(wired: Zixue) -> Table:
    table = Table("not answered by the pages", "to fit on", "held out")
    asked = {name: await ask_all(wired, f"{name}.jsonl") for name in _OFF_TOPIC}
    for tier in ("chatter", "general", "near"):
        fitted = [one for name in _OFF_TOPIC if name not in _HELD_OUT for one in asked[name] if one.tier == tier]
        held_out = [one for name in _HELD_OUT for one in asked[name] if one.tier == tier]
        table.add_row(f"{tier}, refused", _refused(fitted), _refused(held_out))
    return table


def _refused(asked: list[Asked]) -> str:
    return f"{sum(not one.answered for one in asked)} of {len(asked)}"


if __name__ == "__main__":
    asyncio.run(main())
