"""Text without what nobody can see: controls, zero-width, bidirectional and tag characters."""

import re
from typing import Final

_LINE_END: Final = re.compile("\r\n?|[\u0085\u2028\u2029]")
_SPACE: Final = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_PICTOGRAPH: Final = "[\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U000e0000-\U000e0fff]"
    # a joiner between pictographs makes one of them, such as a family; elsewhere it only hides
    f"|(?<!{_PICTOGRAPH})(?<!{_PICTOGRAPH}\ufe0f)\u200d|\u200d(?!{_PICTOGRAPH})"
    f"|(?<!{_PICTOGRAPH})(?<![\\d#*\u00a9\u00ae])[\ufe0e\ufe0f]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """The text without what is invisible, with plain line ends; tabs stay. Idempotent."""
    kept = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    return _SURROGATE.sub("\ufffd", kept)


def spaced(text: str) -> str:
    """The text with every kind of narrow space and tab as a plain one; the wide one of Chinese stays."""
    return _SPACE.sub(" ", text)
