"""One spelling for the index: simplified characters, half width, lower case, nothing invisible."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


@cache
def _to_simplified() -> "OpenCC":
    from opencc import OpenCC  # noqa: PLC0415  its dictionary is loaded by the first text, not by the import

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """The text in simplified characters, otherwise as it is: what is embedded."""
    return _to_simplified().convert(text) if _HAN.search(text) else text


def fold(text: str) -> str:
    """The text as it is searched: NFKC, simplified, lower case, without zero-width and bidi characters.

    For the index and for comparing only: what people read is never folded.
    """
    return simplify(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))).lower()
