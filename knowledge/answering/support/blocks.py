"""Whether a passage supports code, a formula or a table that a model wrote."""

import re
from typing import Final

from knowledge.answering.support.verdict import supports
from knowledge.language.words import topic_words
from knowledge.reading import markdown
from knowledge.reading.markdown import Kind
from knowledge.records import Passage

WHOLE: Final = frozenset({Kind.CODE, Kind.MATH, Kind.TABLE})
"""What is no prose: it is kept or dropped as a whole."""

_SPACE: Final = re.compile(r"\s+")
_FENCE: Final = re.compile(r"^[ \t]*(?:`{3,}|~{3,})\w*[ \t]*$", re.MULTILINE)


def is_block(text: str) -> bool:
    """Whether a text is code, a formula or a table."""
    return any(block.kind in WHOLE for block in markdown.blocks(text))


def supports_block(passage: Passage, text: str, *, near: bool) -> bool:
    """Whether the passage has the code or formula as it is, or says what every row of the table says."""
    if any(block.kind is Kind.TABLE for block in markdown.blocks(text)):
        rows = [row.strip("| \t") for row in text.splitlines() if topic_words(row)]
        return all(supports(passage, row, near=near) for row in rows)
    return _without_space(_FENCE.sub("", text)) in _without_space(passage.text)


def _without_space(text: str) -> str:
    return _SPACE.sub("", text)
