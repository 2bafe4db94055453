"""Which of two things 前者 and 后者 stand for."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_REFERRING: Final = re.compile("前者|后者")
_BEGINNING: Final = r"(?:^|[，,。；;：:！!？?\n])\s*"
_LATIN: Final = r"[a-z][a-z0-9+#.\-]*(?: [a-z0-9+#.\-]+)*"
_BOTH: Final = r"\s*(?:[和与跟及、比])\s*"
_PAIR: Final = 2


def resolved(folded: str, names: Iterable[str]) -> str:
    """A folded Chinese text with the things themselves for 前者 and 后者: the last two that clauses began with.

    What a text names in Latin letters is a thing, and what the `names` name.
    """
    if not _REFERRING.search(folded):
        return folded
    things = list(_things(folded, names))

    def thing(match: re.Match[str]) -> str:
        before = list(dict.fromkeys(name for at, name in things if at < match.start()))[-_PAIR:]
        return before["前后".index(match[0][0])] if len(before) == _PAIR else match[0]

    return _REFERRING.sub(thing, folded)


def _things(folded: str, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The things that clauses begin with, and where; two that are joined there are both."""
    name = "|".join([*map(re.escape, sorted(names, key=len, reverse=True)), _LATIN])
    for match in re.finditer(f"{_BEGINNING}(?P<one>{name})(?:{_BOTH}(?P<two>{name}))?", folded):
        yield from ((match.start(group), match[group]) for group in ("one", "two") if match[group])
