"""The way of every decision on a note: read it, plan a step, take it, and look again where somebody came first."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from knowledge.ports import Clock
from knowledge.records import AUTHOR, Audit
from knowledge.weekly.issues import Step
from knowledge.weekly.lifecycles import note as lifecycle
from knowledge.weekly.notes import Note, NoteEvent, NoteState, Written
from knowledge.weekly.ports import Issues, Notes
from knowledge.weekly.reviewing.outcomes import Reviewed

_ATTEMPTS: Final = 3
"""A step may also fail because another note of it, or the issue, has changed: then it is planned anew."""

NOT_FOR_EDITORS: Final = frozenset({*lifecycle.DRAFTS, NoteState.DISCARDED, NoteState.ERASED})
"""A draft is nobody's but its author's."""

Plan: TypeAlias = Callable[[Written], Awaitable[Step]]


class Reading(Protocol):
    """What a use case that changes a note stands on."""

    @property
    def notes(self) -> Notes:
        """The notes."""
        ...

    @property
    def issues(self) -> Issues:
        """The issues."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...


@dataclass(frozen=True, slots=True)
class Changing:
    """Changes one note by compare-and-swap."""

    ports: Reading

    async def __call__(self, note_id: int, version: int, plan: Plan) -> Reviewed | None:
        """The note as it is then, and who had changed it before where it was not this version; None: there is none.

        Raises:
            TransitionRefused, ReviewRefused: from the plan.
        """
        for _ in range(_ATTEMPTS):
            written = await self.ports.notes.note(note_id)
            if written is None or written.note.state in NOT_FOR_EDITORS:
                return None
            if written.note.version != version:
                return Reviewed(written, await self._last_actor(note_id))
            if await self.ports.issues.take(await plan(written), self.ports.clock.now()):
                now = await self.ports.notes.note(note_id)
                return Reviewed(now) if now else None
        now = await self.ports.notes.note(note_id)
        return Reviewed(now, await self._last_actor(note_id)) if now else None

    async def _last_actor(self, note_id: int) -> str:
        audits = await self.ports.issues.audits(f"note:{note_id}")
        return audits[-1].actor if audits else AUTHOR


def audits_of(before: Note, actor: str, *events: NoteEvent, **detail: str) -> tuple[Audit, ...]:
    """One audit an event, in the order in which they happen.

    Raises:
        TransitionRefused: one of them may not happen.
    """
    told, state = [], before.state
    for event in events:
        following = lifecycle.after(state, event)
        told.append(Audit(actor, event, f"note:{before.id}", state, following, detail))
        state = following
    return tuple(told)
