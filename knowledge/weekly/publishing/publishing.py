"""Publishing a frozen issue everywhere, and sending again what did not go out."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.errors import Hindrance, IssueHindered
from knowledge.ports import Clock
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState, Outbox
from knowledge.weekly.compiled import CompiledIssue
from knowledge.weekly.issues import Issue, IssueChange, IssueEvent, Publication, Step
from knowledge.weekly.notes import NoteEvent, NoteState
from knowledge.weekly.ports import Announcements, Issues, Notes
from knowledge.weekly.publishing import moving
from knowledge.weekly.publishing.artefacts import findable
from knowledge.weekly.publishing.deciding import after, audit, decided

AT_ONCE: Final = ("archive", "feed", "wechat")
"""Targets that are served from what is frozen: an issue is there as soon as the step is taken."""

NOT_THERE: Final = frozenset({EffectState.FAILED, EffectState.UNCERTAIN})
"""Where nothing is sent again unless a person says so."""


@dataclass(frozen=True, slots=True)
class Target:
    """A chat that issues are published to, such as `channel:-100123`."""

    name: str
    chat_id: int


@dataclass(frozen=True, slots=True)
class PublishIssue:
    """Publish a frozen issue: it stands in the archive at once, and chats get it by the outbox.

    Raises:
        TransitionRefused: it is not frozen.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    notes: Notes
    announcements: Announcements
    clock: Clock
    learn_targets: Callable[[], Sequence[Target]]

    @property
    def targets(self) -> Sequence[Target]:
        """Where it goes, as far as that is known now."""
        return self.learn_targets()

    async def __call__(self, issue: Issue, actor: str) -> Issue | None:
        """The issue while it is published; None where somebody else has changed it since it was read."""

        async def plan() -> Step:
            return await self._step(issue, actor)

        return await decided(self.issues, self.clock, issue, plan)

    async def _step(self, issue: Issue, actor: str) -> Step:
        now, targets = self.clock.now(), self.targets
        publishing = replace(after(issue, IssueEvent.PUBLISH), published_at=now)
        compiled = await frozen(self.issues, issue)
        printed = await self.notes.of_issue(issue.id, {NoteState.FROZEN})
        notes = tuple(
            moving.changed(one.note, NoteEvent.PUBLISH, label=one.note.label, byline=one.note.byline) for one in printed
        )
        fresh = Publication(issue.id, compiled.revision, "", EffectState.PENDING, now)
        return Step(
            notes=notes,
            issues=(IssueChange(issue, publishing),),
            publications=publications(fresh, compiled.number, targets),
            entries=findable(compiled),
            audits=(
                audit(issue, publishing, IssueEvent.PUBLISH, actor, targets=" ".join(one.name for one in targets)),
                *moving.audits(notes, NoteEvent.PUBLISH, actor),
            ),
            effects=posts(compiled, targets, self.announcements.published, {}),
        )


@dataclass(frozen=True, slots=True)
class Doubts:
    """What an editor says of targets that nobody knows the end of: sent once more, or taken to have gone out."""

    resend: Collection[str] = ()
    settled: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class RetryIssue:
    """Send again what failed; what is uncertain only where an editor says so.

    A chat that was left out of a correction gets the newest revision, not what failed there before it.

    Raises:
        TransitionRefused: nothing of it failed or is uncertain.
        IssueHindered: all that is left is uncertain, and nothing is said of it.
        LibraryUnavailable: the database cannot be reached or written.
    """

    issues: Issues
    outbox: Outbox
    announcements: Announcements
    clock: Clock

    async def __call__(self, issue: Issue, actor: str, doubts: Doubts | None = None) -> Issue | None:
        """The issue while it is published again; None where somebody else has changed it since it was read."""
        said = doubts or Doubts()
        chosen: list[Publication] = []

        async def plan() -> Step:
            again = after(issue, IssueEvent.RETRY)
            every = await self.issues.publications(issue.id)
            over = [one for one in newest_of(issue, every) if one.state in NOT_THERE]
            meant = [one for one in over if _is_meant(one, said)]
            if not meant:
                raise IssueHindered(Hindrance.NOTHING_TO_RETRY)
            anew = [one for one in meant if one.target not in said.settled and one.effect_key != _newest(issue, one)]
            chosen[:] = [one for one in meant if one not in anew]
            told = audit(issue, again, IssueEvent.RETRY, actor, targets=" ".join(one.target for one in meant))
            pending = self._pending([*chosen, *(replace(one, effect_key=_newest(issue, one)) for one in anew)])
            effects = await self._posts(issue, anew, every)
            return Step(issues=(IssueChange(issue, again),), publications=pending, audits=(told,), effects=effects)

        taken = await decided(self.issues, self.clock, issue, plan)
        if taken is not None:  # where this process ends before it, settling finds them as they were
            await self._resolve(chosen, said)
        return taken

    def _pending(self, publications: Iterable[Publication]) -> tuple[Publication, ...]:
        now = self.clock.now()
        return tuple(replace(one, state=EffectState.PENDING, reason=None, changed_at=now) for one in publications)

    async def _posts(
        self, issue: Issue, anew: Sequence[Publication], every: Sequence[Publication]
    ) -> tuple[Effect, ...]:
        """The newest revision for those that only know of an earlier one."""
        targets = [Target(one.target, one.chat_id) for one in anew if one.chat_id is not None]
        if not targets:
            return ()
        return posts(await frozen(self.issues, issue), targets, self.announcements.published, editable(every))

    async def _resolve(self, chosen: Sequence[Publication], said: Doubts) -> None:
        known = await self.outbox.by_keys([one.effect_key for one in chosen if one.effect_key])
        for one in chosen:
            if kept := known.get(one.effect_key or ""):
                await self.outbox.resolve(kept.id, send=one.target not in said.settled, now=self.clock.now())


def publications(fresh: Publication, number: int, targets: Iterable[Target]) -> tuple[Publication, ...]:
    """Where a revision goes: chats wait for the outbox, the rest has it at once."""
    chats = [
        replace(fresh, target=one.name, effect_key=key(number, fresh.revision, one.name), chat_id=one.chat_id)
        for one in targets
    ]
    return (*chats, *(replace(fresh, target=name, state=EffectState.SENT) for name in AT_ONCE))


def newest_of(issue: Issue, publications: Iterable[Publication]) -> list[Publication]:
    """Where the newest revision of an issue goes."""
    return [one for one in publications if one.revision == issue.revision]


def posts(
    issue: CompiledIssue,
    targets: Iterable[Target],
    announce: Callable[[CompiledIssue, str, int, str | None], Sequence[Effect]],
    shown: Mapping[str, str],
) -> tuple[Effect, ...]:
    """What chats get of an issue: in the place of what is `shown` there, by target, or new to them."""
    return tuple(effect for one in targets for effect in announce(issue, one.name, one.chat_id, shown.get(one.name)))


def shown_in(publications: Iterable[Publication]) -> dict[str, str]:
    """The keys of the effects that chats have an issue by, the first of each: later ones edit its message."""
    shown: dict[str, str] = {}
    for one in publications:
        if one.effect_key and one.state is not EffectState.FAILED:
            shown.setdefault(one.target, one.effect_key)
    return shown


def editable(publications: Iterable[Publication]) -> dict[str, str]:
    """As `shown_in`, without what may never have come there: its message is not known."""
    return shown_in(one for one in publications if one.state is not EffectState.UNCERTAIN)


def key(number: int, revision: int, target: str) -> str:
    """By what the outbox knows a revision at a target."""
    return f"issue:{number}:{revision}:{target}"


async def frozen(issues: Issues, issue: Issue) -> CompiledIssue:
    """What is frozen of an issue that has a number.

    Raises:
        IssueHindered: there is nothing; another program has been at the database.
    """
    compiled = await issues.compiled(issue.number or 0)
    if compiled is None:
        raise IssueHindered(Hindrance.NO_ENTRIES)
    return compiled


def _newest(issue: Issue, publication: Publication) -> str:
    return key(issue.number or 0, issue.revision, publication.target)


def _is_meant(publication: Publication, said: Doubts) -> bool:
    named = publication.target in said.resend or publication.target in said.settled
    return named or publication.state is EffectState.FAILED
