"""Where pages come from, and what makes entries of them."""

from collections.abc import Iterable
from typing import Protocol

from knowledge.records import (
    UNVERSIONED,
    Fetched,
    Location,
    Page,
    Reading,
    Trace,
    Validators,
)


class Shelf(Protocol):
    """Where sources are fetched from, by what a person gave: files and folders, or addresses."""

    async def locate(self, given: str) -> list[Location]:
        """Every source that this stands for, in order: what lies in this folder, otherwise itself."""
        ...

    async def fetch(self, location: Location, known: Validators) -> Fetched | None:
        """The bytes that lie there; None where they are certainly those that had these validators.

        Raises:
            SourceRefused: there is nothing, or nothing that may be read.
        """
        ...

    async def missing(self, given: str, keys: Iterable[str]) -> set[str]:
        """Those of the keys that lay in this folder and are certainly not there any more."""
        ...


class Reader(Protocol):
    """Bytes to entries."""

    async def read(self, name: str, data: bytes, url: str | None) -> Reading:
        """The entries of one page or file; `name` is its file name or address.

        Raises:
            SourceRefused: it cannot be read, or nothing citable is left of it.
        """
        ...

    async def trace(self, name: str, data: bytes, url: str | None) -> Trace:
        """How the page would be read, and what would become of its lines; its reading may be empty.

        Raises:
            SourceRefused: it cannot be read.
        """
        ...


class Format(Protocol):
    """One format of file. A module of `knowledge.reading.formats` is one."""

    SANDBOXED: bool
    """Whether its parser may run away with time or memory, or crash, so that it runs in a process of its own."""

    def recognises(self, name: str, data: bytes) -> bool:
        """Whether these bytes are of this format, mostly by their beginning."""
        ...

    def read(self, name: str, data: bytes, url: str | None) -> Page | Reading:
        """The text of a page, whose shape decides its entries; or the entries, where the format itself has them.

        Raises:
            SourceRefused: it cannot be read.
        """
        ...


class Shape(Protocol):
    """One shape of page. A module of `knowledge.reading.shapes` is one."""

    def score(self, page: Page) -> float:
        """How much the page looks like this shape: 0 not at all, 1 certainly."""
        ...

    def read(self, page: Page) -> Reading:
        """The page's entries. An empty `entries` means that nothing citable was left."""
        ...


class Web(Protocol):
    """The web, as far as it is safe to fetch from."""

    async def get(self, url: str, known: Validators = UNVERSIONED) -> Fetched | None:
        """The page at an address, after redirects; None where it is certainly the one with these validators.

        Raises:
            SourceRefused: the address is none that may be fetched, or nothing usable comes from it in time.
        """
        ...

    async def allows_robots(self, url: str) -> bool:
        """Whether the site lets programs fetch this address unasked (RFC 9309).

        Raises:
            SourceRefused: the address is none that may be fetched, or its site cannot be reached.
        """
        ...

    def check(self, url: str) -> None:
        """Refuse an address that is certainly none to fetch; nobody is asked where a name leads.

        Raises:
            SourceRefused: it is not one of the web, or stands for an address that may not be connected to.
        """
        ...
