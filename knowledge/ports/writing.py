"""What writes answers, and what judges them."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from knowledge.records import (
    Answer,
    Found,
    Passage,
    Question,
    Restart,
    Turn,
    Usage,
)

Report: TypeAlias = Callable[[Answer], Awaitable[None]]
"""Gets what can be shown of an answer already, while a model writes it."""

Piece: TypeAlias = str | Usage | Restart
"""What comes of an answer while it is written."""


class Writer(Protocol):
    """A language model that writes an answer from numbered passages."""

    def write(
        self, question: Question, passages: Sequence[Found], thread: Sequence[Turn] = ()
    ) -> AsyncGenerator[Piece, None]:
        """The answer in pieces as they come, citing passage i of the sequence as [i + 1].

        A `Restart` stands before each further attempt. The last item of each attempt may be what that one
        has used, as far as the model's endpoint says so; also before a failure.

        `thread` is what was talked of before, oldest first; it supports nothing.

        Raises:
            WriterFailed: no whole answer came.
        """
        ...


class Judge(Protocol):
    """A language model that judges which passages state a sentence."""

    async def judge(
        self, sentences: Sequence[str], passages: Sequence[Passage]
    ) -> tuple[Mapping[int, frozenset[int]], Usage]:
        """Which passages state each sentence, both by their place from 0, and the tokens that this took.

        A sentence that it found nothing out about is left out: all of them where it failed.
        """
        ...
