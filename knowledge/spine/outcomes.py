"""What becomes of one attempt to send an effect."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Sent:
    """It went out, as this message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Later:
    """It certainly did not go out, and may the next time; with `hold_chat` nothing goes to its chat sooner.

    `after` is None where nobody said how long to wait.
    """

    reason: str
    after: dt.timedelta | None = None
    hold_chat: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """It did not go out, and will not the next time either."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing can be sent to its chat any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """It did not go out: its chat has another id now."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows whether it went out."""

    reason: str


@dataclass(frozen=True, slots=True)
class Barred:
    """It did not go out: nothing can be sent at all until somebody mends the settings."""

    reason: str


Outcome: TypeAlias = Sent | Later | Refused | Gone | Moved | Unknown | Barred
