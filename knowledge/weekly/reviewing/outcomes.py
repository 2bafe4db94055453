"""What comes of a press on an editor's button, and why one is not obeyed."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import KnowledgeError
from knowledge.weekly.notes import Written


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A note as it is after a press; `by` is who had changed it before, None where this press did it."""

    written: Written
    by: str | None = None


class Obstacle(StrEnum):
    """Why an editor's decision cannot be carried out; the words for people live in the bot's catalogue."""

    AUTHOR_ASKED = "author_asked"
    QUOTED_ASKED = "quoted_asked"
    NO_ISSUE = "no_issue"
    NO_REVIEW = "no_review"
    CANNOT_JOIN = "cannot_join"
    AT_EDGE = "at_edge"
    UNCHANGED = "unchanged"
    FOREIGN_PICTURE = "foreign_picture"
    TOO_LONG = "too_long"
    NO_PROPOSAL = "no_proposal"


class ReviewRefused(KnowledgeError):
    """A decision on a note or an issue cannot be carried out as things are; nothing was changed."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle
