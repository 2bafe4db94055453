"""Why a member's wish about a note is refused."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.errors import KnowledgeError
from knowledge.weekly.notes import Note


class NoteRefusal(StrEnum):
    """Why; the words for people live in the bot's catalogue."""

    NOT_SET_UP = "not_set_up"
    NOBODY = "nobody"
    BANNED = "banned"
    EMPTY = "empty"
    NO_PICTURE = "no_picture"
    FILE_KIND = "file_kind"
    FILE_SIZE = "file_size"
    DIVERGED = "diverged"
    TOO_LONG = "too_long"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_MANY_PICTURES = "too_many_pictures"
    SAME = "same"
    NO_SUCH_NOTE = "no_such_note"
    NOT_YOURS = "not_yours"
    STALE = "stale"
    DRAFT_OPEN = "draft_open"
    NOTHING_COLLECTED = "nothing_collected"
    NAME_LENGTH = "name_length"
    NAME_CHARACTERS = "name_characters"
    NAME_RESERVED = "name_reserved"
    NAME_TAKEN = "name_taken"


@dataclass
class NoteRefused(KnowledgeError):
    """Nothing was changed. `note` is what it is about, `detail` fills the sentence, such as until when and why.

    Where it is stale, `by` names who has changed the note since.
    """

    refusal: NoteRefusal
    note: Note | None = None
    detail: str = ""
    until: str = ""
    by: str | None = None

    def __post_init__(self) -> None:
        KnowledgeError.__init__(self, self.refusal)
