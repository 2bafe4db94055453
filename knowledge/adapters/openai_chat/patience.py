"""How long an answer is waited for, over all attempts at it."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from knowledge.adapters.openai_chat.failures import is_passing, retry_after
from knowledge.errors import WriterFailed


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds to wait for a connection, the first token, each further one, and the whole answer.

    The first and the last run from the question on, over all attempts; the client's own default is ten minutes for
    each. An answer that begins anew has the first token's time once more, but none beyond the whole's. `pauses` stand
    between attempts where the server asks for none; there is no attempt after the last of them.
    """

    connect: float = 5.0
    first: float = 20.0
    stall: float = 15.0
    whole: float = 60.0
    pauses: tuple[float, ...] = (0.5, 1.5)


class Patience:
    """The time that is left for one answer, from now on."""

    def __init__(self, deadlines: Deadlines) -> None:
        now = asyncio.get_running_loop().time()
        self._deadlines = deadlines
        self._next, self._awaited = now + deadlines.first, "first token"
        self._end = now + deadlines.whole
        self._pauses = iter(deadlines.pauses)
        self._begun = self._restarted = False

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Around what the consumer does with a token, which takes none of the model's time.

        Afterwards the next token may take its time, and at most one other attempt is made.
        """
        clock = asyncio.get_running_loop()
        begun = clock.time()
        yield
        now = clock.time()
        self._begun = True
        self._end += now - begun
        self._next, self._awaited = now + self._deadlines.stall, "next token"

    @asynccontextmanager
    async def wait(self) -> AsyncIterator[None]:
        """Around what may take until the next token is due.

        Raises:
            WriterFailed: it took longer.
        """
        at, awaited = min((self._next, self._awaited), (self._end, "end"))
        try:
            async with asyncio.timeout_at(at):
                yield
        except TimeoutError as exc:
            raise WriterFailed(f"no {awaited} in time") from exc

    def pause_after(self, error: BaseException) -> float | None:
        """The seconds until another attempt; None where there is to be none.

        A server that asks for more than is left of the first token's time is not asked again. An answer that has begun
        begins anew once, while half of the whole's time is left: it will take as long again as it took to break off.
        """
        pause = next(self._pauses, None)
        if self._restarted or pause is None or not is_passing(error):
            return None
        asked = retry_after(error)
        # Half as much again at random: several answers that failed together do not come back together.
        seconds = pause * random.uniform(1, 1.5) if asked is None else asked  # noqa: S311  no secret
        at = asyncio.get_running_loop().time() + seconds
        if at >= (self._end - self._deadlines.whole / 2 if self._begun else self._next):
            return None
        if self._begun:
            self._restarted = True
            self._next, self._awaited = at + self._deadlines.first, "first token"
        return seconds
