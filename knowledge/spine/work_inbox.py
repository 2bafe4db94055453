"""Working off the inbox: a few lanes at once, each update until it is done, put back or buried."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, TypeAlias, assert_never

from knowledge.errors import LibraryUnavailable
from knowledge.ports import Clock
from knowledge.records import Effect
from knowledge.spine.endings import CRASHED, Again, Bury, Done, Ending, WorkPolicy, after_failure
from knowledge.spine.inbox import Claim, Inbox

Handler: TypeAlias = Callable[[Claim], Awaitable[object]]
Notify: TypeAlias = Callable[[Claim, str], Sequence[Effect]]
"""What goes out when an update is buried for a reason."""
Observe: TypeAlias = Callable[[Claim, Ending], object]

_LONGEST_PAUSE: Final = 8.0
_FAREWELL: Final = 3.0
"""Seconds for putting back what was cancelled; where the database takes longer, the lease runs out instead."""


@dataclass(frozen=True, slots=True)
class WorkInbox:
    """Claims what is due while there are free places, and hands it to `handle`; it ends only when it is told to stop.

    `worker` names this process. `handle` may raise `Undecodable` and `TryAgain`; whatever else it raises is tried
    again as well, and buried after the last attempt. What took the process with it as often is buried unhandled.
    """

    inbox: Inbox
    clock: Clock
    handle: Handler
    worker: str
    policy: WorkPolicy
    notify: Notify
    observe: Observe = lambda _claim, _ending: None
    """Gets how each update ended, once that is kept."""
    _wake: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _running: dict[int, asyncio.Task[None]] = field(default_factory=dict, init=False)
    _leases: dict[int, asyncio.Timeout] = field(default_factory=dict, init=False)

    def arrived(self) -> None:
        """Look at once: something was kept."""
        self._wake.set()

    def in_work(self) -> int:
        """How many updates are being worked on."""
        return len(self._running)

    async def __call__(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; what is running then gets some patience, and is put back after that."""
        async with asyncio.TaskGroup() as tasks:
            beside = [tasks.create_task(self._renew()), tasks.create_task(self._wake_at(stop))]
            pause = self.policy.look_every
            while not stop.is_set():
                self._wake.clear()
                try:
                    await self._take(tasks)
                    pause = self.policy.look_every
                except LibraryUnavailable:
                    pause = _longer(pause)
                await self._woken(pause)
            await self._finish()
            for task in beside:
                task.cancel()

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._wake.set()

    async def _woken(self, seconds: float) -> None:
        """Wait until there may be something to do, at most so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    async def _take(self, tasks: asyncio.TaskGroup) -> None:
        """Claim for every free place."""
        if not (free := self.policy.concurrency - len(self._running)):
            return
        ends = _seconds() + self.policy.lease
        for claim in await self.inbox.claim(self.worker, free, self.clock.now(), self._until()):
            if claim.id not in self._running:  # else it is ours, and a leap of the clock has ended its lease
                self._running[claim.id] = tasks.create_task(self._work(claim, ends))

    async def _work(self, claim: Claim, ends: float) -> None:
        try:
            await self._end(claim, await self._within_lease(claim, ends))
        except TimeoutError:  # the lease is over, and another worker may have the update
            return
        except asyncio.CancelledError:
            await self._hand_back(claim)
            raise
        finally:
            del self._running[claim.id]
            self._wake.set()

    async def _within_lease(self, claim: Claim, ends: float) -> Ending:
        """What comes of the handler.

        Raises:
            TimeoutError: the lease could not be renewed; the handler was cancelled.
        """
        async with asyncio.timeout_at(ends) as self._leases[claim.id]:
            try:
                return await self._handled(claim)
            finally:
                del self._leases[claim.id]

    async def _handled(self, claim: Claim) -> Ending:
        if claim.attempt > self.policy.attempts:  # the last attempt had no end: it took its process with it
            return Bury(CRASHED)
        try:
            await self.handle(claim)
        # The one boundary of the worker: a handler is everything that the bot does, and whatever it raises must
        # neither end the work on other updates nor lose this one.
        except Exception as failure:  # noqa: BLE001
            return after_failure(claim, failure, self.policy, self.clock.now())
        return Done()

    async def _end(self, claim: Claim, ending: Ending) -> None:
        """Note how it ended, however long the database is away: nobody else can take the update meanwhile."""
        pause = self.policy.look_every
        while True:
            try:
                await self._note(claim, ending)
                break
            except LibraryUnavailable:
                await asyncio.sleep(pause)
                pause = _longer(pause)
        self.observe(claim, ending)

    async def _note(self, claim: Claim, ending: Ending) -> None:
        match ending:
            case Done():
                await self.inbox.done(claim.id, self.worker, self.clock.now())
            case Again(due_at, counted):
                await self.inbox.put_back(claim.id, self.worker, due_at, counted=counted)
            case Bury(reason):
                await self.inbox.bury(claim.id, self.worker, reason, self.notify(claim, reason), self.clock.now())
            case _:
                assert_never(ending)

    async def _hand_back(self, claim: Claim) -> None:
        with suppress(LibraryUnavailable, TimeoutError):
            async with asyncio.timeout(_FAREWELL):
                await self.inbox.put_back(claim.id, self.worker, self.clock.now(), counted=False)

    async def _renew(self) -> None:
        """Hold on to what is in work, and let go of what another has got meanwhile.

        Where that fails for as long as a lease, the leases end by themselves.
        """
        pause = self.policy.renew_every
        while True:
            await asyncio.sleep(pause)
            try:
                await self._renew_running()
                pause = self.policy.renew_every
            except LibraryUnavailable:
                pause = min(self.policy.look_every, pause)

    async def _renew_running(self) -> None:
        if not self._running:
            return
        ends, leases = _seconds() + self.policy.lease, dict(self._leases)
        held = await self.inbox.renew(self.worker, list(self._running), self._until())
        for number, lease in leases.items():
            if self._leases.get(number) is lease and not lease.expired():
                lease.reschedule(max(ends, lease.when() or ends) if number in held else _seconds())

    async def _finish(self) -> None:
        """Wait for what is running, then cancel it: each puts itself back."""
        if running := list(self._running.values()):
            _, unfinished = await asyncio.wait(running, timeout=self.policy.patience)
            for task in unfinished:
                task.cancel()

    def _until(self) -> dt.datetime:
        return self.clock.now() + dt.timedelta(seconds=self.policy.lease)


def _longer(pause: float) -> float:
    return min(pause * 2, _LONGEST_PAUSE)


def _seconds() -> float:
    return asyncio.get_running_loop().time()
