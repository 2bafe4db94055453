"""How a member may be called in the weekly."""

import unicodedata
from typing import Final

from knowledge.language.folding import simplify
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused

LONGEST_NAME: Final = 20
_RESERVED: Final = ("匿名", "编辑", "编者", "主编", "管理员", "anonymous", "editor", "admin")


def nickname(text: str, others: frozenset[str]) -> str:
    """The name that somebody wants, with single spaces; `others` are the folded names of other members.

    Raises:
        NoteRefused: it is too long, holds what cannot be seen, or passes for somebody else.
    """
    name = " ".join(text.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise NoteRefused(NoteRefusal.NAME_LENGTH, detail=str(LONGEST_NAME))
    # C: controls, bidirectional and zero-width marks, what no font knows; M: marks that pile up on one letter
    if any(unicodedata.category(one)[0] in "CM" for one in name) or not any(one.isalnum() for one in name):
        raise NoteRefused(NoteRefusal.NAME_CHARACTERS)
    seen = folded_name(name)
    if any(word in seen for word in _RESERVED):
        raise NoteRefused(NoteRefusal.NAME_RESERVED)
    if seen in others:
        raise NoteRefused(NoteRefusal.NAME_TAKEN)
    return name


def folded_name(name: str) -> str:
    """A name as it looks: without case, width and spaces, in simplified characters."""
    return "".join(simplify(unicodedata.normalize("NFKC", name)).casefold().split())
