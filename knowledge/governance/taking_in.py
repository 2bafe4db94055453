"""Taking sources in at an admin's word: read once a job, written down, and taken back while they are new."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from knowledge.governance.ports import AuditLog
from knowledge.ingesting import IngestSources
from knowledge.ports import Clock, Library
from knowledge.records import Audit, Audited, Ingested, Source, SourceState

INGEST: Final = "ingest"
UNDO: Final = "undo_ingest"
FORGET: Final = "forget_source"

_NEW_FOR: Final = dt.timedelta(days=1)


class Uploads(Protocol):
    """Files that people sent, kept so that they can be read again."""

    async def keep(self, name: str, data: bytes) -> str:
        """Keep bytes under a name; the path that stands for them, the same for the same bytes and name.

        Raises:
            LibraryUnavailable: they cannot be written.
        """
        ...

    async def remove(self, key: str) -> None:
        """Remove what a source of this key was read from, if it is one of these files."""
        ...


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Ingest what an admin named, and write down what came of it.

    `job` names the order, so that one that is carried out again after a crash tells of what it did before; `since` is
    when it was given, where that is so.

    Raises:
        LibraryUnavailable: the library cannot be read or written.
    """

    ingest: IngestSources
    audit_log: AuditLog
    clock: Clock

    async def __call__(self, given: str, actor: str, job: str, since: dt.datetime | None = None) -> list[Ingested]:
        """The outcomes of one address or path."""
        outcomes = [await self._remembered(one, job, since) for one in await self.ingest([given])]
        news = [one for one in outcomes if not await self._is_known(one, job)]
        await self.audit_log.add([_audit(one, actor, job) for one in news], self.clock.now())
        return outcomes

    async def _remembered(self, outcome: Ingested, job: str, since: dt.datetime | None) -> Ingested:
        """What an earlier attempt of this job did, where this one has found nothing to do."""
        if outcome.state is not SourceState.UNCHANGED:
            return outcome
        last = await self._last(outcome)
        if last and _is_of(last, job):
            return replace(outcome, state=SourceState(last.audit.after))
        if since is None or not await self._was_read(outcome, since):
            return outcome
        return replace(outcome, state=SourceState.CHANGED if last else SourceState.NEW)

    async def _was_read(self, outcome: Ingested, since: dt.datetime) -> bool:
        """Whether a source was read since then: its process died before that was written down."""
        known = {one.source.id: one.source for one in await self.ingest.library.sources()}
        return outcome.source_id in known and known[outcome.source_id].fetched_at >= since

    async def _is_known(self, outcome: Ingested, job: str) -> bool:
        if outcome.state is SourceState.UNCHANGED:
            return True
        last = await self._last(outcome)
        same = last is not None and (last.audit.after, last.audit.detail.get("path")) == (outcome.state, outcome.path)
        return last is not None and same and _is_of(last, job)

    async def _last(self, outcome: Ingested) -> Audited | None:
        found = await self.audit_log.latest(1, subject=_subject(outcome))
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class ForgetSource:
    """Remove a source with all that came from it; the index follows the library.

    Raises:
        LibraryUnavailable: the library cannot be read or written.
    """

    library: Library
    audit_log: AuditLog
    uploads: Uploads
    clock: Clock

    async def __call__(self, source_id: str, actor: str, event: str = FORGET) -> Source | None:
        """What it was; None where it is gone already."""
        found = [one.source for one in await self.library.sources() if one.source.id == source_id]
        for source in found:
            await self.library.remove(source.id)
            await self.uploads.remove(source.key)
            detail = {"title": source.title, "path": source.path}
            audit = Audit(actor, event, f"source:{source.id}", "", SourceState.REMOVED, detail)
            await self.audit_log.add([audit], self.clock.now())
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class UndoTakingIn:
    """Remove a source that was new a short while ago, and that nothing has happened to since."""

    forget: ForgetSource

    async def __call__(self, source_id: str, actor: str) -> Source | None:
        """What it was; None where it is new no more, or gone."""
        found = await self.forget.audit_log.latest(1, subject=f"source:{source_id}")
        if not found or not _is_undoable(found[0].audit, self.forget.clock.now()):
            return None
        return await self.forget(source_id, actor, UNDO)


def _is_undoable(audit: Audit, now: dt.datetime) -> bool:
    fresh = audit.at is not None and now - audit.at < _NEW_FOR
    return fresh and audit.event == INGEST and audit.after == SourceState.NEW


def _subject(outcome: Ingested) -> str:
    return f"source:{outcome.source_id}" if outcome.source_id else "source"


def _is_of(last: Audited, job: str) -> bool:
    return last.audit.event == INGEST and last.audit.detail.get("job") == job


def _audit(outcome: Ingested, actor: str, job: str) -> Audit:
    detail = {"job": job, "path": outcome.path} | ({"reason": outcome.reason} if outcome.reason else {})
    return Audit(actor, INGEST, _subject(outcome), "", outcome.state, detail)


def counted(outcomes: Sequence[Ingested]) -> dict[SourceState, int]:
    """How many sources came to which end."""
    return {state: sum(one.state is state for one in outcomes) for state in SourceState}
