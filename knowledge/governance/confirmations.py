"""What is done only once somebody who may has confirmed it by a button."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Something that waits to be confirmed in a chat, until it expires.

    `action` is a word of whoever asked, `arguments` its JSON. `user_id` is who has to confirm; None: whoever governs
    the chat, as where an anonymous admin asked. `id` is 0 until it is kept.
    """

    id: int
    chat_id: int
    action: str
    asked_at: dt.datetime
    expires_at: dt.datetime
    user_id: int | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
