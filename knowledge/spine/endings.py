"""How work on an update ends: what a handler raises, and what follows from it."""

import datetime as dt
from dataclasses import dataclass
from typing import Final, TypeAlias

from knowledge.spine.inbox import Claim

CRASHED: Final = "crashed"
"""Why an update is buried of which no attempt came to an end: its process died, or lost its lease."""


class Undecodable(Exception):
    """The payload is nothing that the handler understands, and never will be."""


class TryAgain(Exception):
    """What stands in the way passes: the update is to be tried again, after a while that may be known.

    Uncounted, it does not bring the last attempt nearer.
    """

    def __init__(self, after: dt.timedelta | None = None, *, counted: bool = True) -> None:
        super().__init__(after, counted)
        self.after = after
        self.counted = counted


@dataclass(frozen=True, slots=True)
class WorkPolicy:
    """How many updates at once, how long each is held and how often it is tried; bare numbers are seconds.

    `longest` bounds what is tried again without being counted: Telegram itself keeps an update that long.
    """

    concurrency: int = 16
    lease: float = 60.0
    renew_every: float = 15.0
    attempts: int = 5
    backoffs: tuple[float, ...] = (1.0, 5.0, 30.0, 120.0)
    longest: dt.timedelta = dt.timedelta(days=1)
    look_every: float = 0.5
    patience: float = 20.0


@dataclass(frozen=True, slots=True)
class Done:
    """Worked off."""


@dataclass(frozen=True, slots=True)
class Again:
    """To be tried again from then on."""

    due_at: dt.datetime
    counted: bool


@dataclass(frozen=True, slots=True)
class Bury:
    """Not to be tried any more; `reason` is a short technical word."""

    reason: str


Ending: TypeAlias = Done | Again | Bury


def after_failure(claim: Claim, failure: Exception, policy: WorkPolicy, now: dt.datetime) -> Ending:
    """What becomes of an update whose handler raised this; what says nothing of itself is tried again and counted."""
    if isinstance(failure, Undecodable):
        return Bury("undecodable")
    again = failure if isinstance(failure, TryAgain) else TryAgain()
    if again.counted and claim.attempt >= policy.attempts:
        return Bury(_word(failure))
    if not again.counted and now - claim.arrived_at > policy.longest:
        return Bury(_word(failure))
    backoff = policy.backoffs[min(claim.attempt, len(policy.backoffs)) - 1]
    after = dt.timedelta(seconds=backoff) if again.after is None else again.after
    return Again(now + after, again.counted)


def _word(failure: Exception) -> str:
    return type(failure.__cause__ or failure if isinstance(failure, TryAgain) else failure).__name__
