"""A model's text while it is being written: which of it stands already, and in which language."""

import re
from typing import Final, Literal

from knowledge.answering.citations import Claim, claims
from knowledge.language.words import language

NOT_ANSWERED: Final = "NOT_ANSWERED"
"""What a model writes that finds no answer in its passages; the prompt says so."""

_THOUGHT: Final = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_END: Final = re.compile(r"[。！？；…!?;.\n]")
_OPEN_MARK: Final = re.compile(r"[\[【][^\]】]{0,12}\Z")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_LATIN: Final = re.compile("[A-Za-z]")
_LETTERS_A_HAN: Final = 3
"""An English word has about six letters, a Chinese one two characters."""


def spoken(written: str) -> str:
    """The text without a reasoning model's thoughts, finished or not."""
    return _THOUGHT.sub("", written)


def may_settle(piece: str) -> bool:
    """Whether a sentence may be whole because of this piece; cheap, as it is asked at every token."""
    return _END.search(piece) is not None


def settled(written: str) -> list[Claim]:
    """The claims that nothing written later will change: all but the last, whose marks may be still to come."""
    return claims(_OPEN_MARK.sub("", spoken(written)))[:-1]


def is_in(wanted: Literal["zh", "en"], text: str) -> bool:
    """Whether most of an answer is in this language; terms of the other are not counted against it."""
    if wanted == "zh":
        return language(text) == "zh"
    return len(_HAN.findall(text)) * _LETTERS_A_HAN <= len(_LATIN.findall(text))
