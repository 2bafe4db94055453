"""Every place of the product that can hold something about a person, and what becomes of it on request."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What is stored, as people are told of it; `NOBODYS` is about no person."""

    QUESTIONS = "questions"
    OPINIONS = "opinions"
    OVERHEARD = "overheard"
    NOTES = "notes"
    PUBLISHED = "published"
    MEMBERSHIP = "membership"
    GOVERNANCE = "governance"
    CONSUMPTION = "consumption"
    TRANSIT = "transit"
    FILES = "files"
    NOBODYS = "nobodys"


class Fate(StrEnum):
    """What becomes of it when somebody wants to be forgotten.

    `REMOVED`: what is theirs goes. `UNNAMED`: it stays, and does not name them (any more). `REPRINTED`: it is made anew
    without them. `KEPT`: an admin's decision stays, by the number alone. `ELAPSES`: it goes by itself within a day.
    `OUT_OF_REACH`: it cannot be changed; `NONE`: nothing of it is about anybody.
    """

    REMOVED = "removed"
    UNNAMED = "unnamed"
    REPRINTED = "reprinted"
    KEPT = "kept"
    ELAPSES = "elapses"
    OUT_OF_REACH = "out_of_reach"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Holding:
    """One place: a table by its name, or something beside the database by a word of its own.

    `exported` names the sections of an export that come from it; none where it says nothing that stands in no other.
    """

    place: str
    kind: Kind
    fate: Fate
    exported: tuple[str, ...] = ()


HOLDINGS: Final = (
    Holding("exchanges", Kind.QUESTIONS, Fate.REMOVED, ("questions",)),
    Holding("open_questions", Kind.QUESTIONS, Fate.REMOVED, ("open_questions",)),
    Holding("opinions", Kind.OPINIONS, Fate.REMOVED, ("opinions",)),
    Holding("overheard", Kind.OVERHEARD, Fate.REMOVED, ("overheard", "labels")),
    Holding("notes", Kind.NOTES, Fate.REMOVED, ("notes",)),
    Holding("note_authors", Kind.NOTES, Fate.REMOVED),
    Holding("revisions", Kind.NOTES, Fate.REMOVED, ("revisions", "edits")),
    Holding("parts", Kind.NOTES, Fate.REMOVED, ("parts",)),
    Holding("album_items", Kind.NOTES, Fate.REMOVED, ("album_items",)),
    Holding("attachments", Kind.NOTES, Fate.REMOVED, ("pictures",)),
    Holding("issues", Kind.PUBLISHED, Fate.REPRINTED),
    Holding("artefacts", Kind.PUBLISHED, Fate.REPRINTED),
    Holding("published_entries", Kind.PUBLISHED, Fate.REPRINTED),
    Holding("publications", Kind.PUBLISHED, Fate.NONE),
    Holding("sources", Kind.PUBLISHED, Fate.REPRINTED),
    Holding("entries", Kind.PUBLISHED, Fate.REPRINTED),
    Holding("passages", Kind.PUBLISHED, Fate.REPRINTED),
    Holding("embeddings", Kind.PUBLISHED, Fate.REPRINTED),
    Holding("aliases", Kind.PUBLISHED, Fate.REPRINTED),
    Holding("vocabularies", Kind.PUBLISHED, Fate.REPRINTED),
    Holding("members", Kind.MEMBERSHIP, Fate.REMOVED, ("member",)),
    Holding("waiting", Kind.MEMBERSHIP, Fate.REMOVED, ("waiting",)),
    Holding("chats", Kind.MEMBERSHIP, Fate.REMOVED, ("chat",)),
    Holding("listen_gates", Kind.MEMBERSHIP, Fate.REMOVED),
    Holding("admissions", Kind.MEMBERSHIP, Fate.REMOVED, ("admission",)),
    Holding("lost_chats", Kind.MEMBERSHIP, Fate.REMOVED, ("lost_chat",)),
    Holding("roles", Kind.GOVERNANCE, Fate.REMOVED, ("roles",)),
    Holding("places", Kind.GOVERNANCE, Fate.UNNAMED, ("places",)),
    Holding("confirmations", Kind.GOVERNANCE, Fate.REMOVED, ("confirmations",)),
    Holding("audits", Kind.GOVERNANCE, Fate.UNNAMED, ("audits",)),
    Holding("erasures", Kind.GOVERNANCE, Fate.REMOVED, ("erasures",)),
    Holding("consumption", Kind.CONSUMPTION, Fate.REMOVED, ("consumption",)),
    Holding("quotas", Kind.CONSUMPTION, Fate.KEPT, ("quotas",)),
    Holding("inbox", Kind.TRANSIT, Fate.REMOVED, ("inbox",)),
    Holding("outbox", Kind.TRANSIT, Fate.REMOVED, ("outbox",)),
    Holding("replies", Kind.TRANSIT, Fate.REMOVED),
    Holding("stops", Kind.TRANSIT, Fate.REMOVED, ("stops",)),
    Holding("leases", Kind.TRANSIT, Fate.REMOVED),
    Holding("paces", Kind.TRANSIT, Fate.REMOVED),
    Holding("valkey", Kind.TRANSIT, Fate.ELAPSES),
    Holding("index", Kind.FILES, Fate.REPRINTED),
    Holding("files", Kind.FILES, Fate.REMOVED),
    Holding("uploads", Kind.FILES, Fate.UNNAMED),
    Holding("log", Kind.FILES, Fate.OUT_OF_REACH),
    Holding("metrics", Kind.FILES, Fate.NONE),
    Holding("backups", Kind.FILES, Fate.OUT_OF_REACH),
    Holding("write-ahead log of a PostgreSQL server", Kind.FILES, Fate.OUT_OF_REACH),
    Holding("changes", Kind.NOBODYS, Fate.NONE),
    Holding("watches", Kind.NOBODYS, Fate.NONE),
    Holding("link_descriptions", Kind.NOBODYS, Fate.NONE),
    Holding("runs", Kind.NOBODYS, Fate.NONE),
)
"""A table that is missing here fails a test: what is stored and what people are told of it cannot part."""


def sections() -> tuple[str, ...]:
    """The sections of an export, in the order in which it has them."""
    return tuple(section for holding in HOLDINGS for section in holding.exported)
