"""The messages of a note as one text."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from knowledge.weekly.notes import Part

_CUT_FROM: Final = 3900
"""UTF-16 units; Telegram's programs cut a paste at 4,096, a little before where a line ends there."""
_CUT_WITHIN: Final = dt.timedelta(seconds=2.5)
_CUT_LISTING: Final = re.compile(r"\n(?P<fence>`{3,})\x00(?P=fence)[^\n`]*\n")


def joined(parts: Sequence[Part]) -> str:
    """The messages of a note as one Markdown text: the pieces of a cut paste as they were, others as paragraphs.

    A message's pictures follow its words.
    """
    text = ""
    before: Part | None = None
    for part in parts:
        if before is not None and _is_cut(before, part):
            text += f"\x00{part.text}"
        elif part.text.strip():
            text += f"\n\n{part.text.strip()}"
        text += "".join(f"\n\n![](attachment:{attachment})" for attachment in part.attachments)
        before = part
    return _CUT_LISTING.sub("\n", text).replace("\x00", "").strip("\n")


def _is_cut(before: Part, part: Part) -> bool:
    soon = part.sent_at - before.sent_at <= _CUT_WITHIN
    whole = not before.attachments and before.chat_id == part.chat_id
    return soon and whole and len(before.text.encode("utf-16-le", "replace")) // 2 >= _CUT_FROM
