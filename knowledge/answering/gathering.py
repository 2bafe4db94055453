"""What a writer has said so far, over all attempts at one answer."""

from collections.abc import Callable
from dataclasses import dataclass, field

from knowledge.language.tokens import total
from knowledge.ports import Piece
from knowledge.records import Restart, Usage


@dataclass(slots=True)
class Gathered:
    """The text of the last attempt, and the tokens of all: what broke off is paid for too.

    `estimate` tells the tokens of an attempt by its text, where the endpoint does not.
    """

    estimate: Callable[[str], Usage]
    said: str = field(default="", init=False)
    _told: Usage | None = field(default=None, init=False)
    _before: Usage = field(default=Usage(), init=False)

    def take(self, piece: Piece) -> None:
        """Add what came."""
        match piece:
            case str():
                self.said += piece
            case Usage():
                self._told = piece
            case Restart():
                self._before, self._told, self.said = self.usage, None, ""

    @property
    def usage(self) -> Usage:
        """What the endpoint tells of each attempt, else an estimate; nothing where nothing came, as after a refusal."""
        estimated = self.estimate(self.said) if self.said else Usage()
        return total(self._before, self._told or estimated)
