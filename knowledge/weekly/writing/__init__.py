"""What members write: Markdown and chat text as one document and back, what it seems to be, and what to ask about."""

from knowledge.weekly.writing.cautions import TextWarning, warnings_of
from knowledge.weekly.writing.chat import from_chat
from knowledge.weekly.writing.comparing import fingerprint, likeness
from knowledge.weekly.writing.composing import composed, written
from knowledge.weekly.writing.guessing import Guess, guessed, untagged
from knowledge.weekly.writing.illustrating import illustrated, with_pictures
from knowledge.weekly.writing.joining import joined
from knowledge.weekly.writing.parsing import parsed
from knowledge.weekly.writing.plain_text import plain, words
from knowledge.weekly.writing.shortening import shortened
from knowledge.weekly.writing.walking import hyperlinks, mapped, pictures

__all__ = [
    "Guess",
    "TextWarning",
    "composed",
    "fingerprint",
    "from_chat",
    "guessed",
    "hyperlinks",
    "illustrated",
    "joined",
    "likeness",
    "mapped",
    "parsed",
    "pictures",
    "plain",
    "shortened",
    "untagged",
    "warnings_of",
    "with_pictures",
    "words",
    "written",
]
