"""Coverage-guided fuzzing of every reader: `make fuzz`, or this file with libFuzzer's options.

A reader may refuse a file; anything else it raises, and any file that takes it longer than `-timeout`, is a bug. What
was found is kept in `found/`, and `test_readers.py` reads it ever after.
"""

import sys
from pathlib import Path
from typing import Final

import atheris

FOUND: Final = Path(__file__).with_name("found")
_NAMES: Final = ("a.txt", "a.md", "a.html", "a.xml", "a.json", "result.json", "a.pdf", "a.docx", "a.epub", "a.ipynb")

with atheris.instrument_imports(include=["knowledge"]):
    from knowledge import entries, passages, reading
    from knowledge.errors import SourceRefused

    reading.read("a.txt", b"Gates let through.")  # formats and shapes are imported by the first page


def read(fuzzed: bytes) -> None:
    """Read what follows the first byte under one of the names, as far as ingesting goes."""
    name, data = _NAMES[fuzzed[0] % len(_NAMES)] if fuzzed else "a.txt", fuzzed[1:]
    try:
        made = reading.read(name, data)
    except SourceRefused:
        return
    for entry in entries.identify("fuzzed", made.entries, []):
        passages.cut(entry)


if __name__ == "__main__":
    FOUND.mkdir(exist_ok=True)
    atheris.Setup([*sys.argv, f"-artifact_prefix={FOUND}/"], read)
    atheris.Fuzz()
