"""How a member may be called in the weekly."""

import unicodedata
from typing import Final

from knowledge.weekly.bylines import folded_name, is_reserved
from knowledge.weekly.submitting.refusals import NoteRefusal, NoteRefused

LONGEST_NAME: Final = 20


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
    if is_reserved(name):
        raise NoteRefused(NoteRefusal.NAME_RESERVED)
    if folded_name(name) in others:
        raise NoteRefused(NoteRefusal.NAME_TAKEN)
    return name
