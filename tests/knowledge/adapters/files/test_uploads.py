"""Files that people sent."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge.adapters.files.uploads import UploadFolder
from knowledge.errors import LibraryUnavailable


def test_the_same_file_lies_at_the_same_place_until_it_is_removed(tmp_path: Path) -> None:
    """By what it holds and how it is called; nothing outside of the folder is ever written or removed."""
    uploads, other = UploadFolder(tmp_path / "uploads"), tmp_path / "kept.md"
    place, again, changed, renamed = asyncio.run(_kept(uploads, ("../../a.md", "a.md", "a.md", "b.md"), b"xxyx"))
    assert place == again
    assert len({place, changed, renamed}) == 3
    assert Path(place).is_relative_to(tmp_path / "uploads")
    assert Path(place).read_bytes() == b"x"
    other.touch()
    outside = (str(other), "https://example.org/a/b", str(tmp_path / "uploads" / "x" / ".." / ".." / "kept.md"))
    for key in (place, changed, *outside):
        asyncio.run(uploads.remove(key))
    assert [path.exists() for path in (other, Path(renamed), Path(place), Path(changed).parent)] == [
        True,
        True,
        False,
        False,
    ]


async def _kept(uploads: UploadFolder, names: Sequence[str], contents: bytes) -> list[str]:
    return [await uploads.keep(name, bytes([held])) for name, held in zip(names, contents, strict=True)]


async def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """As a database that cannot: the order is tried again."""
    (tmp_path / "uploads").touch()
    with pytest.raises(LibraryUnavailable):
        await UploadFolder(tmp_path / "uploads").keep("a.md", b"x")
