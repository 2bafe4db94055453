"""Ingesting: what a person points at becomes sources in the library, and repeating it changes nothing."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, assert_never

from wcmatch.glob import BRACE, GLOBSTAR, globmatch

from knowledge import entries, passages, reading
from knowledge.errors import Refusal, SourceRefused
from knowledge.folding_duplicates import FoldDuplicates
from knowledge.ports import Clock, Library, Reader, Shelf
from knowledge.records import (
    UNVERSIONED,
    Entry,
    Fetched,
    Ingested,
    Location,
    Passage,
    Reading,
    Source,
    SourceState,
    SourceSummary,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the sources given is wanted.

    `only` is a glob (`docs/**/*.md`) that files of a folder have to match below it; `messages` says that people's
    messages may be kept.
    """

    only: str | None = None
    messages: bool = False

    def takes(self, given: str, path: str) -> bool:
        """Whether a path that was found for what was given is wanted; what was given itself always is."""
        below = path.removeprefix(given).lstrip("/")
        return self.only is None or not below or globmatch(below, self.only, flags=GLOBSTAR | BRACE)


EVERYTHING: Final = Choice()

_VERSION_MARK: Final = "{}-"


@dataclass(frozen=True, slots=True)
class IngestSources:
    """Bring the library level with files, folders and addresses, one transaction a source.

    A refused source is told with its reason and stops nothing else; what was kept of it before stays. People's
    messages need to be allowed once a source.

    Raises:
        LibraryUnavailable: the library cannot be read or written; the sources done before that are kept.
    """

    library: Library
    shelf: Shelf
    reader: Reader
    clock: Clock
    fold: FoldDuplicates

    async def __call__(
        self,
        given: Sequence[str],
        report: Callable[[Ingested], None] = lambda _: None,
        expect: Callable[[int], None] = lambda _: None,
        choice: Choice = EVERYTHING,
    ) -> list[Ingested]:
        """The outcomes, each reported as it comes; `expect` is told first how many there will be."""
        known = {summary.source.key: summary for summary in await self.library.sources()}
        steps = await located(self.shelf, given, known, choice)
        expect(len(steps))
        outcomes = []
        for key, step in steps.items():
            outcomes.append(await self._outcome(step, known.get(key), choice))
            report(outcomes[-1])
        return await self._folded(outcomes) if await self.fold() else outcomes

    async def _folded(self, outcomes: Sequence[Ingested]) -> list[Ingested]:
        """The outcomes with the passages that are left when duplicates hold none."""
        left = {summary.source.id: summary.passages for summary in await self.library.sources()}
        return [replace(one, passages=left.get(one.source_id or "", one.passages)) for one in outcomes]

    async def _outcome(self, step: Location | Source, known: SourceSummary | None, choice: Choice) -> Ingested:
        match step:
            case Location():
                return await self._read(step, known, choice)
            case Source():
                await self.library.remove(step.id)
                return Ingested(step.path, SourceState.REMOVED, step.id, step.shape)
            case _:
                assert_never(step)

    async def _read(self, location: Location, known: SourceSummary | None, choice: Choice) -> Ingested:
        try:
            found = await fetch_changed(self.shelf, location, known)
            if isinstance(found, SourceSummary):
                return _ingested(location, SourceState.UNCHANGED, found)
            read = await self.reader.read(location.name, found.data, found.url)
            if needs_consent(read, known, choice):
                return _refused(location, known, Refusal.PRIVATE_MESSAGES)
            kept = await self._keep(location, found, read, known)
        except SourceRefused as refused:
            return _refused(location, known, refused.refusal)
        return _ingested(location, SourceState.CHANGED if known else SourceState.NEW, kept)

    async def _keep(
        self, location: Location, fetched: Fetched, read: Reading, known: SourceSummary | None
    ) -> SourceSummary:
        source = Source(
            id=entries.source_id(location.key),
            key=location.key,
            path=location.path,
            shape=read.shape,
            title=read.title or location.name,
            content_hash=_content_hash(fetched.data),
            fetched_at=self.clock.now(),
            date=read.date,
            url=read.url or location.url,
            validators=fetched.validators,
        )
        before = [entry for entry, _ in await self.library.entries(source.id)] if known else []
        now = identified(source.id, read, before)
        cuts = await asyncio.to_thread(_cut, now)
        await self.library.keep(source, now, cuts)
        return SourceSummary(source, len(now), len(cuts))


async def located(
    shelf: Shelf, given: Sequence[str], known: Mapping[str, SourceSummary], choice: Choice
) -> dict[str, Location | Source]:
    """What is to be read and what is gone, by key: a source that is named twice is read once."""
    steps: dict[str, Location | Source] = {}
    for each in given:
        for location in await shelf.locate(each):
            if choice.takes(each, location.path):
                steps.setdefault(location.key, location)
        for key in sorted(await shelf.missing(each, known.keys() - steps.keys())):
            steps[key] = known[key].source
    return steps


async def fetch_changed(shelf: Shelf, location: Location, known: SourceSummary | None) -> Fetched | SourceSummary:
    """The bytes of a source; what is known of it where they are those that were read, by this version.

    Raises:
        SourceRefused: there is nothing, or nothing that may be read.
    """
    current = known and known.source.content_hash.startswith(_VERSION_MARK.format(reading.VERSION))
    fetched = await shelf.fetch(location, known.source.validators if known and current else UNVERSIONED)
    if known and (fetched is None or known.source.content_hash == _content_hash(fetched.data)):
        return known
    if fetched is None:  # a server's "not modified" to a question without a date
        raise SourceRefused(Refusal.EMPTY)
    return fetched


def identified(source_id: str, read: Reading, before: Sequence[Entry]) -> list[Entry]:
    """The entries of a source as it was read now, under the ids they had before."""
    now = entries.identify(source_id, read.entries, before)
    return entries.rolled(now, before) if read.rolling else now


def _content_hash(data: bytes) -> str:
    """What the entries depend on: the version of the readers, then the bytes."""
    return _VERSION_MARK.format(reading.VERSION) + hashlib.sha256(data).hexdigest()


def _cut(kept: Sequence[Entry]) -> list[Passage]:
    return [passage for entry in kept if entry.duplicate_of is None for passage in passages.cut(entry)]


def needs_consent(read: Reading, known: SourceSummary | None, choice: Choice) -> bool:
    """Whether these are people's messages that nobody has said may be kept."""
    return read.private and not choice.messages and known is None


def _refused(location: Location, known: SourceSummary | None, refusal: Refusal) -> Ingested:
    return Ingested(location.path, SourceState.REFUSED, known.source.id if known else None, reason=refusal.value)


def _ingested(location: Location, state: SourceState, kept: SourceSummary) -> Ingested:
    return Ingested(location.path, state, kept.source.id, kept.source.shape, kept.entries, kept.passages)
