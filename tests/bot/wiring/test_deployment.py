"""The whole product, put together."""

from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.wiring import zixue
from knowledge import samples
from knowledge.errors import LibraryUnavailable


def settings(place: Path, **given: Any) -> Settings:  # noqa: ANN401  values of any field
    """Settings of a deployment in this place, by words alone."""
    return Settings(data_dir=place / "data", _env_file=None, **{"embedder": "none", **given})


async def test_what_is_read_is_found(place: Path) -> None:
    """Samples in, an answer out, by words alone; the next process finds the same."""
    for states in (["new"] * 5, ["unchanged"] * 5):
        async with zixue(settings(place)) as whole:
            assert [one.state for one in await whole.ingest([str(samples.FOLDER)])] == states
            await whole.follow()
            assert whole.embed is None
            found = await whole.search_entries(samples.SUGGESTIONS[0])
            assert found[0].entry.section == "疑问解答"


async def test_two_processes_have_an_index_each(place: Path, database: Path | str) -> None:
    """The engine allows one process a shard; both follow the same library, in whichever database it is."""
    of = settings(place, database_url=database) if isinstance(database, str) else settings(place)
    async with zixue(of) as first, zixue(of) as second:
        await first.ingest([str(samples.FOLDER)])
        await second.follow()
        assert await second.search_entries("梯度")
        assert (place / "data" / "index" / "1").is_dir()


async def test_a_place_that_cannot_be_used_is_told_as_such(place: Path) -> None:
    """The library's failure, not the file system's."""
    (place / "data").touch()
    with pytest.raises(LibraryUnavailable):
        async with zixue(settings(place)):
            pass
