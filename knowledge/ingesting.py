"""Ingesting: what a person points at becomes sources in the library, and repeating it changes nothing."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from knowledge import entries, passages, reading
from knowledge.errors import SourceRefused
from knowledge.ports import Clock, Library, Shelf
from knowledge.records import Entry, Ingested, Location, Passage, Source, SourceState, SourceSummary


@dataclass(frozen=True, slots=True)
class IngestSources:
    """Bring the library level with files and folders, one transaction a source.

    A refused source is told with its reason and stops nothing else; what was kept of it before stays.

    Raises:
        LibraryUnavailable: the library cannot be read or written; the sources done before that are kept.
    """

    library: Library
    shelf: Shelf
    clock: Clock

    async def __call__(
        self,
        given: Sequence[str],
        report: Callable[[Ingested], None] = lambda _: None,
        expect: Callable[[int], None] = lambda _: None,
    ) -> list[Ingested]:
        """The outcomes, each reported as it comes; `expect` is told first how many there will be."""
        known = {summary.source.key: summary for summary in await self.library.sources()}
        steps = await self._steps(given, known)
        expect(len(steps))
        outcomes = []
        for key, step in steps.items():
            outcomes.append(await self._outcome(step, known.get(key)))
            report(outcomes[-1])
        return outcomes

    async def _steps(self, given: Sequence[str], known: Mapping[str, SourceSummary]) -> dict[str, Location | Source]:
        """What is to be read and what is gone, by key: a source that is named twice is read once."""
        steps: dict[str, Location | Source] = {}
        for each in given:
            for location in await self.shelf.locate(each):
                steps.setdefault(location.key, location)
            for key in sorted(await self.shelf.missing(each, known.keys() - steps.keys())):
                steps[key] = known[key].source
        return steps

    async def _outcome(self, step: Location | Source, known: SourceSummary | None) -> Ingested:
        match step:
            case Location():
                return await self._read(step, known)
            case Source():
                await self.library.remove(step.id)
                return Ingested(step.path, SourceState.REMOVED, step.id, step.shape)
            case _:
                assert_never(step)

    async def _read(self, location: Location, known: SourceSummary | None) -> Ingested:
        try:
            data = await self.shelf.fetch(location)
            content_hash = _content_hash(data)
            if known and known.source.content_hash == content_hash:
                return _ingested(location, SourceState.UNCHANGED, known)
            kept = await self._keep(location, data, content_hash)
        except SourceRefused as refused:
            source_id = known.source.id if known else None
            return Ingested(location.path, SourceState.REFUSED, source_id, reason=refused.refusal.value)
        return _ingested(location, SourceState.CHANGED if known else SourceState.NEW, kept)

    async def _keep(self, location: Location, data: bytes, content_hash: str) -> SourceSummary:
        source_id = entries.source_id(location.key)
        before = [entry for entry, _ in await self.library.entries(source_id)]
        page = await asyncio.to_thread(reading.read, location.name, data)
        source = Source(
            id=source_id,
            key=location.key,
            path=location.path,
            shape=page.shape,
            title=page.title or location.name,
            content_hash=content_hash,
            fetched_at=self.clock.now(),
            date=page.date,
            url=page.url,
        )
        now = entries.identify(source_id, page.entries, before)
        cuts = await asyncio.to_thread(_cut, now)
        await self.library.keep(source, now, cuts)
        return SourceSummary(source, len(now), len(cuts))


def _content_hash(data: bytes) -> str:
    """What the entries depend on: the bytes and the version of the readers."""
    return hashlib.sha256(b"%d\n" % reading.VERSION + data).hexdigest()


def _cut(kept: Sequence[Entry]) -> list[Passage]:
    return [passage for entry in kept for passage in passages.cut(entry)]


def _ingested(location: Location, state: SourceState, kept: SourceSummary) -> Ingested:
    return Ingested(location.path, state, kept.source.id, kept.source.shape, kept.entries, kept.passages)
