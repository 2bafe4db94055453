"""Connections to PostgreSQL: how long each of them may wait, and which failures to connect there are."""

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from knowledge.errors import LibraryUnavailable

if TYPE_CHECKING:
    from asyncpg import Connection

_SCHEME: Final = re.compile(r"postgres(ql)?(\+asyncpg)?://")

_CONNECT_SECONDS: Final = 5.0
_STATEMENT_SECONDS: Final = 60
_GRACE_SECONDS: Final = 10
"""By how much the client is more patient than the server, which ends a statement in better order."""

_CONNECTIONS: Final = 10
"""How many stay open, and how many more there may be for a while: the default server takes 100 in all."""

_PATIENCE: Final = {
    "application_name": "zixue",
    "statement_timeout": f"{_STATEMENT_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{_STATEMENT_SECONDS}s",  # what a lost client holds is free then
    "tcp_keepalives_idle": "20",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}

UPGRADE_LOCK: Final = text("SELECT pg_advisory_xact_lock(728190001)")
"""Held by whoever brings the schema up to date. The numbers of such locks are this program's own choice."""

CHANGES_LOCK: Final = text("SELECT pg_advisory_xact_lock(728190002)")
"""Held by whoever writes the library's change log.

Positions of the log are handed out before the commit: without the lock a reader could see a later one first, and
would never come back for the earlier.
"""


def is_postgres(address: str) -> bool:
    """Whether an address names a PostgreSQL database."""
    return _SCHEME.match(address) is not None


def postgres_engine(address: str, busy_seconds: float) -> AsyncEngine:
    """An engine over an address with the parameters that asyncpg takes, such as `?sslmode=require`."""
    return create_async_engine(
        "postgresql+asyncpg://",  # the address has a secret in it: the engine, which is logged, does not know it
        async_creator=_connecting(_SCHEME.sub("postgresql://", address, count=1), busy_seconds),
        pool_pre_ping=True,  # a server that was started again breaks no transaction of later
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        pool_timeout=busy_seconds,
        hide_parameters=True,
    )


def _connecting(address: str, busy_seconds: float) -> Callable[[], Awaitable["Connection[Any]"]]:
    import asyncpg  # noqa: PLC0415  of no use to a deployment on SQLite

    settings = _PATIENCE | {"lock_timeout": f"{round(busy_seconds * 1000)}ms"}

    async def connect() -> "Connection[Any]":
        try:
            return await asyncpg.connect(
                address,
                timeout=_CONNECT_SECONDS,
                command_timeout=_STATEMENT_SECONDS + _GRACE_SECONDS,
                server_settings=settings,
            )
        except ValueError as error:  # it may quote the address
            raise LibraryUnavailable(type(error).__name__) from None
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
            raise LibraryUnavailable(type(error).__name__) from error

    return connect
