"""Slips, other names and courtesies: the entry asked for is still found by words alone."""

import json
from collections import defaultdict
from pathlib import Path

from bot.settings import Settings
from bot.wiring import Zixue, zixue
from knowledge import samples
from knowledge.language.folding import fold

_ROWS = Path(__file__).with_name("understanding") / "reworded.jsonl"
_LEAST = {"slip": 0.85, "name": 0.85, "courtesy": 0.9}


async def test_a_reworded_question_finds_its_entry(tmp_path: Path) -> None:
    """First, without an embedder, in most cases of every kind."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    async with zixue(Settings(data_dir=tmp_path, embedder="none", _env_file=None)) as wired:
        await wired.ingest([str(path) for path in samples.paths()])
        await wired.follow()
        for line in _ROWS.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            right[row["kind"]].append(await is_first(wired, row["question"], row["heading"]))
    assert {kind: sum(flags) / len(flags) >= _LEAST[kind] for kind, flags in right.items()} == dict.fromkeys(
        _LEAST, True
    )


async def is_first(wired: Zixue, question: str, heading: str) -> bool:
    """Whether the first entry is the one under this heading."""
    found = (await wired.search_entries(question))[:1]
    return any(fold(heading)[:12] in fold(" ".join((one.entry.title, *one.passage.heading))) for one in found)
