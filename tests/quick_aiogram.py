"""What aiogram does that costs a test time and proves nothing there."""

import asyncio
import inspect
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from types import FunctionType, MethodType, SimpleNamespace
from typing import Any

import pytest
from aiogram.client.session import aiohttp as session
from aiogram.dispatcher.event import handler
from aiogram.filters import Filter


@contextmanager
def quick_aiogram() -> Iterator[None]:
    """Signatures are read once, and a session that is closed is not waited for.

    For each dispatcher, which most tests of the bot build, aiogram reads 1,700 signatures, most of them of the same
    dummy; and it waits a quarter of a second for TLS connections, which no test has.
    """
    read: dict[Hashable, inspect.Signature] = {}

    def signature(callback: Callable[..., Any], **options: Any) -> inspect.Signature:  # noqa: ANN401
        if (which := _of_one_signature(callback)) is None:
            return inspect.signature(callback, **options)
        if which not in read:
            read[which] = inspect.signature(callback, **options)
        return read[which]

    async def sleep(_seconds: float) -> None:
        await asyncio.sleep(0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handler, "inspect", SimpleNamespace(**vars(inspect) | {"signature": signature}))
        patch.setattr(session, "asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": sleep}))
        yield


def _of_one_signature(callback: Callable[..., Any]) -> Hashable:
    """What all callables with the parameters of this one have in common, or None where that is not known."""
    if isinstance(callback, Filter):
        return type(callback)
    if isinstance(callback, MethodType) and isinstance(callback.__func__, FunctionType):
        return MethodType, callback.__func__.__code__
    return callback.__code__ if isinstance(callback, FunctionType) else None
