"""How bytes are read when they are made up: under the name of some format, as far as ingesting goes."""

from typing import Final

from knowledge import entries, passages, reading
from knowledge.errors import SourceRefused

NAMES: Final = ("a.txt", "a.md", "a.html", "a.xml", "a.json", "result.json", "a.pdf", "a.docx", "a.epub", "a.ipynb")


def read(name: str, data: bytes) -> None:
    """All that ingesting does with the bytes before anything is kept; they may be refused."""
    try:
        made = reading.read(name, data)
    except SourceRefused:
        return
    for entry in entries.identify("fuzzed", made.entries, []):
        passages.cut(entry)


def read_fuzzed(fuzzed: bytes) -> None:
    """Read what follows the first byte, which chooses the name."""
    read(NAMES[fuzzed[0] % len(NAMES)] if fuzzed else "a.txt", fuzzed[1:])
