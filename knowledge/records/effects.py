"""What is to happen outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Effect:
    """Something to be sent to a chat once; the same key is the same effect.

    `payload` is JSON that only the sender understands. Effects of one chat go out in order.
    """

    key: str
    chat_id: int
    payload: Mapping[str, Any]
