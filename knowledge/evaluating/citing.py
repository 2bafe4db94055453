"""Whether an answer rests on what it cites."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from knowledge.language.folding import fold

_MARKED: Final = re.compile(r"(.*?)\[(\d{1,3})\]", re.DOTALL)


def precision(cited: Sequence[str], wanted: Sequence[Collection[str]]) -> float | None:
    """The share of the cited entries that are wanted; None where nothing is cited."""
    right = [entry_id for entry_id in cited if any(entry_id in want for want in wanted)]
    return len(right) / len(cited) if cited else None


def recall(cited: Sequence[str], wanted: Sequence[Collection[str]]) -> float | None:
    """The share of the wanted things that a cited entry meets; None where nothing is wanted."""
    met = [want for want in wanted if any(entry_id in want for entry_id in cited)]
    return len(met) / len(wanted) if wanted else None


def verbatim(text: str, texts: Mapping[int, str]) -> tuple[int, int]:
    """How many sentences of an extractive answer stand word for word in the entry they cite, and how many there are.

    `texts` are the entries' texts by citation number. A mark may be the page's own: it is then part of a sentence that
    ends at a later one.
    """
    right = wrong = 0
    begun = ""
    for sentence, number in _MARKED.findall(text):
        cited = texts.get(int(number), "")
        alone, whole = sentence.strip(), f"{begun}{sentence}".strip()
        if whole in cited:
            right, begun = right + 1, ""
        elif alone and alone in cited:
            right, wrong, begun = right + 1, wrong + 1, ""
        else:
            begun = f"{whole}[{number}]"
    return right, right + wrong + bool(begun)


def has(text: str, must: Sequence[str]) -> int:
    """How many of the strings stand in a text, however they are written."""
    said = fold(text)
    return sum(fold(one) in said for one in must)
