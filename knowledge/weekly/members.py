"""Members: how they want to be named, what they have agreed to, and what they want to hear."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

FOR_EVER: Final = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
"""When a ban without an end ends."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the group; `name` is Telegram's, as last seen, and `nickname` their own for the weekly.

    `banned_until` is there where they are banned, with `ban_reason`.
    """

    user_id: int
    name: str
    nickname: str | None = None
    language: str | None = None
    consented_at: dt.datetime | None = None
    anonymous: bool = False
    shows_streak: bool = False
    wants_reminders: bool = False
    wants_recall: bool = False
    banned_until: dt.datetime | None = None
    ban_reason: str | None = None

    @property
    def byline(self) -> str:
        """What stands above their notes."""
        return self.nickname or self.name

    def is_banned(self, now: dt.datetime) -> bool:
        """Whether they may not hand anything in."""
        return self.banned_until is not None and now < self.banned_until
