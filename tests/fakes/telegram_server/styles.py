"""Bold, italic and the like, united where they meet and split where other entities begin or end."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.fakes.telegram_server.asked import Json

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
CODE = ("pre", "code")


def span(entity: Json) -> tuple[int, int]:
    """Where an entity begins and ends."""
    offset = int(str(entity["offset"]))
    return offset, offset + int(str(entity["length"]))


def in_order(entities: Sequence[Json]) -> list[Json]:
    """Entities by offset, the longer first."""
    return sorted(entities, key=lambda one: (span(one)[0], -span(one)[1]))


@dataclass
class Splitter:
    """One pass over the styles of a text. MessageEntity.cpp `split_entities`.

    So a style takes more than one entity of the hundred as soon as a link, or a style that begins later, lies in it.
    """

    waiting: list[Json]
    open: dict[str, tuple[int, int]] = field(default_factory=dict)
    pieces: list[Json] = field(default_factory=list)

    def split(self, others: Sequence[Json]) -> list[Json]:
        """The styles between and inside other entities; code takes none."""
        for other in others:
            begin, end = span(other)
            self._advance(begin)
            before = len(self.pieces)
            self._advance(end)
            if other["type"] in CODE:
                del self.pieces[before:]
        self._advance(max((span(one)[1] for one in self.waiting), default=0) + self._last())
        return self.pieces

    def _last(self) -> int:
        return max((end for _, end in self.open.values()), default=0)

    def _advance(self, until: int) -> None:
        while self.waiting and span(self.waiting[0])[0] < until:
            style = self.waiting.pop(0)
            kind, (begin, end) = str(style["type"]), span(style)
            if kind in self.open and begin <= self.open[kind][1]:
                self.open[kind] = self.open[kind][0], max(self.open[kind][1], end)
            else:
                self._flush(begin)
                self.open[kind] = begin, end
        self._flush(until)

    def _flush(self, until: int) -> None:
        for kind in STYLES:
            begin, end = self.open.get(kind, (until, until))
            if begin < until:
                self.pieces.append({"type": kind, "offset": begin, "length": min(end, until) - begin})
                self.open[kind] = until, end
            if kind in self.open and end <= until:
                del self.open[kind]
