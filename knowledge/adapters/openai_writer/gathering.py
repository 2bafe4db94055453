"""What a model has said so far, over all attempts at one answer."""

from dataclasses import dataclass, field
from typing import Final

from openai.types.chat import ChatCompletionMessageParam

from knowledge.adapters.openai_writer.usage import usage_of
from knowledge.errors import WriterFailed
from knowledge.language.tokens import total
from knowledge.ports import Piece
from knowledge.records import Restart, Usage

_LONGEST: Final = 60_000
"""In characters, with thoughts: far more than is ever shown, and little enough to be looked through at each piece."""


@dataclass(slots=True)
class Gathered:
    """The text of the last attempt, and the tokens of all: what broke off is paid for too."""

    request: list[ChatCompletionMessageParam]
    said: str = field(default="", init=False)
    _told: Usage | None = field(default=None, init=False)
    _before: Usage = field(default=Usage(), init=False)

    def take(self, piece: Piece) -> None:
        """Add what came.

        Raises:
            WriterFailed: the text is too long.
        """
        match piece:
            case str():
                self.said += piece
            case Usage():
                self._told = piece
            case Restart():
                self._before, self._told, self.said = self.usage, None, ""
        if len(self.said) > _LONGEST:
            raise WriterFailed("too long")

    @property
    def usage(self) -> Usage:
        """What the endpoint tells of each attempt, else an estimate; nothing where nothing came, as after a refusal."""
        estimate = usage_of(self.request, self.said) if self.said else Usage()
        return total(self._before, self._told or estimate)
