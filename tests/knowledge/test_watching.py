"""Watches are read when they are due, politely, and none is lost."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pytest

from knowledge.errors import LibraryUnavailable, Refusal, SourceRefused
from knowledge.records import Fetched, Ingested, Location, SourceState, Validators, Watch
from knowledge.watching import PATIENCE, SHORTEST, ReadWatched
from tests.fakes import NOON, FixedClock
from tests.knowledge.memory_watches import MemoryWatches

HOUR = dt.timedelta(hours=1)
PAGE, FEED = "https://e.org/page", "https://e.org/feed"


@dataclass
class Site:
    """A `Web`, a `Shelf` over it and what reads from it: every page there is, unless it is said otherwise."""

    closed_to_programs: set[str] = field(default_factory=set)
    refused: dict[str, Refusal] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    async def get(self, url: str, known: Validators = Validators()) -> Fetched | None:  # noqa: B008  immutable
        """Nothing: these tests read through `ingest`."""
        raise NotImplementedError(url, known)

    async def allows_robots(self, url: str) -> bool:
        """What its robots.txt says."""
        if self.refused.get(url) is Refusal.UNREACHABLE:
            raise SourceRefused(Refusal.UNREACHABLE)
        return url not in self.closed_to_programs

    def check(self, url: str) -> None:
        """All may be fetched but what is said to be inside."""
        if self.refused.get(url) is Refusal.FORBIDDEN_ADDRESS:
            raise SourceRefused(Refusal.FORBIDDEN_ADDRESS)

    async def locate(self, given: str) -> list[Location]:
        """One spelling of an address."""
        address = given.lower().partition("#")[0]
        return [Location(address, given, address, address, address)]

    async def fetch(self, location: Location, known: Validators) -> Fetched | None:
        """The page."""
        return await self.get(location.address, known)

    async def missing(self, given: str, keys: Iterable[str]) -> set[str]:
        """None."""
        del given, keys
        return set()

    async def ingest(self, given: Sequence[str]) -> list[Ingested]:
        """Read pages, one after the other."""
        self.read += given
        return [self._outcome(url) for url in given]

    def _outcome(self, url: str) -> Ingested:
        if url in self.refused:
            return Ingested(url, SourceState.REFUSED, reason=self.refused[url].value)
        return Ingested(url, SourceState.UNCHANGED, "s")


@pytest.fixture
def site() -> Site:
    """The web."""
    return Site()


@pytest.fixture
def clock() -> FixedClock:
    """The time."""
    return FixedClock()


@pytest.fixture
def watches() -> MemoryWatches:
    """None yet."""
    return MemoryWatches()


@pytest.fixture
def read_watched(watches: MemoryWatches, site: Site, clock: FixedClock) -> ReadWatched:
    """The use case."""
    return ReadWatched(watches, site.ingest, site, site, clock)


async def test_a_new_watch_is_due_at_once(read_watched: ReadWatched) -> None:
    """Whoever adds it wants to see it read."""
    assert await read_watched.add(PAGE, 6 * HOUR) == Watch(PAGE, 6 * HOUR, NOON)
    assert await read_watched.watches.watches() == [Watch(PAGE, 6 * HOUR, NOON)]


async def test_what_is_due_is_read_and_due_again_after_its_interval(
    read_watched: ReadWatched, site: Site, clock: FixedClock
) -> None:
    """And not before."""
    await read_watched.add(PAGE, 6 * HOUR)
    assert [one.state for one in await read_watched()] == [SourceState.UNCHANGED]
    clock.time += 6 * HOUR - dt.timedelta(seconds=1)
    assert await read_watched() == []
    clock.time += dt.timedelta(seconds=1)
    assert len(await read_watched()) == 1
    assert site.read == [PAGE, PAGE]


async def test_what_was_due_while_nobody_was_there_is_read_once(
    read_watched: ReadWatched, site: Site, clock: FixedClock
) -> None:
    """A week of missed readings is one reading; the next is an interval from now."""
    await read_watched.add(PAGE, HOUR)
    clock.time += dt.timedelta(weeks=1)
    await read_watched()
    await read_watched()
    assert site.read == [PAGE]
    (watch,) = await read_watched.watches.watches()
    assert watch.due_at == clock.time + HOUR


async def test_outcomes_are_reported_as_they_come(read_watched: ReadWatched) -> None:
    """After it was told how many there will be."""
    await read_watched.add(PAGE, HOUR)
    await read_watched.add(FEED, HOUR)
    reported: list[Ingested] = []
    expected: list[int] = []
    outcomes = await read_watched(reported.append, expected.append)
    assert expected == [2]
    assert reported == outcomes
    assert [one.path for one in outcomes] == [FEED, PAGE]


async def test_a_page_that_is_closed_to_programs_is_not_read(read_watched: ReadWatched, site: Site) -> None:
    """Nobody asked for it just now: the site's robots.txt counts."""
    site.closed_to_programs = {PAGE}
    await read_watched.add(PAGE, HOUR)
    assert await read_watched() == [Ingested(PAGE, SourceState.REFUSED, reason=Refusal.ROBOTS.value)]
    assert site.read == []


async def test_a_site_that_cannot_be_reached_is_told_as_such(read_watched: ReadWatched, site: Site) -> None:
    """It is not asked for its page too."""
    site.refused = {PAGE: Refusal.UNREACHABLE}
    await read_watched.add(PAGE, HOUR)
    assert [one.reason for one in await read_watched()] == [Refusal.UNREACHABLE.value]
    assert site.read == []


@pytest.mark.parametrize("refusal", [Refusal.UNREACHABLE, Refusal.NOT_ON_SITE, Refusal.NOTHING_LEFT])
async def test_a_page_that_fails_is_left_alone_longer_each_time(
    read_watched: ReadWatched, site: Site, clock: FixedClock, refusal: Refusal
) -> None:
    """Twice as long, up to a week; it is counted and never dropped."""
    site.refused = {PAGE: refusal}
    await read_watched.add(PAGE, 6 * HOUR)
    waited = []
    for failures in range(1, 8):
        await read_watched()
        (watch,) = await read_watched.watches.watches()
        assert watch.failures == failures
        waited.append(watch.due_at - clock.time)
        clock.time = watch.due_at
    assert waited == [12 * HOUR, 24 * HOUR, 48 * HOUR, 96 * HOUR, PATIENCE, PATIENCE, PATIENCE]


async def test_a_page_that_works_again_is_read_as_before(
    read_watched: ReadWatched, site: Site, clock: FixedClock, watches: MemoryWatches
) -> None:
    """Its failures are forgotten."""
    await watches.watch(Watch(PAGE, HOUR, NOON, failures=9))
    await read_watched()
    assert await watches.watches() == [Watch(PAGE, HOUR, clock.time + HOUR)]
    assert site.read == [PAGE]


async def test_a_thousand_failures_are_a_week(
    read_watched: ReadWatched, site: Site, clock: FixedClock, watches: MemoryWatches
) -> None:
    """The interval does not overflow."""
    site.refused = {PAGE: Refusal.NOT_ON_SITE}
    await watches.watch(Watch(PAGE, SHORTEST, NOON, failures=1000))
    await read_watched()
    assert await watches.watches() == [Watch(PAGE, SHORTEST, clock.time + PATIENCE, failures=1001)]


async def test_an_interval_longer_than_a_week_stays_what_it_is(
    read_watched: ReadWatched, site: Site, clock: FixedClock
) -> None:
    """A failure is no reason to read more often."""
    site.refused = {PAGE: Refusal.NOT_ON_SITE}
    await read_watched.add(PAGE, 2 * PATIENCE)
    await read_watched()
    (watch,) = await read_watched.watches.watches()
    assert watch.due_at == clock.time + 2 * PATIENCE


async def test_one_failure_stops_no_other(read_watched: ReadWatched, site: Site) -> None:
    """Each is read for itself."""
    site.refused = {FEED: Refusal.TOO_LARGE}
    await read_watched.add(FEED, HOUR)
    await read_watched.add(PAGE, HOUR)
    assert [one.state for one in await read_watched()] == [SourceState.REFUSED, SourceState.UNCHANGED]


async def test_a_watch_that_was_ended_meanwhile_stays_ended(
    watches: MemoryWatches, site: Site, clock: FixedClock
) -> None:
    """Reading takes a while, and another program may have ended it."""

    async def ingest(given: Sequence[str]) -> list[Ingested]:
        await watches.unwatch(PAGE)
        return await site.ingest(given)

    read_watched = ReadWatched(watches, ingest, site, site, clock)
    await read_watched.add(PAGE, HOUR)
    await read_watched()
    assert await watches.watches() == []


async def test_an_interval_that_was_changed_meanwhile_counts(
    watches: MemoryWatches, site: Site, clock: FixedClock
) -> None:
    """What was wanted last is what is kept."""

    async def ingest(given: Sequence[str]) -> list[Ingested]:
        await watches.watch(Watch(PAGE, 2 * HOUR, clock.time))
        return await site.ingest(given)

    read_watched = ReadWatched(watches, ingest, site, site, clock)
    await read_watched.add(PAGE, HOUR)
    await read_watched()
    assert await watches.watches() == [Watch(PAGE, 2 * HOUR, clock.time + 2 * HOUR)]


async def test_what_could_not_be_kept_stays_due(watches: MemoryWatches, site: Site, clock: FixedClock) -> None:
    """The site did nothing wrong: a library that cannot be written counts as no failure."""

    async def ingest(given: Sequence[str]) -> list[Ingested]:
        raise LibraryUnavailable(*given)

    read_watched = ReadWatched(watches, ingest, site, site, clock)
    watch = await read_watched.add(PAGE, HOUR)
    with pytest.raises(LibraryUnavailable):
        await read_watched()
    assert await watches.watches() == [watch]


async def test_an_address_is_added_and_ended_in_any_spelling(read_watched: ReadWatched) -> None:
    """One page is one watch."""
    await read_watched.add(PAGE, HOUR)
    await read_watched.add(" HTTPS://E.org/page#part", 2 * HOUR)
    assert [one.every for one in await read_watched.watches.watches()] == [2 * HOUR]
    assert await read_watched.remove("https://E.org/page#other")
    assert not await read_watched.remove(PAGE)


@pytest.mark.parametrize("given", ["", "notes.md", "/notes", "file:///etc/passwd", "ftp://e.org/"])
async def test_only_the_web_is_watched(read_watched: ReadWatched, given: str) -> None:
    """A file is read when somebody says so."""
    with pytest.raises(SourceRefused) as caught:
        await read_watched.add(given, HOUR)
    assert caught.value.refusal is Refusal.NO_SUCH_ADDRESS
    assert await read_watched.watches.watches() == []


async def test_what_is_certainly_never_fetched_is_not_watched(read_watched: ReadWatched, site: Site) -> None:
    """Whoever adds it hears it now, not from a log; in any spelling."""
    site.refused = {PAGE: Refusal.FORBIDDEN_ADDRESS}
    with pytest.raises(SourceRefused) as caught:
        await read_watched.add(PAGE + "#part", HOUR)
    assert caught.value.refusal is Refusal.FORBIDDEN_ADDRESS
    assert await read_watched.watches.watches() == []


async def test_only_an_address_can_be_ended(read_watched: ReadWatched) -> None:
    """A folder, which may stand for any number of files, was never watched."""
    with pytest.raises(SourceRefused):
        await read_watched.remove("notes")


async def test_a_site_is_not_asked_all_the_time(read_watched: ReadWatched) -> None:
    """A quarter of an hour is the least."""
    with pytest.raises(ValueError, match="0:14:59"):
        await read_watched.add(PAGE, SHORTEST - dt.timedelta(seconds=1))
    assert (await read_watched.add(PAGE, SHORTEST)).every == SHORTEST
