"""Leaving a model alone that has failed several times in a row, so that nobody waits for it in vain."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog

from knowledge.errors import WriterFailed

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class CircuitBreaker:
    """Opens after `failures` in a row for `rest` seconds, then lets one probe through, whose outcome decides.

    What ends neither well nor with a failure, because nobody wanted the rest of it, counts as nothing.
    (Nygard, "Release It!", 2007.)
    """

    failures: int = 5
    rest: float = 60.0
    now: Callable[[], float] = time.monotonic
    _in_a_row: int = field(default=0, init=False)
    _open_until: float = field(default=0.0, init=False)
    _probing: bool = field(default=False, init=False)

    @property
    def in_a_row(self) -> int:
        """How often in a row the model has failed by now."""
        return self._in_a_row

    def is_open(self) -> bool:
        """Whether the model is left alone now."""
        return self._in_a_row >= self.failures and self.now() < self._open_until

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Around one use of the model.

        Raises:
            WriterFailed: it is left alone now, or its use failed.
        """
        is_probe = self._in_a_row >= self.failures
        if is_probe and (self._probing or self.now() < self._open_until):
            raise WriterFailed("left alone")
        self._probing = self._probing or is_probe
        try:
            yield
        except WriterFailed:
            self._count()
            raise
        else:
            self._in_a_row = 0
        finally:
            if is_probe:
                self._probing = False

    def _count(self) -> None:
        self._in_a_row += 1
        if self._in_a_row >= self.failures:
            self._open_until = self.now() + self.rest
            _log.warning("model_left_alone", failures=self._in_a_row, seconds=self.rest)
