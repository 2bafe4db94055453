"""The spine of a deployment."""

from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.wiring import SystemClock, spine_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.paces import SqlPaces
from knowledge.adapters.valkey_paces import ValkeyPaces
from knowledge.spine.pacing import InProcessPaces, Rate

SERVER = {"database_url": "postgresql://host/zixue"}
VALKEY = {"valkey_url": "valkey://127.0.0.1:1/0"}


@pytest.mark.parametrize(
    ("given", "paces"),
    [({}, InProcessPaces), (SERVER, SqlPaces), (VALKEY, ValkeyPaces), (SERVER | VALKEY, ValkeyPaces)],
)
async def test_turns_are_shared_by_as_many_processes_as_there_may_be(
    place: Path, given: dict[str, Any], paces: type, sqlite_database: Path
) -> None:
    """Over Valkey where it is set, else over the server that several processes have; one process needs neither."""
    of = Settings(data_dir=place, _env_file=None, **given)
    async with open_engine(sqlite_database) as engine, spine_of(engine, of, SystemClock()) as spine:
        assert isinstance(spine.paces, paces)
        assert await spine.paces.reserve("chat", Rate(3600.0)) == 0  # also where Valkey is away
        assert await spine.paces.reserve("chat", Rate(3600.0)) > 0
