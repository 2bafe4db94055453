"""The library that is made for a set."""

from pathlib import Path

import pytest

from bot.cli.evaluated_library import made, standing
from bot.settings import Settings
from bot.wiring import models
from knowledge.evaluating.cases import Case, EvaluationSet, GivenPassage
from tests.fakes import BagOfWords

GIVEN = EvaluationSet("set", (Case("1", "q"),), (GivenPassage("p", "标题", "这是第一段话，说的是梯度。"),))


@pytest.fixture
def embedder(monkeypatch: pytest.MonkeyPatch) -> BagOfWords:
    """The embedder of every library that is opened."""
    fake = BagOfWords()
    monkeypatch.setattr(models, "make_embedder", lambda _: fake)
    return fake


def settings(data: Path) -> Settings:
    """Those of a data directory."""
    return Settings(data_dir=data, language="en", _env_file=None)


async def test_vectors_are_kept_for_the_next_time(embedder: BagOfWords, tmp_path: Path) -> None:
    """Nothing is embedded twice, everyday questions included; the library that is there gets none of it."""
    for again in (False, True):
        embedder.asked.clear()
        async with made(settings(tmp_path), GIVEN, (), blind=False, quiet=True) as evaluated:
            count = await evaluated.wired.library.vector_count(embedder.name)
            assert (count.done, count.pending) == (1, 0)
        assert (embedder.asked == []) is again
    async with standing(settings(tmp_path)) as evaluated:
        assert await evaluated.wired.library.sources() == []


async def test_vectors_of_the_library_that_is_there_are_used(embedder: BagOfWords, tmp_path: Path) -> None:
    """Where the contents are equal."""
    page = tmp_path / "a.md"
    page.write_text("# 标题\n\n这是第一段话，说的是梯度。\n", encoding="utf-8")
    async with standing(settings(tmp_path / "data")) as there:
        await there.wired.ingest([str(page)])
        assert there.wired.embed is not None
        await there.wired.embed()
    embedder.asked.clear()
    corpus = [str(page)]
    async with made(settings(tmp_path / "data"), GIVEN, corpus, blind=False, quiet=True) as evaluated:
        assert len(await evaluated.wired.library.entries()) == 2
    assert embedder.asked == []
