"""A program for the tests: back up and restore one library again and again in a child process, and kill the child.

Usage: python -m tests.knowledge.adapters.sql.copy_until_killed FOLDER SEED KILLS
"""

from itertools import count
from pathlib import Path

from knowledge.adapters.sql.backups import opened_backup, write_backup
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.library import SqlLibrary
from knowledge.adapters.sql.restoring import replace_database
from tests.killing import kill_after, kill_children
from tests.knowledge.adapters.sql.everything import everything, fill
from tests.notes import shelve

_LOOKS = 5
"""So often the restored library is read, so that a kill finds it as well as the one with the new note."""


async def copy_for_ever(folder: Path, seconds: float) -> None:
    """Read one more note, back up, restore the first backup; SIGKILL comes so many seconds after that is written."""
    async with open_engine(folder / "library.sqlite") as engine:
        await fill(engine)
        await write_backup(engine, folder / "first.sqlite")
        kill_after(seconds)
        for version in count():
            await shelve(SqlLibrary(engine), {"新笔记": f"第 {version} 版。"}, name="new")
            await write_backup(engine, folder / "last.sqlite", force=True)
            async with opened_backup(folder / "first.sqlite", folder) as backup:
                await replace_database(backup, engine)
            for _ in range(_LOOKS):
                await everything(engine)


if __name__ == "__main__":
    kill_children(copy_for_ever, longest=1.0)
