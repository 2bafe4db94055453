"""Sources in memory, and how they are ingested."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge import reading
from knowledge.errors import Refusal, SourceRefused
from knowledge.folding_duplicates import FoldDuplicates
from knowledge.ingesting import IngestSources
from knowledge.ports import Library, Shelf
from knowledge.reading import tracing
from knowledge.records import (
    Fetched,
    Location,
    Reading,
    Trace,
    Validators,
)
from tests.fakes.clock import FixedClock


@dataclass
class MemoryShelf:
    """A `Shelf` of one folder `/shelf`: file names to bytes, or to the refusal that fetching them meets."""

    files: dict[str, bytes | Refusal] = field(default_factory=dict)

    async def locate(self, given: str) -> list[Location]:
        """All files for the folder, otherwise the one file."""
        names = sorted(self.files) if given == "/shelf" else [given.removeprefix("/shelf/")]
        return [Location(f"/shelf/{name}", f"shelf/{name}", name, name) for name in names]

    async def fetch(self, location: Location, known: Validators) -> Fetched | None:
        """The file's bytes."""
        del known
        data = self.files.get(location.address, Refusal.NOT_FOUND)
        if isinstance(data, Refusal):
            raise SourceRefused(data)
        return Fetched(data)

    async def missing(self, given: str, keys: Iterable[str]) -> set[str]:
        """Keys of the folder that have no file."""
        if given != "/shelf":
            return set()
        return {key for key in keys if key.removeprefix("/shelf/") not in self.files}


class PlainReader:
    """A `Reader` in place."""

    async def read(self, name: str, data: bytes, url: str | None) -> Reading:
        """The entries of a page."""
        return reading.read(name, data, url)

    async def trace(self, name: str, data: bytes, url: str | None) -> Trace:
        """What becomes of its lines."""
        return tracing.trace(name, data, url)


def ingest_from(library: Library, shelf: Shelf) -> IngestSources:
    """The use case of ingesting from a shelf, at noon."""
    return IngestSources(library, shelf, PlainReader(), FixedClock(), FoldDuplicates(library))
