"""How much a person and a chat may use the bot."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What a quota counts: what one person uses in all chats, or what one chat uses."""

    USER = "user"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Quota:
    """Limits; None: no limit. Tokens are a model's, in and out together; cost is in millionths of the currency."""

    questions_a_minute: int | None = None
    tokens_a_day: int | None = None
    cost_a_day: int | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """What was used: questions, a model's tokens, and what they cost in millionths of the settings' currency."""

    questions: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: int = 0
