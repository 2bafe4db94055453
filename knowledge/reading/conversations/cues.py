"""The words by which asking, answering and chatting are told, read from `cues.txt`."""

import re
from functools import cache
from importlib.resources import files


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern of this name, for text in lower case: to ignore case takes thrice the time, and chats are long."""
    return re.compile(_patterns()[name])


@cache
def chatter() -> re.Pattern[str]:
    """A text of nothing but chatter, in lower case, the longest words tried first and never tried again."""
    words = "|".join(sorted(_patterns()["chatter"].split("|"), key=len, reverse=True))
    return re.compile(rf"(?:(?>{words})\s*+)*+")


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of answer that a question may want, each with the patterns `wants …` and `gives …`."""
    return tuple(name.removeprefix("wants ") for name in _patterns() if name.startswith("wants "))


@cache
def vague_words() -> frozenset[str]:
    """Words that every other message has, so that sharing one says little."""
    return frozenset(_patterns()["vague"].split("|"))


@cache
def _patterns() -> dict[str, str]:
    text = files(__package__).joinpath("cues.txt").read_text(encoding="utf-8")
    sections = (part.splitlines() for part in text.split("\n\n") if part.startswith("["))
    return {name.strip("[]"): "|".join(line for line in lines if line) for name, *lines in sections}
