"""Two shelves as one."""

import pytest

from knowledge.adapters.shelves import Shelves
from knowledge.records import Fetched, Validators
from tests.fakes import MemoryShelf


@pytest.mark.parametrize(
    ("given", "expected"),
    [("a.md", b"file"), ("http://a.md", b"web"), ("HTTPS://a.md", b"web"), ("https:/a.md", b"file")],
)
async def test_an_address_is_looked_up_on_the_web(given: str, expected: bytes) -> None:
    """Everything else in the files."""
    shelves = Shelves(MemoryShelf({given: b"file"}), MemoryShelf({given: b"web"}))
    (location,) = await shelves.locate(given)
    assert await shelves.fetch(location, Validators()) == Fetched(expected)


async def test_only_a_folder_loses_files() -> None:
    """What is missing is asked of the shelf that holds the folder."""
    shelves = Shelves(MemoryShelf(), MemoryShelf({"a.md": b""}))
    assert await shelves.missing("/shelf", ["/shelf/a.md"]) == {"/shelf/a.md"}
    assert await shelves.missing("http://shelf", ["/shelf/a.md"]) == set()
