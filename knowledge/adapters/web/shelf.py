"""`WebShelf`: the web as a shelf of sources, one an address."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.adapters.web.addresses import checked, normalised
from knowledge.errors import SourceRefused
from knowledge.ports import Web
from knowledge.records import Fetched, Location, Validators


@dataclass(frozen=True, slots=True)
class WebShelf:
    """The `Shelf` port over the web; a source's key is its address in one spelling."""

    web: Web

    async def locate(self, given: str) -> list[Location]:
        """The one page at the address; what is no address is one too, and refused when it is fetched."""
        given = given.encode("utf-8", "backslashreplace").decode()  # a terminal's undecodable bytes cannot be stored
        address = normalised(given)
        return [Location(address, given, _name(address), address, address)]

    async def fetch(self, location: Location, known: Validators) -> Fetched | None:
        """The page; None where it is certainly the one with these validators.

        Raises:
            SourceRefused: the address is none that may be fetched, or nothing usable comes from it in time.
        """
        return await self.web.get(location.address, known)

    async def missing(self, given: str, keys: Iterable[str]) -> set[str]:
        """Nothing: a page that does not answer today may do so tomorrow."""
        del given, keys
        return set()


def _name(address: str) -> str:
    """The last part of the path, or the host."""
    try:
        url = checked(address)
    except SourceRefused:
        return address
    return url.name or url.host or address
