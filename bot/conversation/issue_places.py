"""What people type, and deep links say, to name an issue, a section of one, or an entry."""

import re
from dataclasses import dataclass
from typing import Final

from knowledge.weekly.compiled import LETTERS, Section

_ISSUE: Final = re.compile(r"(?:第|#|no\.?|issue)?\s*(?P<number>\d{1,6})\s*期?", re.IGNORECASE)
_WITHIN: Final = re.compile(
    r"#?\s*(?P<number>\d{1,6})\s*[-–—－_]\s*(?P<letter>[论心答资疑误pnarqe])\s*(?P<position>\d{1,4})?", re.IGNORECASE
)
_SECTIONS: Final = {letter: section for section, letters in LETTERS.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an issue: all of it without a section, a section without a position."""

    issue: int
    section: Section | None = None
    position: int | None = None


def place_of(text: str) -> Place | None:
    """The place that a text names by itself, such as `4`, `第4期`, `4-p` or `#4-论2`; None where it names none."""
    words = text.strip()
    if within := _WITHIN.fullmatch(words):
        position = within["position"]
        section = _SECTIONS[within["letter"].lower()]
        return Place(int(within["number"]), section, int(position) if position else None)
    issue = _ISSUE.fullmatch(words)
    return Place(int(issue["number"])) if issue else None


def entry_of(text: str) -> Place | None:
    """The entry that a text names; None where it names none, or more than one."""
    place = place_of(text)
    return place if place and place.position is not None else None
