"""An issue as it would be if it were frozen now, and what is gathered for that."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from knowledge import links
from knowledge.ports import Clock, LinkDescriptions, OpenQuestions
from knowledge.records import OpenQuestion
from knowledge.weekly import compiling, writing
from knowledge.weekly.bylines import bylines
from knowledge.weekly.compiled import CompiledIssue, Section, SeenBefore
from knowledge.weekly.compiling import Context, Erratum
from knowledge.weekly.document import Document
from knowledge.weekly.issues import Issue
from knowledge.weekly.notes import NoteState, Written
from knowledge.weekly.ports import Archive, Issues, Members, Notes
from knowledge.weekly.publishing.errata import errata

_MOST_QUESTIONS: Final = 20
_MOST_EARLIER: Final = 3


@dataclass(frozen=True, slots=True)
class Sources:
    """What an issue is made of besides its notes."""

    members: Members
    archive: Archive
    descriptions: LinkDescriptions
    open_questions: OpenQuestions


@dataclass(frozen=True, slots=True)
class DraftIssue:
    """Compile an issue from its placed notes, changing nothing; the notes whose words need a yes wait for it.

    Raises:
        LibraryUnavailable: the database cannot be reached.
    """

    issues: Issues
    notes: Notes
    sources: Sources
    clock: Clock
    name: str
    zone: ZoneInfo

    async def __call__(self, issue: Issue) -> CompiledIssue:
        """The issue with the number that it would get now; a frozen one as it is frozen."""
        if issue.number is not None and (frozen := await self.issues.compiled(issue.number)) is not None:
            return frozen
        placed = await self.notes.of_issue(issue.id, {NoteState.PLACED})
        return await self.of(issue, [one for one in placed if compiling.is_ready(one.note)])

    async def of(self, issue: Issue, notes: Sequence[Written]) -> CompiledIssue:
        """The issue that exactly these notes make."""
        known = await self.issues.issues()
        parsed = cache(writing.parsed)
        linked = await asyncio.to_thread(_identities, issue, notes, parsed)  # hundreds of notes take a second
        number = max((one.number or 0 for one in known), default=0) + 1
        context = Context(
            number=number,
            day=self.clock.now().astimezone(self.zone).date(),
            name=self.name,
            bylines=await self._bylines(notes),
            descriptions=await self.sources.descriptions.descriptions(linked),
            earlier=await self._earlier(notes),
            open_questions=_of_groups(await self.sources.open_questions.questions()),
            errata=await self._errata(known),
            parsed=parsed,
        )
        return await asyncio.to_thread(compiling.compiled, issue, notes, context)

    async def _bylines(self, notes: Sequence[Written]) -> dict[int, str]:
        """How members are called, but for those who want no name."""
        named = {one.note.author_id for one in notes if not one.note.anonymous}
        names = bylines(await self.sources.members.members())
        return {user_id: name for user_id, name in names.items() if user_id in named}

    async def _earlier(self, notes: Sequence[Written]) -> dict[str, Sequence[SeenBefore]]:
        addresses = {compiling.web_address(one.revision.url) for one in notes if one.note.section is not Section.STUDY}
        found = await self.sources.archive.about({links.identity(one) for one in addresses if one})
        return {
            name: [SeenBefore(label, tuple(authors)) for label, authors in about[:_MOST_EARLIER]]
            for name, about in found.items()
        }

    async def _errata(self, known: Sequence[Issue]) -> list[Erratum]:
        """What was put right since the newest issue was frozen, of whichever issue."""
        numbered = [one for one in known if one.number is not None and one.frozen_at is not None]
        since = max((one.frozen_at for one in numbered if one.frozen_at), default=None)
        found: list[Erratum] = []
        for one in numbered:
            if one.revision > 1:
                found += errata(one, await self.issues.audits(f"issue:{one.id}"), since)
        return found


def _identities(issue: Issue, notes: Iterable[Written], parsed: Callable[[str], Document]) -> set[str]:
    """Everything that is linked to."""
    texts = [issue.foreword, *(one.revision.text for one in notes)]
    written = [link.url for text in texts for link in writing.hyperlinks(parsed(text))]
    about = [address for one in notes if (address := compiling.web_address(one.revision.url))]
    return {links.identity(url) for url in (*written, *about)}


def _of_groups(questions: Sequence[OpenQuestion]) -> list[OpenQuestion]:
    """The open questions of groups, those that most ask first; a private chat has a person's number."""
    asked = [one for one in questions if one.chat_id < 0 and one.closed_at is None]
    return sorted(asked, key=lambda one: (-one.times, one.asked_at))[:_MOST_QUESTIONS]
