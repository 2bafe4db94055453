"""What a block of a test asks a database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

_BETWEEN = ("BEGIN", "PRAGMA")


@contextmanager
def statements(engine: AsyncEngine) -> Iterator[list[str]]:
    """The statements as they are sent, but for those that open a transaction."""
    sent: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_: Any) -> None:  # noqa: ANN401
        if not statement.startswith(_BETWEEN):
            sent.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", keep)
    try:
        yield sent
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", keep)
