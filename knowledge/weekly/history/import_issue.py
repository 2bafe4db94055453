"""Importing: an old issue's page becomes a published issue like any other."""

import asyncio
import datetime as dt
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from knowledge.errors import Hindrance, IssueHindered
from knowledge.ports import Clock
from knowledge.records import Audit
from knowledge.spine.outbox import EffectState
from knowledge.weekly import writing
from knowledge.weekly.compiled import CompiledIssue, IssueEntry
from knowledge.weekly.history.pages import read_issue
from knowledge.weekly.issues import Issue, IssueChange, IssueState, Publication, Step
from knowledge.weekly.ports import Issues
from knowledge.weekly.publishing.artefacts import PUBLIC_FORM, RenderIssue, findable
from knowledge.weekly.publishing.publishing import publications

IMPORT: Final = "import"
"""What an audit calls it: it is nothing that happens to an issue that is there."""

_NEW: Final = -1
"""The id of the issue that stands first in a step and is new."""

_NOON: Final = dt.time(12)


class Imported(NamedTuple):
    """An issue that was imported, now or before."""

    issue: Issue
    is_new: bool


@dataclass(frozen=True, slots=True)
class ImportIssue:
    """Take in an issue from its page, Markdown or JSON, as published on its day; the same again changes nothing.

    Raises:
        IssueHindered: the file holds no issue, or another with its number is there.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    render: RenderIssue
    clock: Clock
    zone: ZoneInfo

    async def __call__(self, name: str, data: bytes, actor: str) -> Imported:
        """The issue; `name` is the file's, by which its format is known."""
        read = await asyncio.to_thread(_read, name, data)
        if read is None:
            raise IssueHindered(Hindrance.NO_ISSUE_IN_FILE, name)
        known = await self.issues.numbered(read.number)
        if known is None:
            taken = await self.issues.take(await self._step(read, actor), self.clock.now())
            if taken is not None:
                return Imported(taken.issues[0].after, is_new=True)
            known = await self.issues.numbered(read.number)
        if known is None or not await self._is_same(read):
            raise IssueHindered(Hindrance.NUMBER_TAKEN, str(read.number))
        return Imported(known, is_new=False)

    async def _is_same(self, read: CompiledIssue) -> bool:
        from knowledge.weekly.rendering.json_export import to_json  # noqa: PLC0415

        first = await self.issues.artefact(read.number, PUBLIC_FORM, read.revision)
        return first is not None and first.data in {to_json(read), to_json(_without_pictures(read))}

    async def _step(self, read: CompiledIssue, actor: str) -> Step:
        read = _without_pictures(read)
        rendered = await self.render(read)
        day = dt.datetime.combine(read.date, _NOON, self.zone).astimezone(dt.UTC)
        issue = Issue(
            id=0,
            state=IssueState.PUBLISHED,
            opened_at=day,
            changed_at=self.clock.now(),
            number=read.number,
            revision=read.revision,
            editor=read.editor,
            frozen_at=day,
            published_at=day,
            digest=rendered.digest,
        )
        fresh = Publication(_NEW, read.revision, "", EffectState.SENT, self.clock.now())
        audit = Audit(actor, IMPORT, f"issue:{_NEW}", "", issue.state, {"number": str(read.number)})
        return Step(
            issues=(IssueChange(None, issue),),
            artefacts=tuple((_NEW, read.revision, one) for one in rendered.files),
            publications=publications(fresh, read.number, ()),
            entries=findable(read),
            audits=(audit,),
        )


def _without_pictures(issue: CompiledIssue) -> CompiledIssue:
    """The same without pictures: their numbers are those of another deployment, here they may be anybody's."""

    def bare(entry: IssueEntry) -> IssueEntry:
        texts = (replace(one, body=writing.with_pictures(one.body, ())) for one in entry.contributions)
        return replace(entry, contributions=tuple(texts))

    sections = tuple(replace(one, entries=tuple(map(bare, one.entries))) for one in issue.sections)
    return replace(issue, foreword=writing.with_pictures(issue.foreword, ()), sections=sections)


def _read(name: str, data: bytes) -> CompiledIssue | None:
    from knowledge.weekly.rendering.json_export import of_json, public  # noqa: PLC0415

    if not data.lstrip().startswith(b"{"):
        return read_issue(name, data)
    try:
        return public(of_json(data))  # its notes are not those of this database
    except ValueError:
        return None
