"""What of each table is one person's: the selects that an export is made of."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, or_, select

from knowledge.adapters.sql.chat_tables import ChatRow
from knowledge.adapters.sql.governance.tables import AdmissionRow
from knowledge.adapters.sql.rights.tables import ErasureRow
from knowledge.adapters.sql.spine.tables import InboxRow
from knowledge.adapters.sql.tables import METADATA, ExchangeRow
from knowledge.adapters.sql.weekly.tables import NoteRow

_DECLARED: Final = (ExchangeRow, ChatRow, AdmissionRow, InboxRow, NoteRow, ErasureRow)  # tables come with their modules

TABLES: Final = METADATA.tables
ABOUT: Final = ("member", "user", "chat", "quota:user", "quota:chat")
"""How the subjects of audits begin that are people, and what is only theirs."""

_UNREADABLE: Final = {"vector", "embedder"}
"""A vector is made of words that stand beside it."""


def sections(user_id: int) -> dict[str, Select[Any]]:
    """What is somebody's by section of an export, but for what only the payload of an update tells, and pictures."""
    return _talks(user_id) | _weekly(user_id) | _governance(user_id) | _spine(user_id)


def exchanges_of(user_id: int) -> ColumnElement[bool]:
    """What somebody asked, and whatever was asked in their private chat."""
    column = TABLES["exchanges"].c
    return or_(column.user_id == user_id, column.chat_id == user_id)


def notes_of(user_id: int) -> Select[Any]:
    """The numbers of somebody's notes."""
    authors = TABLES["note_authors"].c
    return select(authors.note_id).where(authors.user_id == user_id)


def exchange_ids(user_id: int) -> Select[Any]:
    """The numbers of what somebody asked."""
    return select(TABLES["exchanges"].c.id).where(exchanges_of(user_id))


def _talks(user_id: int) -> dict[str, Select[Any]]:
    exchanges, chats, open_ = TABLES["exchanges"], TABLES["admissions"], TABLES["open_questions"]
    asked = select(*_readable(exchanges), chats.c.title.label("chat")).outerjoin(
        chats, chats.c.chat_id == exchanges.c.chat_id
    )
    wanted = select(exchanges.c.open_question_id).where(exchanges_of(user_id))
    overheard = TABLES["overheard"]
    own = [column for column in overheard.c if not column.name.startswith("labelled_")]
    labels = [overheard.c[name] for name in ("id", "chat_id", "message_id", "label", "labelled_at")]
    return {
        "questions": asked.where(exchanges_of(user_id)),
        "open_questions": select(*_readable(open_)).where(open_.c.id.in_(wanted)),
        "opinions": _where("opinions", user_id=user_id),
        "overheard": select(*own).where(overheard.c.user_id == user_id),
        "labels": select(*labels).where(overheard.c.labelled_by == user_id),
    }


def _weekly(user_id: int) -> dict[str, Select[Any]]:
    notes, revisions, parts = TABLES["notes"], TABLES["revisions"], TABLES["parts"]
    theirs = notes_of(user_id)
    own = [column for column in revisions.c if column.name != "editor_id"]
    edited = [revisions.c[name] for name in ("note_id", "number", "made_at")]
    return {
        "notes": select(notes).where(notes.c.id.in_(theirs)),
        "revisions": select(*own).where(revisions.c.note_id.in_(theirs)),
        "edits": select(*edited).where(revisions.c.editor_id == user_id),
        "parts": select(parts).where(or_(parts.c.note_id.in_(theirs), parts.c.chat_id == user_id)),
        "album_items": _where("album_items", chat_id=user_id),
        "member": _where("members", user_id=user_id),
        "waiting": _where("waiting", user_id=user_id),
    }


def _governance(user_id: int) -> dict[str, Select[Any]]:
    return {
        "chat": _where("chats", chat_id=user_id),
        "admission": _where("admissions", chat_id=user_id),
        "lost_chat": _where("lost_chats", chat_id=user_id),
        "roles": _where("roles", user_id=user_id),
        "places": _where("places", set_by=str(user_id)),
        "confirmations": _where("confirmations", user_id=user_id),
        "audits": select(TABLES["audits"]).where(
            or_(TABLES["audits"].c.actor == str(user_id), TABLES["audits"].c.subject.in_(subjects(user_id)))
        ),
        "erasures": _where("erasures", user_id=user_id),
        "consumption": _where("consumption", scope="user", id=user_id),
        "quotas": _where("quotas", scope="user", id=user_id),
    }


def _spine(user_id: int) -> dict[str, Select[Any]]:
    outbox = TABLES["outbox"]
    return {
        "outbox": select(*(outbox.c[name] for name in ("key", "state", "put_at", "payload"))).where(
            outbox.c.chat_id == user_id
        ),
        "stops": _where("stops", asker=user_id),
    }


def subjects(user_id: int) -> list[str]:
    """What audits about somebody are about."""
    return [f"{kind}:{user_id}" for kind in ABOUT]


def _where(table: str, **is_: object) -> Select[Any]:
    columns = TABLES[table].c
    return select(*_readable(TABLES[table])).where(*(columns[name] == value for name, value in is_.items()))


def _readable(table: Table) -> list[ColumnElement[Any]]:
    return [column for column in table.c if column.name not in _UNREADABLE]
