"""Telegram's clock, which a test may speed up or push forward."""

import time
from dataclasses import dataclass


@dataclass
class Clock:
    """What Telegram thinks the time is.

    `speed`: how many of Telegram's seconds pass in one real second where the server itself waits (webhook backoff,
    response timeouts, flood limits). `ahead`: seconds that a test has pushed the clock forward.
    """

    speed: float = 1.0
    ahead: float = 0.0

    def now(self) -> int:
        """Unix time, as `date` fields have it."""
        return int(time.time() + self.ahead)

    def elapsed(self) -> float:
        """Seconds on a clock that never goes back, for limits and intervals."""
        return time.monotonic() * self.speed + self.ahead

    def real(self, seconds: float) -> float:
        """How long the server really waits for so many of Telegram's seconds."""
        return seconds / self.speed
