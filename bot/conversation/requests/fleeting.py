"""Calls that are worth making now or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_fleeting = ContextVar("fleeting", default=False)


@contextmanager
def fleeting() -> Iterator[None]:
    """Around calls that are neither waited for nor made again: what they show will be out of date by then.

    What has no turn now is refused with `TelegramRetryAfter`.
    """
    token = _fleeting.set(True)
    try:
        yield
    finally:
        _fleeting.reset(token)


def is_fleeting() -> bool:
    """Whether the call being made is such a one."""
    return _fleeting.get()
