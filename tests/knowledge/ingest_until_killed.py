"""A program for the tests: ingest ever new versions of one file in a child process, and kill the child.

Usage: python -m tests.knowledge.ingest_until_killed FOLDER SEED KILLS
"""

from itertools import count
from pathlib import Path

from knowledge.adapters.files import FileShelf
from knowledge.adapters.sql.library import open_library
from tests.fakes import ingest_from
from tests.killing import kill_after, kill_children

_NOTES = 20


def page(version: int) -> str:
    """A page whose every note names its version."""
    says = f"第 {version} 版说：" + "门控让网络学会遗忘。" * 80
    return "\n\n".join(f"# 笔记 {n}\n\n{says}" for n in range(_NOTES))


async def ingest_for_ever(folder: Path, seconds: float) -> None:
    """Write and ingest one version after another; SIGKILL comes so many seconds after the first is kept."""
    file = folder / "notes.md"
    async with open_library(folder / "library.sqlite") as library:
        ingest = ingest_from(library, FileShelf())
        for version in count():
            file.write_text(page(version), encoding="utf-8")
            await ingest([str(file)])
            if version == 0:
                kill_after(seconds)


if __name__ == "__main__":
    kill_children(ingest_for_ever, longest=0.15)
