"""What a table holds as one number, whichever database holds it: copies are held to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

_ROWS_A_LOOK: Final = 500
_MODULUS: Final = 1 << 256


@dataclass(frozen=True, slots=True)
class Contents:
    """How many rows, and the sum of their hashes: the order does not count, and what is added adds up."""

    rows: int = 0
    total: int = 0

    def __add__(self, other: "Contents") -> "Contents":
        """Both together."""
        return Contents(self.rows + other.rows, (self.total + other.total) % _MODULUS)

    def digest(self) -> str:
        """The sum, as 64 hexadecimal digits."""
        return f"{self.total:064x}"


def contents(rows: Iterable[Sequence[object]]) -> Contents:
    """What these rows hold, by their values as Python has them: they are the same from every database."""
    held = Contents()
    for row in rows:
        held += Contents(1, int.from_bytes(_hash(row)))
    return held


async def contents_of(connection: AsyncConnection, table: Table) -> Contents:
    """What a table holds as this connection sees it."""
    held = Contents()
    async with connection.stream(select(table), execution_options={"yield_per": _ROWS_A_LOOK}) as result:
        async for rows in result.partitions():
            held += contents(rows)
    return held


def _hash(row: Sequence[object]) -> bytes:
    hashed = sha256()
    for value in row:
        written = value if isinstance(value, bytes) else repr(value).encode()
        hashed.update(b"%s %d:" % (type(value).__name__.encode(), len(written)))  # else "ab", "c" were "a", "bc"
        hashed.update(written)
    return hashed.digest()
