"""`Shelves`: files and the web as one shelf."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from knowledge.ports import Shelf
from knowledge.records import Fetched, Location, Validators

_SCHEMES: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Shelves:
    """The `Shelf` port over two: one for what begins with `http://` or `https://`, one for everything else."""

    files: Shelf
    web: Shelf

    async def locate(self, given: str) -> list[Location]:
        """Every source that this stands for, on its shelf."""
        return await self._of(given).locate(given)

    async def fetch(self, location: Location, known: Validators) -> Fetched | None:
        """The bytes, from their shelf.

        Raises:
            SourceRefused: there is nothing, or nothing that may be read.
        """
        return await self._of(location.address).fetch(location, known)

    async def missing(self, given: str, keys: Iterable[str]) -> set[str]:
        """The keys that lay in this folder and are gone, as its shelf knows."""
        return await self._of(given).missing(given, keys)

    def _of(self, address: str) -> Shelf:
        return self.web if address.lower().startswith(_SCHEMES) else self.files
