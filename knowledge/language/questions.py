"""Whether a line asks something."""

import re
from typing import Final

_ASKS: Final = re.compile(
    r"[?？]|什么|如何|怎么|怎样|为何|哪|区别|吗$|是否|^(?:what|why|how|when|which|who|does|do|is|are|can|should)\b",
    re.IGNORECASE,
)


def asks(line: str) -> bool:
    """Whether a heading or a line is put as a question: 「如何选学习率」, "Why batch norm?"."""
    return _ASKS.search(line) is not None
