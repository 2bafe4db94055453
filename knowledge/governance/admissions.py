"""Which chats the bot serves."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How a chat stands: it shows a pairing code and waits, is served, or is not."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Admission:
    """One chat on the list; `kind` is Telegram's word for it, `title` its own as last seen, None for a private chat.

    `code` is what the chat shows while it waits, and what an admin approves; `decided_by` is an actor as in `Audit`.
    """

    chat_id: int
    kind: str
    standing: Standing
    asked_at: dt.datetime
    title: str | None = None
    code: str | None = None
    decided_at: dt.datetime | None = None
    decided_by: str | None = None
