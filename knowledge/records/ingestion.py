"""What becomes of what is ingested, and of each of its lines."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.records.library import Entry
from knowledge.records.pages import Reading


class SourceState(StrEnum):
    """What ingesting did to one source."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Ingested:
    """The outcome for one source; `reason` is a `Refusal` value where it was refused."""

    path: str
    state: SourceState
    source_id: str | None = None
    shape: str | None = None
    entries: int = 0
    passages: int = 0
    reason: str | None = None


class Fate(StrEnum):
    """What becomes of a line: kept, mended, nothing but marks, left out around the article, or part of no entry."""

    KEPT = "kept"
    REPAIRED = "repaired"
    MARKUP = "markup"
    AROUND = "around"
    NO_ENTRY = "no_entry"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands in a page, its fate, and how it reads where it was repaired."""

    text: str
    fate: Fate
    repaired: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A reading and what became of every line; no lines where the format itself has entries."""

    reading: Reading
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What ingesting would do to one entry: NEW, CHANGED, UNCHANGED or REMOVED; `before` is what was CHANGED."""

    state: SourceState
    entry: Entry
    before: Entry | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What ingesting would do to one source; `reason` is a `Refusal` value where it would be refused."""

    path: str
    state: SourceState
    shape: str | None = None
    entries: tuple[EntryChange, ...] = ()
    lines: tuple[Line, ...] = ()
    reason: str | None = None
