"""Roles: what somebody may do everywhere, by their numeric id and never by a name."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """An admin governs the whole bot; an editor reviews the weekly's notes."""

    ADMIN = "admin"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody was given; `granted_by` is an actor as in `Audit`."""

    user_id: int
    role: Role
    granted_at: dt.datetime
    granted_by: str
