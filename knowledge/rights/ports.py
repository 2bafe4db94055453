"""What members' rights stand on: everything that is kept about a person, wherever it is."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from knowledge.records import Effect
from knowledge.weekly.compiled import StoredPicture

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
"""What is somebody's, by section of `inventory`; values are those of JSON."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody who wants to be forgotten; `language` is what they are told in when it is done, None: nobody is told.

    `reprinted` is so once an issue was printed anew for it. `told_as` is the key of the effect that tells them, once
    everything else is gone.
    """

    user_id: int
    asked_at: dt.datetime
    language: str | None = None
    reprinted: bool = False
    told_as: str | None = None


class PersonalData(Protocol):
    """Everything that is kept about people.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def of(self, user_id: int) -> Rows:
        """All that is somebody's, and nothing of anybody else."""
        ...

    async def pictures(self, user_id: int) -> Mapping[int, StoredPicture]:
        """The pictures of their notes, by number."""
        ...

    async def in_work(self, user_id: int, before: dt.datetime) -> int:
        """How many updates that arrived before then and name them are still to be worked off.

        What is their own and nobody works on yet is dropped first.
        """
        ...

    async def erase(self, user_id: int, reprinted: Collection[int] = ()) -> None:
        """Let nothing be theirs or name them, in one transaction; safe to be done again. Notes are not touched.

        Nor is what asks for this erasure itself. Of the issues with these numbers, which were printed anew, nothing is
        sent any more as it was before.
        """
        ...

    async def overwrite(self, *, library: bool) -> None:
        """Let nothing of what was removed be left in the files; with `library` also of what people can search."""
        ...


class Erasures(Protocol):
    """Who wants to be forgotten, until it is done.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def ask(self, erasure: Erasure) -> bool:
        """Note it; whether that is new."""
        ...

    async def pending(self) -> list[Erasure]:
        """Those that are not finished, the oldest first."""
        ...

    async def reprinted(self, user_id: int) -> None:
        """Note that an issue was printed anew for it."""
        ...

    async def tell(self, user_id: int, news: Effect, now: dt.datetime) -> None:
        """Put the news that it is done into the outbox, and note that."""
        ...

    async def finish(self, erasure: Erasure) -> None:
        """Forget that it was asked for, with the news of it."""
        ...
