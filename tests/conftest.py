"""Fixtures that every test may ask for."""

import asyncio
import shutil
import ssl
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.postgres import PostgresServer, SpareDatabase

# A busy machine and dictionaries that load on first use make single examples slow at random.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def shared() -> Path:
    """The development data beside the checkout; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("the development data (../shared) is not on this machine")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _certificates_read_once() -> Iterator[None]:
    """Clients of HTTP read every authority's certificate when they are made: 40 ms, and no test speaks TLS."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator["PostgresServer"]:
    """The one PostgreSQL server of this process."""
    from tests.postgres import UNSYNCED, postgres  # noqa: PLC0415  most tests ask for no server

    with postgres(**UNSYNCED) as server:
        yield server


@pytest.fixture(scope="session")
def spare_database(postgres_server: "PostgresServer") -> "SpareDatabase":
    """A PostgreSQL database with the newest schema, for one test after the other."""
    from knowledge.adapters.sql.tables import METADATA  # noqa: PLC0415
    from tests.postgres import SpareDatabase, execute  # noqa: PLC0415

    asyncio.run(execute(postgres_server.address(), "CREATE DATABASE migrated"))
    asyncio.run(_migrate(postgres_server.address("migrated")))
    return SpareDatabase(postgres_server, "migrated", tuple(METADATA.tables))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the newest schema and nothing in it, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "library.sqlite"
    asyncio.run(_migrate(file))
    return file


@pytest.fixture
async def postgres_database(spare_database: "SpareDatabase") -> str:
    """The address of a PostgreSQL database with the newest schema and nothing in it."""
    return await spare_database.emptied()


@pytest.fixture
async def blank_postgres(postgres_server: "PostgresServer") -> AsyncIterator[str]:
    """The address of a PostgreSQL database without any schema."""
    from tests.postgres import execute  # noqa: PLC0415

    await execute(postgres_server.address(), "CREATE DATABASE blank")
    yield postgres_server.address("blank")
    await execute(postgres_server.address(), "DROP DATABASE blank WITH (FORCE)")


@pytest.fixture
def sqlite_database(migrated_file: Path, tmp_path: Path) -> Path:
    """A SQLite file of the test's own, with the newest schema and nothing in it."""
    return Path(shutil.copy(migrated_file, tmp_path))


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Path | str:
    """Where a database is, of either kind, with the newest schema and nothing in it: for `open_engine`."""
    where: Path | str = request.getfixturevalue(f"{request.param}_database")
    return where


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Path | str | None:
    """Where a port's adapter keeps what it is given: a `database` of either kind, or None for the tests' double."""
    if request.param == "memory":
        return None
    where: Path | str = request.getfixturevalue(f"{request.param}_database")
    return where


async def _migrate(where: Path | str) -> None:
    from knowledge.adapters.sql.engine import open_engine  # noqa: PLC0415  most tests ask for no database

    async with open_engine(where):
        pass
