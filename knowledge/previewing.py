"""Previewing: what ingesting would do, told without doing it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge import entries
from knowledge.errors import Refusal, SourceRefused
from knowledge.ingesting import EVERYTHING, Choice, fetch_changed, identified, located, needs_consent
from knowledge.ports import Library, Reader, Shelf
from knowledge.records import Entry, EntryChange, Location, Preview, Source, SourceState, SourceSummary, Trace


@dataclass(frozen=True, slots=True)
class PreviewSources:
    """Read files, folders and addresses as `IngestSources` does, and keep nothing.

    Raises:
        LibraryUnavailable: the library cannot be read.
    """

    library: Library
    shelf: Shelf
    reader: Reader

    async def __call__(
        self,
        given: Sequence[str],
        report: Callable[[Preview], None] = lambda _: None,
        expect: Callable[[int], None] = lambda _: None,
        choice: Choice = EVERYTHING,
    ) -> list[Preview]:
        """The previews, each reported as it comes; `expect` is told first how many there will be."""
        known = {summary.source.key: summary for summary in await self.library.sources()}
        steps = await located(self.shelf, given, known, choice)
        expect(len(steps))
        previews = []
        for key, step in steps.items():
            previews.append(await self._preview(step, known.get(key), choice))
            report(previews[-1])
        return previews

    async def _preview(self, step: Location | Source, known: SourceSummary | None, choice: Choice) -> Preview:
        if isinstance(step, Source):
            gone = await self._kept(step.id)
            removed = tuple(EntryChange(SourceState.REMOVED, entry) for entry in gone)
            return Preview(step.path, SourceState.REMOVED, step.shape, removed)
        try:
            found = await fetch_changed(self.shelf, step, known)
            if isinstance(found, SourceSummary):
                return Preview(step.path, SourceState.UNCHANGED, found.source.shape)
            trace = await self.reader.trace(step.name, found.data, found.url)
        except SourceRefused as refused:
            return Preview(step.path, SourceState.REFUSED, reason=refused.refusal.value)
        return await self._traced(step, trace, known, choice)

    async def _traced(self, location: Location, trace: Trace, known: SourceSummary | None, choice: Choice) -> Preview:
        source_id = entries.source_id(location.key)
        before = await self._kept(source_id)
        now = identified(source_id, trace.reading, before)
        state = SourceState.CHANGED if known else SourceState.NEW
        reason = None
        if not now:
            state, reason = SourceState.REFUSED, Refusal.NOTHING_LEFT
        elif needs_consent(trace.reading, known, choice):
            state, reason = SourceState.REFUSED, Refusal.PRIVATE_MESSAGES
        changes = tuple(_changes(now, before))
        return Preview(location.path, state, trace.reading.shape, changes, trace.lines, reason and reason.value)

    async def _kept(self, source_id: str) -> list[Entry]:
        return [entry for entry, _ in await self.library.entries(source_id)]


def _changes(now: Sequence[Entry], before: Sequence[Entry]) -> Iterator[EntryChange]:
    """Every entry as it would be, in order, then those that would go."""
    known = {entry.id: entry for entry in before}
    for entry in now:
        old = known.pop(entry.id, None)
        if old is None:
            yield EntryChange(SourceState.NEW, entry)
        elif old == entry:
            yield EntryChange(SourceState.UNCHANGED, entry)
        else:
            yield EntryChange(SourceState.CHANGED, entry, old)
    for entry in known.values():
        yield EntryChange(SourceState.REMOVED, entry)
