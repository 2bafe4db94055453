"""Whether this process can take requests, and what it says of itself."""

from dataclasses import dataclass
from typing import Any, Final

from bot.metrics import Condition

_LEVEL_SECONDS: Final = 2.0
_STALE_SECONDS: Final = 60.0
"""A large ingestion puts every process behind for a while, and none of them must go for that."""


@dataclass(slots=True)
class Drain:
    """Whether this process is on its way out."""

    begun: bool = False

    def drain(self) -> None:
        """Not ready any more, and no new update is taken: Telegram sends it again."""
        self.begun = True


def readiness(condition: Condition | None, drain: Drain) -> tuple[bool, dict[str, Any]]:
    """Whether it is ready, and why: the state of each part; nothing of it is secret."""
    parts: dict[str, Any] = {"draining": drain.begun, "database": condition is not None}
    if condition is not None:
        level = condition.lag_seconds <= _LEVEL_SECONDS
        parts["index"] = {
            "level": level,
            "lag_changes": condition.lag_changes,
            "lag_seconds": round(condition.lag_seconds, 1),
        }
    ready = not drain.begun and condition is not None and condition.lag_seconds <= _STALE_SECONDS
    return ready, {"ready": ready, **parts}
