"""Watching: addresses that are read again on a schedule."""

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from knowledge.errors import Refusal, SourceRefused
from knowledge.ports import Clock, Shelf, Watches, Web
from knowledge.records import Ingested, SourceState, Watch

SHORTEST: Final = dt.timedelta(minutes=15)
"""The shortest interval: a site owes nobody more."""

PATIENCE: Final = dt.timedelta(weeks=1)
"""How long a page that keeps failing is left alone at most, unless its own interval is longer."""

_DOUBLINGS: Final = 16  # more than lead from the shortest interval to the longest wait
_SCHEMES: Final = ("http://", "https://")

Ingest: TypeAlias = Callable[[Sequence[str]], Awaitable[list[Ingested]]]
"""`IngestSources`, as far as it is needed here."""


def _no_report(_: object) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class ReadWatched:
    """Read what is due, one after the other, and say when each is due again.

    A watch fetches without being asked, so it keeps to the site's robots.txt. After a refusal the interval doubles, up
    to `PATIENCE`, until the page can be read again; a watch ends only when somebody ends it. `shelf` is the web's: it
    knows when two addresses are one page.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written; what is due stays due.
    """

    watches: Watches
    ingest: Ingest
    web: Web
    shelf: Shelf
    clock: Clock

    async def __call__(
        self, report: Callable[[Ingested], None] = _no_report, expect: Callable[[int], None] = _no_report
    ) -> list[Ingested]:
        """The outcomes, each reported as it comes; `expect` is told first how many there will be."""
        now = self.clock.now()
        due = [watch for watch in await self.watches.watches() if watch.due_at <= now]
        expect(len(due))
        outcomes = []
        for watch in due:
            outcomes.append(await self._read(watch.url))
            await self._put_off(watch.url, failed=outcomes[-1].state is SourceState.REFUSED)
            report(outcomes[-1])
        return outcomes

    async def add(self, url: str, every: dt.timedelta) -> Watch:
        """Watch an address, due at once; one that is watched already gets the new interval.

        Raises:
            SourceRefused: it is no address on the web, or one that is certainly never fetched.
            ValueError: the interval is shorter than `SHORTEST`.
        """
        if every < SHORTEST:
            raise ValueError(every)
        address = await self._spelling(url)
        self.web.check(address)
        watch = Watch(address, every, self.clock.now())
        await self.watches.watch(watch)
        return watch

    async def remove(self, url: str) -> bool:
        """Stop watching an address; whether it was watched. What was read of it stays.

        Raises:
            SourceRefused: it is no address on the web.
        """
        return await self.watches.unwatch(await self._spelling(url))

    async def _spelling(self, url: str) -> str:
        if not url.strip().lower().startswith(_SCHEMES):
            raise SourceRefused(Refusal.NO_SUCH_ADDRESS)
        (location,) = await self.shelf.locate(url.strip())
        return location.address

    async def _read(self, url: str) -> Ingested:
        refusal = await self._refusal(url)
        if refusal is not None:
            return Ingested(url, SourceState.REFUSED, reason=refusal.value)
        (outcome,) = await self.ingest([url])
        return outcome

    async def _refusal(self, url: str) -> Refusal | None:
        try:
            return None if await self.web.allows_robots(url) else Refusal.ROBOTS
        except SourceRefused as refused:
            return refused.refusal

    async def _put_off(self, url: str, *, failed: bool) -> None:
        """Make it due again, unless somebody ended the watch meanwhile."""
        watch = next((one for one in await self.watches.watches() if one.url == url), None)
        if watch is None:
            return
        failures = watch.failures + 1 if failed else 0
        due_at = self.clock.now() + _wait(watch.every, failures)
        await self.watches.watch(replace(watch, due_at=due_at, failures=failures))


def _wait(every: dt.timedelta, failures: int) -> dt.timedelta:
    return max(every, min(every * (1 << min(failures, _DOUBLINGS)), PATIENCE))
