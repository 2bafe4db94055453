"""`FileShelf`: files and folders of this machine."""

import asyncio
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.adapters.files import checkouts
from knowledge.errors import Refusal, SourceRefused
from knowledge.records import Fetched, Location, Validators

SUFFIXES: Final = (
    *(".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml"),
    *(".pdf", ".docx", ".epub", ".ipynb", ".rss", ".atom"),
)
NAMES: Final = frozenset({"result.json", "feed.json", "feed.xml", "atom.xml", "rss.xml", "index.xml"})
"""What is taken from a folder beside files of these `SUFFIXES`: a chat's export, and feeds, by their usual names.

A file that is named itself may have any name.
"""

LIMIT: Final = 20 * 1024 * 1024
"""The largest file that is read, in bytes."""

_SAMPLE: Final = "sample:"
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*://|(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileShelf:
    """The `Shelf` port over the file system.

    A source's key is its absolute real path; a file in the folder `samples` has the key `sample:` and its
    path in there, so that it is the same source wherever the project lies.
    """

    samples: Path | None = None

    async def locate(self, given: str) -> list[Location]:
        """The file itself, or every file in and under the folder, sorted; hidden ones are left out."""
        return await asyncio.to_thread(self._locate, given)

    async def fetch(self, location: Location, known: Validators) -> Fetched:
        """The file's bytes; whether they are new shows only when they are read.

        Raises:
            SourceRefused: it is missing, a link out of its folder, larger than `LIMIT`, no regular file, not
                permitted, or meant as an address.
        """
        del known
        return Fetched(await asyncio.to_thread(_fetch, location))

    async def missing(self, given: str, keys: Iterable[str]) -> set[str]:
        """The keys of files that lay in this folder and are gone; none where the folder itself is gone."""
        return await asyncio.to_thread(self._missing, given, keys)

    def _locate(self, given: str) -> list[Location]:
        inside = sorted(_walk(given))
        return [self._location(path, given) for path in inside] or [self._location(given)]

    def _location(self, path: str, folder: str | None = None) -> Location:
        """Where a file lies; one of a folder that is a link out of it stays the link, which is not fetched."""
        address = os.path.realpath(path)  # `Path.resolve` fails on a loop of links
        if folder is not None and not Path(address).is_relative_to(os.path.realpath(folder)):
            address = os.path.abspath(path)  # noqa: PTH100  a Path would follow the link
        key, name = _storable(self._key(address)), _storable(Path(path).name)
        return Location(key, _storable(path), name, address, checkouts.address(Path(address)))

    def _key(self, address: str) -> str:
        if self.samples and Path(address).is_relative_to(self.samples.resolve()):
            return _SAMPLE + Path(address).relative_to(self.samples.resolve()).as_posix()
        return address

    def _missing(self, given: str, keys: Iterable[str]) -> set[str]:
        folder = Path(given).resolve()
        if not folder.is_dir():
            return set()
        inside = ((key, self._file(key)) for key in keys)
        return {key for key, file in inside if file.is_relative_to(folder) and _is_gone(file)}

    def _file(self, key: str) -> Path:
        if self.samples and key.startswith(_SAMPLE):
            return self.samples.resolve() / key.removeprefix(_SAMPLE)
        return Path(key)


def _walk(folder: str) -> Iterator[str]:
    """The files to be read under a folder; a folder in it that cannot be listed stands for itself."""
    closed: list[str] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and _is_taken(name.lower()):
                yield os.path.join(parent, name)  # noqa: PTH118  a Path would not keep it as it was given
    yield from closed


def _is_taken(name: str) -> bool:
    return name.endswith(SUFFIXES) or name in NAMES


def _fetch(location: Location) -> bytes:
    try:
        _check(location.address)
        return Path(location.address).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        is_address = _looks_like_address(location.path)
        raise SourceRefused(Refusal.NO_SUCH_ADDRESS if is_address else Refusal.NOT_FOUND) from error
    except OSError as error:
        raise SourceRefused(Refusal.UNREADABLE) from error


def _check(address: str) -> None:
    status = Path(address).stat()
    if Path(address).is_symlink():  # a checkout could have any file of this machine cited
        raise SourceRefused(Refusal.LEADS_OUTSIDE)
    if stat.S_ISDIR(status.st_mode):
        next(Path(address).iterdir(), None)  # one that may not be listed is not called empty
        raise SourceRefused(Refusal.EMPTY)
    if not stat.S_ISREG(status.st_mode):  # a pipe would block, a device would never end
        raise SourceRefused(Refusal.UNREADABLE)
    if status.st_size > LIMIT:
        raise SourceRefused(Refusal.TOO_LARGE)


def _looks_like_address(path: str) -> bool:
    """Whether somebody meant the web: another scheme than its own, or a domain name that is no folder here."""
    return _ADDRESS.match(path.strip()) is not None and not Path(path.partition("/")[0]).exists()


def _is_gone(file: Path) -> bool:
    """Certainly gone, rather than in a folder that may not be looked into."""
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _storable(path: str) -> str:
    """The path as text: a name of undecodable bytes cannot go into a database as it is."""
    return path.encode("utf-8", "backslashreplace").decode()
