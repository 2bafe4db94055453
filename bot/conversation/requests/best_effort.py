"""Calls that are worth making now or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_best_effort = ContextVar("best_effort", default=False)


@contextmanager
def best_effort() -> Iterator[None]:
    """Around calls that are neither waited for nor made again: what they show will be out of date by then.

    What has no turn now is refused with `TelegramRetryAfter`.
    """
    token = _best_effort.set(True)
    try:
        yield
    finally:
        _best_effort.reset(token)


def is_best_effort() -> bool:
    """Whether the call being made is such a one."""
    return _best_effort.get()
