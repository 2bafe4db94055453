"""Which database a deployment has."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.wiring import (
    calibrating,
    database_of,
    database_version,
    library_of,
    open_questions_of,
    previewing,
    watching_of,
)
from knowledge.errors import LibraryUnavailable


def settings(place: Path, **given: Any) -> Settings:  # noqa: ANN401  values of any field
    """Settings of a deployment in this place, by words alone."""
    return Settings(data_dir=place / "data", _env_file=None, **{"embedder": "none", **given})


async def test_a_library_needs_no_embedder(place: Path) -> None:
    """What only lists sources does not wait for a model."""
    async with library_of(settings(place, embedder="no.such.Class")) as library:
        assert await library.sources() == []


def test_without_an_address_the_database_is_a_file(place: Path) -> None:
    """In the data directory; an address takes its place."""
    assert database_of(settings(place)) == place / "data" / "library.sqlite"
    assert database_of(settings(place, database_url="postgresql://host/zixue")) == "postgresql://host/zixue"


async def test_a_database_tells_what_it_is(place: Path) -> None:
    """Its name, its version and the schema's."""
    told = await database_version(settings(place))
    assert told.startswith("SQLite 3.")
    assert told.endswith(", schema 0008")


@pytest.mark.parametrize("needing", [library_of, previewing, watching_of, open_questions_of, calibrating])
async def test_whoever_needs_the_database_takes_the_one_that_is_set(
    place: Path, needing: Callable[[Settings], AbstractAsyncContextManager[object]]
) -> None:
    """Nobody falls back to a file beside it: a server that is not there is told by each of them."""
    with pytest.raises(LibraryUnavailable):
        async with needing(settings(place, database_url="postgresql://127.0.0.1:1/zixue")):
            pass
    assert not (place / "data").exists()
