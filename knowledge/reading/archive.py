"""A zip archive of XML parts, read within limits that no header can lie about."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Protocol

from lxml import etree

from knowledge.errors import Refusal, SourceRefused

MOST_PARTS: Final = 10_000
LARGEST_PART: Final = 30 * 1024 * 1024
LARGEST_WHOLE: Final = 100 * 1024 * 1024
"""The bytes that are unpacked from one archive at most, counted as they come."""
MOST_TAGS: Final = 1_500_000
"""In one part; the text of a thick book has a fifth of them."""

_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED: Final = 1


class Node(Protocol):
    """What is used of lxml's elements."""

    tag: str
    text: str | None
    tail: str | None
    attrib: Mapping[str, str]

    def __iter__(self) -> Iterator["Node"]: ...
    def __len__(self) -> int: ...
    def get(self, name: str, default: str = ...) -> str: ...  # noqa: D102
    def iter(self, *tags: str) -> Iterator["Node"]: ...  # noqa: D102
    def iterancestors(self, *tags: str) -> Iterator["Node"]: ...  # noqa: D102
    def itertext(self) -> Iterator[str]: ...  # noqa: D102
    def find(self, path: str, namespaces: Mapping[str, str] | None = ...) -> "Node | None": ...  # noqa: D102
    def findall(self, path: str, namespaces: Mapping[str, str] | None = ...) -> list["Node"]: ...  # noqa: D102


class Archive:
    """The parts of an archive by name; each is unpacked when it is asked for.

    Raises:
        SourceRefused: from any method: it is damaged, encrypted, or larger inside than any document is.
    """

    def __init__(self, data: bytes) -> None:
        with _refusing():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        names = self._zip.namelist()
        if len(names) > MOST_PARTS:
            raise SourceRefused(Refusal.TOO_COMPLEX)
        self._names = frozenset(names)
        self._left = LARGEST_WHOLE

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def part(self, name: str) -> bytes:
        """The unpacked bytes of a part."""
        if name not in self._names:
            raise SourceRefused(Refusal.DAMAGED)
        with _refusing():
            info = self._zip.getinfo(name)
            if info.flag_bits & _IS_ENCRYPTED:
                raise SourceRefused(Refusal.ENCRYPTED)
            if info.compress_type not in _PACKED:
                raise SourceRefused(Refusal.DAMAGED)
            limit = min(LARGEST_PART, self._left)
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        if len(data) > limit:
            raise SourceRefused(Refusal.TOO_COMPLEX)
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Node:
        """The root of an XML part."""
        return xml(self.part(name))


def xml(data: bytes) -> Node:
    """The root of a document whose entities stay closed.

    Raises:
        SourceRefused: it is not well-formed, or larger than any document is.
    """
    if data.count(b"<") > MOST_TAGS:
        raise SourceRefused(Refusal.TOO_COMPLEX)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root: Node = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceRefused(Refusal.DAMAGED) from error
    return root


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise SourceRefused(Refusal.DAMAGED) from error
    except RuntimeError as error:  # what zipfile raises where a password is needed
        raise SourceRefused(Refusal.ENCRYPTED) from error
