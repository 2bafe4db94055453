"""`zixue ingest` that is killed at random moments while a folder changes: each source is as it was, or as it is."""

import asyncio
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.faults.commands import Commands
from tests.faults.sound import rows, sound

FILES, NOTES = 6, 8
KILLS = 100


def write(folder: Path, version: int) -> None:
    """Every file of the folder, each note of which names its version; one file comes and goes."""
    folder.mkdir(exist_ok=True)
    for n in range(FILES):
        says = f"第 {version} 版说：" + f"门控第 {n} 号让网络学会遗忘。" * 40
        notes = (f"# 笔记 {n}-{m}\n\n{says}" for m in range(NOTES))
        (folder / f"{n}.md").write_text("\n\n".join(notes), encoding="utf-8")
    if version % 2:
        (folder / f"{FILES - 1}.md").unlink()


async def versions(database: Path | str) -> dict[str, set[str]]:
    """Which versions the entries of each source are of; each source has all of them."""
    told = "SELECT s.path, e.text FROM sources s JOIN entries e ON e.source_id = s.id WHERE e.title LIKE '笔记%'"
    entries = [(Path(path).name, text.split("版")[0]) for path, text in await rows(database, told)]
    assert set(Counter(name for name, _ in entries).values()) <= {NOTES}
    return {name: {version for other, version in entries if other == name} for name, _ in entries}


@pytest.mark.faults  # a short sample of it is in tests/knowledge/test_ingesting.py
async def test_a_killed_ingestion_leaves_each_source_as_it_was_or_as_it_is(deployment: Commands) -> None:
    """Never half a reading; the next run brings the rest, and the index has what the library has."""
    random = Random(KILLS)  # noqa: S311  no secret
    folder, database = deployment.folder / "notes", deployment.database
    write(folder, 0)
    began = time.monotonic()
    assert await deployment("ingest", str(folder)) == 0, deployment.log
    longest = time.monotonic() - began
    before = await versions(database)
    killed, runs, changed = 0, 0, 0
    while killed < KILLS:
        runs += 1
        write(folder, runs)
        await deployment.start("ingest", str(folder))
        await asyncio.sleep(random.uniform(0.0, longest))
        killed += await deployment.end()
        after = await versions(database)
        new = {f"第 {runs} "}
        assert all(each in (new, before.get(name)) for name, each in after.items())
        changed += sum(each == new for each in after.values())
        before = after
    sys.stdout.write(f"{killed} kills in {runs} runs, {changed} sources changed before a kill\n")
    write(folder, runs + 1)
    assert await deployment("ingest", str(folder)) == 0, deployment.log
    there = {file.name for file in folder.iterdir()}
    kept = await versions(database)
    assert {name: each for name, each in kept.items() if name in there} == {name: {f"第 {runs + 1} "} for name in there}
    await sound(database, deployment.folder)
