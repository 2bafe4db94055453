"""Answers that are being written, here or by another process, and how they are stopped."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeAlias

import structlog
from aiogram.types import Message

from knowledge.errors import LibraryUnavailable
from knowledge.ports import Clock
from knowledge.spine.stops import Stops

_LOOK_EVERY: Final = 1.0
_log = structlog.get_logger(__name__)

_Asker: TypeAlias = tuple[int, int]
"""A chat, and who asked there."""


class RunningAnswer:
    """One answer that is being written by the current task, begun at a time that counts where others can stop it."""

    def __init__(self, begun_at: dt.datetime | None = None) -> None:
        self._task = asyncio.current_task()
        self.begun_at = begun_at
        self.stopped = False
        self._final = False

    def stop(self) -> None:
        """Cancel its task, at most once, and not while its final message is being sent."""
        if self._task and not self.stopped and not self._final:
            self.stopped = True
            self._task.cancel()

    def finish(self) -> None:
        """From now on it cannot be stopped any more."""
        self._final = True

    def was_stopped(self) -> bool:
        """Whether a cancellation that has arrived is ours, and only ours; it is taken back then."""
        return self.stopped and self._task is not None and self._task.uncancel() == 0


@dataclass(frozen=True, slots=True)
class SharedStops:
    """How an answer is stopped that another process may be writing: the wish is noted, and everybody looks."""

    stops: Stops
    clock: Clock
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Takes seconds."""

    async def wished(self, who: _Asker, answer: RunningAnswer) -> bool:
        """Whether somebody has wanted an answer to stop since it was begun."""
        if answer.begun_at is None:
            return False
        try:
            return await self.stops.wished(*who, answer.begun_at)
        except LibraryUnavailable:
            _log.info("stops_not_read", chat_id=who[0])
            return False


class RunningAnswers:
    """Which answers are being written in this process."""

    def __init__(self, shared: SharedStops | None = None) -> None:
        self._running: dict[_Asker, list[RunningAnswer]] = {}
        self._shared = shared

    @contextmanager
    def running(self, message: Message) -> Iterator[RunningAnswer]:
        """The answer to a message, while it is written."""
        key = (message.chat.id, asker_of(message))
        answer = RunningAnswer(self._shared.clock.now() if self._shared else None)
        self._running.setdefault(key, []).append(answer)
        try:
            yield answer
        finally:
            self._running[key].remove(answer)
            if not self._running[key]:
                del self._running[key]

    def stop(self, chat: int, asker: int) -> bool:
        """Stop all that this process writes for somebody in a chat; whether there was anything."""
        running = self._running.get((chat, asker), [])
        for answer in running:
            answer.stop()
        return bool(running)

    async def stop_everywhere(self, chat: int, asker: int) -> bool | None:
        """Stop all that is being written for somebody in a chat; whether there was anything, None if nobody knows.

        Raises:
            LibraryUnavailable: other processes cannot be told.
        """
        stopped = self.stop(chat, asker)
        if self._shared is None:
            return stopped
        await self._shared.stops.wish(chat, asker, self._shared.clock.now())
        return stopped or None

    async def watch(self) -> None:
        """Stop what was wished to stop in another process; looks about once a second, until it is cancelled."""
        while self._shared:
            await self._shared.pause(_LOOK_EVERY)
            for who, answer in [(who, one) for who, running in self._running.items() for one in running]:
                if await self._shared.wished(who, answer):
                    answer.stop()


def asker_of(message: Message) -> int:
    """Who asked; an anonymous admin is the group."""
    who = message.sender_chat or message.from_user or message.chat
    return who.id
