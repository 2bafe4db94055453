"""Coverage-guided fuzzing of every reader: `make fuzz`, or this module with libFuzzer's options.

A reader may refuse a file; anything else it raises, and any file that takes it longer than `-timeout`, is a bug. What
was found is kept in `found/`, and `test_readers.py` reads it ever after.
"""

import sys
from pathlib import Path
from typing import Final

import atheris

FOUND: Final = Path(__file__).with_name("found")

with atheris.instrument_imports(include=["knowledge"]):
    from tests.fuzzing.fuzzed import read_fuzzed

    read_fuzzed(b"\0Gates let through.")  # formats and shapes are imported by the first page


if __name__ == "__main__":
    FOUND.mkdir(exist_ok=True)
    atheris.Setup([*sys.argv, f"-artifact_prefix={FOUND}/"], read_fuzzed)
    atheris.Fuzz()
