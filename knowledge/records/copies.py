"""What a copy of a database got."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableCopy:
    """What one table of a copy got: how many rows, and a hash of them that both databases were found to have."""

    table: str
    rows: int
    digest: str
