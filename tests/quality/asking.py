"""Asking a set of questions of the real thing, and telling whether the right entry answered."""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import Zixue, make_embedder, models, zixue
from knowledge.language.folding import fold
from knowledge.records import Answer, Entry, Source, Unanswered
from tests.quality.kept_vectors import KeptVectors

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a set and what came of it: `first` and `cited` tell whether the right entry was cited."""

    question: str
    tier: str
    outcome: Answer | Unanswered
    first: bool
    cited: bool

    @property
    def answered(self) -> bool:
        """Whether there was an answer."""
        return isinstance(self.outcome, Answer)


@asynccontextmanager
async def having_read(paths: Iterable[Path], data_dir: Path) -> AsyncIterator[Zixue]:
    """The real wiring over a library that has read these files, vectors and all; these are kept between runs."""
    settings = Settings(data_dir=data_dir, _env_file=None)
    embedder = make_embedder(settings)
    assert embedder is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "make_embedder", lambda _: KeptVectors(embedder))
        async with zixue(settings) as wired:
            await wired.ingest([str(path) for path in paths])
            assert wired.embed is not None
            await wired.embed()
            await wired.follow()
            yield wired


async def ask_all(wired: Zixue, name: str) -> list[Asked]:
    """Every question of a set, asked."""
    kept = {entry.id: (entry, source) for entry, source in await wired.library.entries()}
    return [
        await _ask(wired, json.loads(line), kept) for line in (_HERE / name).read_text(encoding="utf-8").splitlines()
    ]


def share(asked: Iterable[Asked], wanted: str) -> float:
    """The share (0..1) of questions for which a property holds."""
    flags = [bool(getattr(one, wanted)) for one in asked]
    return sum(flags) / len(flags)


async def _ask(wired: Zixue, row: dict[str, str], kept: dict[str, tuple[Entry, Source]]) -> Asked:
    outcome = await wired.answer_question(row["question"])
    cited = [kept[one.entry_id] for one in outcome.citations] if isinstance(outcome, Answer) else []
    rights = [_is_right(row, entry, source) for entry, source in cited]
    return Asked(row["question"], row.get("tier", ""), outcome, first=rights[:1] == [True], cited=any(rights))


def _is_right(row: dict[str, str], entry: Entry, source: Source) -> bool:
    if "source" not in row or not Path(source.path).name.startswith(row["source"]):
        return False
    if "title_contains" in row:
        return fold(row["title_contains"]) in fold(entry.title)
    return fold(row["text_contains"]).replace(" ", "") in fold(entry.text).replace(" ", "")
