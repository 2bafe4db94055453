"""Whether two notes are the same, or nearly."""

import hashlib
import re
from typing import Final

from rapidfuzz import fuzz

from knowledge.language.folding import fold

_NO_WORD: Final = re.compile(r"[\W_]+")


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same, 0 to 100: letters only, folded."""
    return fuzz.ratio(_NO_WORD.sub("", fold(one)), _NO_WORD.sub("", fold(other)))


def fingerprint(text: str) -> str:
    """The same for texts that differ in white space, width, case and traditional characters at most.

    64 hexadecimal digits.
    """
    return hashlib.sha256("".join(fold(text).split()).encode("utf-8", "replace")).hexdigest()
