"""Connections to SQLite that end when the program does, also where a task is cancelled while it uses one."""

import asyncio
import contextlib
import sqlite3
from functools import partial
from threading import Thread
from typing import Any, Final
from weakref import WeakSet

import aiosqlite

_ROWS_A_FETCH: Final = 64  # aiosqlite's own default
_PATIENCE_SECONDS: Final = 10.0


class _Releasing(sqlite3.Connection):
    """A connection that gives its locks back when it is closed.

    SQLite keeps a closed connection, and the transaction with it, as long as anybody has a statement of it: after a
    cancellation the traceback has.
    Source: https://www.sqlite.org/c3ref/close.html
    """

    def close(self) -> None:
        """Roll back, then close."""
        with contextlib.suppress(sqlite3.ProgrammingError):  # it is closed already
            self.rollback()
        super().close()


class Connection(aiosqlite.Connection):
    """A connection whose thread is told to end only once.

    Where a task is cancelled SQLAlchemy closes and stops its connection, one beside the other. Whoever came second
    would wait for an answer of a thread that has ended, and the program would never end (aiosqlite 0.22.1).
    Source: https://github.com/wapiti-scanner/wapiti/issues/802
    """

    _stopped = False

    def stop(self) -> asyncio.Future[Any] | None:
        """End the thread after what it has to do; nothing to wait for where it was told before."""
        if self._stopped:
            return None
        self._stopped = True
        return super().stop()


class Connections:
    """Every connection of an engine, and the thread that each has."""

    def __init__(self) -> None:
        self._threads: WeakSet[Thread] = WeakSet()

    def open(self, database: str, **options: Any) -> Connection:  # noqa: ANN401  those of `sqlite3.connect`
        """A connection that is open when it is awaited."""
        connection = Connection(partial(sqlite3.connect, database, factory=_Releasing, **options), _ROWS_A_FETCH)
        thread = connection._thread  # noqa: SLF001  SQLAlchemy's own connections do the same
        thread.daemon = True  # one that is left open does not keep the program from ending
        self._threads.add(thread)
        return connection

    async def ended(self) -> None:
        """Wait for the threads of closed connections: they tell the event loop, which must still be there."""
        await asyncio.to_thread(self._join)

    def _join(self) -> None:
        for thread in list(self._threads):
            if thread.is_alive():
                thread.join(_PATIENCE_SECONDS)
