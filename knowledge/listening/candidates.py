"""Whether a message that nobody addressed to the bot has words that it could answer at all."""

import re
from typing import Final

_FEWEST: Final = 6
"""Characters: what is shorter asks nothing that could be understood by itself."""

_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FENCED: Final = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_HAN: Final = re.compile("[\u3400-\u9fff]")
_CODE: Final = re.compile(
    r"^\s*(?:>>>|\$ |#include|import \w|from \S+ import|(?:async )?def \w|class \w|return\b|for .*:$|if .*:$|"
    r"Traceback |File \")|[;{}\\]\s*$|^\s*[\w.\[\]]+\s*[-+*/]?=\s*\S"
)
_LEAST_LINES: Final = 3


def worth_hearing(text: str) -> bool:
    """Whether there are enough words besides links and listings, and the message is no listing itself."""
    words = _LINK.sub("", _FENCED.sub("", text))
    return len("".join(words.split())) >= _FEWEST and not _is_listing(words)


def _is_listing(text: str) -> bool:
    """Whether most of several lines are a program's, or a console's."""
    lines = [line for line in text.splitlines() if line.strip()]
    code = sum(bool(_CODE.search(line)) and not _HAN.search(line.partition("#")[0]) for line in lines)
    return len(lines) >= _LEAST_LINES and code * 2 > len(lines)
