"""What the reader and its child say to each other: JSON and bytes, each behind its length."""

import struct
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from knowledge.errors import Refusal
from knowledge.records import Reading, Trace

LENGTH: Final = struct.Struct(">I")
READY: Final = b"\n"
"""What the child says first, once it can read."""

LARGEST_REPLY: Final = 24 * 1024 * 1024
"""In bytes; a book of a thousand pages is a tenth of it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the child; the page's bytes follow in a frame of their own.

    `patience` is in seconds: after it the child ends itself, should nobody be there to do so. `traced`: a trace is
    wanted rather than a reading.
    """

    name: str
    url: str | None
    patience: int
    traced: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A reading, a trace where that was asked for, or the reason for neither.

    `last`: the child ends now, for the memory it holds.
    """

    reading: Reading | None = None
    trace: Trace | None = None
    refusal: Refusal | None = None
    last: bool = False


REQUEST: Final = TypeAdapter(Request)
REPLY: Final = TypeAdapter(Reply)


def frame(data: bytes) -> bytes:
    """The bytes behind their length."""
    return LENGTH.pack(len(data)) + data
