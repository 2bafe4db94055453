"""Issues: how far they are, where they are published, and what a step of the weekly changes."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from knowledge.records import Audit, Effect
from knowledge.spine.outbox import EffectState
from knowledge.weekly.compiled import Artefact, Label
from knowledge.weekly.notes import Note, Part, Revision


class IssueState(StrEnum):
    """How far an issue is. Exactly one is open."""

    OPEN = "open"
    REVIEW = "review"
    FROZEN = "frozen"
    PUBLISHING = "publishing"
    PARTIAL = "partial"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    SKIPPED = "skipped"
    WITHDRAWN = "withdrawn"


class IssueEvent(StrEnum):
    """What happens to an issue; `knowledge.weekly.lifecycles.issue` says in which state it may."""

    CLOSE = "close"
    REOPEN = "reopen"
    SKIP = "skip"
    ARRANGE = "arrange"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    PUBLISH = "publish"
    FINISH = "finish"
    FAIL = "fail"
    RETRY = "retry"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue; `id` is 0 until it is kept, `number` is given at freezing.

    `foreword` is Markdown that editors wrote, `proposal` what a model proposed for it. `ingested` is the revision that
    is in the library, 0 before the first. `digest` is the SHA-256 of the frozen compiled issue's JSON.
    """

    id: int
    state: IssueState
    opened_at: dt.datetime
    changed_at: dt.datetime
    version: int = 1
    number: int | None = None
    revision: int = 0
    foreword: str = ""
    proposal: str = ""
    editor: str | None = None
    frozen_at: dt.datetime | None = None
    published_at: dt.datetime | None = None
    digest: str | None = None
    ingested: int = 0
    article_url: str | None = None
    """Where the WeChat article stands, once an editor has said so."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One revision of an issue at one target, such as `channel:-100123`, `group:-100456`, `archive` or `wechat`.

    `effect_key` names the outbox's row of a target in Telegram; `message_id` is kept here as long as the issue.
    """

    issue_id: int
    revision: int
    target: str
    state: EffectState
    changed_at: dt.datetime
    effect_key: str | None = None
    chat_id: int | None = None
    message_id: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """An entry of a published issue as it is found: `text` is all that it says, on lines, without markup.

    `identity` is that of what it is about (`knowledge.links.identity`).
    """

    label: Label
    title: str
    authors: tuple[str, ...]
    text: str
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note as it was read and as it is to be; a new one where `before` is None."""

    before: Note | None
    after: Note


@dataclass(frozen=True, slots=True)
class IssueChange:
    """An issue as it was read and as it is to be; a new one where `before` is None."""

    before: Issue | None
    after: Issue


@dataclass(frozen=True, slots=True)
class Step:
    """What one decision changes: all of it, or nothing where anybody has changed one of these since they were read.

    The store counts `version` up and sets `changed_at`. `drop_artefacts` names the issue whose artefacts go (unfreezing
    it); `artefacts` are kept for (issue id, revision). `publications` replace those of the same issue, revision and
    target. `effects` go into the outbox in the same transaction. `parts` are messages that a note is made of: each is
    added to its note, whatever the note's state, or takes the place of what the same message said before. `entries` are
    all that the archive finds of the one numbered issue among `issues` from now on, none where it is withdrawn; None
    leaves them as they are. With `alone` nothing is changed where another note in hand of the same issue says word for
    word what the first of `notes` says, whose revision is there already.

    What is new has no id yet: there -1 stands for the first of `issues`, -2 for the second and so on, wherever an
    issue's id is named (in notes, artefacts, publications, and as `issue:-1` in audits), and likewise -1 for the first
    of `notes` in revisions, parts and audits. An author is kept with a new note and never changes.
    """

    notes: tuple[NoteChange, ...] = ()
    issues: tuple[IssueChange, ...] = ()
    revisions: tuple[Revision, ...] = ()
    parts: tuple[Part, ...] = ()
    artefacts: tuple[tuple[int, int, Artefact], ...] = ()
    drop_artefacts: int | None = None
    publications: tuple[Publication, ...] = ()
    entries: tuple[PublishedEntry, ...] | None = None
    audits: tuple[Audit, ...] = ()
    effects: tuple[Effect, ...] = ()
    alone: bool = False
