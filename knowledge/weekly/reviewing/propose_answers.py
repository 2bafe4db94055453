"""The week's answered questions, proposed for 疑问解答: none is printed without the consent of whoever asked."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from knowledge.ports import Clock, Library
from knowledge.records import Audit, Exchange
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import Issue, IssueChange, IssueEvent, NoteChange, Step
from knowledge.weekly.lifecycles import issue as issue_lifecycle
from knowledge.weekly.lifecycles.note import as_taken
from knowledge.weekly.notes import Agreement, Note, NoteEvent, NoteState, Revision, Written
from knowledge.weekly.ports import Announcements, AnsweredQuestions, Issues, Members, Notes
from knowledge.weekly.writing import illustrated

_WEEK: Final = dt.timedelta(days=7)
_RECENT: Final = 4
"""Issues that a week may touch."""
_CITATION: Final = re.compile(r"\s*\[\d+\]")
_FIRST: Final = -1
"""The id of what a step makes first."""


@dataclass(frozen=True, slots=True)
class ProposedAnswers:
    """Lists what may be proposed for an issue."""

    answered: AnsweredQuestions
    notes: Notes
    issues: Issues
    clock: Clock

    async def __call__(self, issue: Issue) -> list[Exchange]:
        """Of the week, and not taken already; questions without a person to ask are left out."""
        now = self.clock.now()
        asked = await self.answered.answered_between(min(issue.opened_at, now - _WEEK), now)
        recent = (await self.issues.issues())[-_RECENT:]
        taken = {one.note.exchange_id for held in recent for one in await self.notes.of_issue(held.id)}
        return [one for one in asked if one.origin.user_id is not None and one.id not in taken]


@dataclass(frozen=True, slots=True)
class IncludeAnswer:
    """Makes a pending note of an answered question, whose author is whoever asked, and asks them."""

    proposed: ProposedAnswers
    members: Members
    announcements: Announcements
    library: Library

    async def __call__(self, issue_id: int, exchange_id: int, actor: str) -> Written | None:
        """The note; None where it cannot be taken, or was taken already.

        A press that is worked off again asks whoever asked where that was not done yet.

        Raises:
            TransitionRefused: the issue takes no notes any more.
        """
        issue = await self.proposed.issues.issue(issue_id)
        if issue is None:
            return None
        of_it = [one for one in await self.proposed.notes.of_issue(issue_id) if one.note.exchange_id == exchange_id]
        if not of_it:
            note_id = await self._made(issue, exchange_id, actor)
            of_it = [one for one in [await self.proposed.notes.note(note_id)] if one] if note_id else []
        unasked = [one for one in of_it if one.note.agreement is Agreement.NOT_ASKED]
        return await self._asked(unasked[0], actor) if unasked else None

    async def _made(self, issue: Issue, exchange_id: int, actor: str) -> int | None:
        """The issue changes with it: of two editors who take one at once, one is told that it is taken."""
        exchange = next((one for one in await self.proposed(issue) if one.id == exchange_id), None)
        if exchange is None:
            return None
        now = self.proposed.clock.now()
        arranged = replace(issue, state=issue_lifecycle.after(issue.state, IssueEvent.ARRANGE))
        detail = {"exchange": str(exchange_id)}
        asker = await self.members.member(exchange.origin.user_id or 0)
        note = replace(_note(exchange, issue, now), anonymous=asker is not None and asker.anonymous)
        step = Step(
            notes=(NoteChange(None, note),),
            issues=(IssueChange(issue, arranged),),
            revisions=(await self._revision(exchange, now),),
            audits=(
                Audit(actor, IssueEvent.ARRANGE, f"issue:{issue.id}", issue.state, arranged.state, detail),
                Audit(actor, "propose", f"note:{_FIRST}", "", NoteState.PENDING, detail),
            ),
        )
        taken = await self.proposed.issues.take(step, now)
        return taken.notes[0].after.id if taken else None

    async def _asked(self, written: Written, actor: str) -> Written | None:
        note = written.note
        after = replace(note, agreement=Agreement.ASKED)
        shown = Written(as_taken(after), written.revision)
        member = await self.members.member(note.author_id) if note.author_id is not None else None
        effects = (*self.announcements.proposed(shown), *self.announcements.card(shown, member, (), None))
        audit = Audit(actor, NoteEvent.ARRANGE, f"note:{note.id}", note.state, note.state, {"agreement": "asked"})
        step = Step(notes=(NoteChange(note, after),), audits=(audit,), effects=effects)
        return shown if await self.proposed.issues.take(step, self.proposed.clock.now()) else None

    async def _revision(self, exchange: Exchange, now: dt.datetime) -> Revision:
        sources = await self._sources([cited.entry_id for cited in exchange.citations])
        answer = illustrated(_CITATION.sub("", exchange.answer).strip(), ())
        text = answer + (f"\n\n来源：{'、'.join(sources)}" if sources else "")
        return Revision(_FIRST, 1, " ".join(exchange.meaning.question.split())[:120], text, now)

    async def _sources(self, entry_ids: Collection[str]) -> list[str]:
        """Links to what the answer cites, each once."""
        held = [await self.library.entry(one) for one in dict.fromkeys(entry_ids)]
        addresses = {entry.url or origin.url: entry.title or origin.title for entry, origin in filter(None, held)}
        return [f"[{_plain(title)}](<{url}>)" for url, title in addresses.items() if url and "<" not in url + title]


def _note(exchange: Exchange, issue: Issue, now: dt.datetime) -> Note:
    return Note(
        id=0,
        author_id=exchange.origin.user_id,
        origin=exchange.origin,
        section=Section.ANSWERS,
        state=NoteState.PENDING,
        opened_at=now,
        changed_at=now,
        revision=1,
        issue_id=issue.id,
        exchange_id=exchange.id,
    )


def _plain(title: str) -> str:
    return re.sub(r"[\[\]\\\n]+", " ", title).strip()
