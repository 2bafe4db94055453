"""Pacing: how soon the next message may go to a chat, whoever sends it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Rate:
    """One each `every` seconds in the long run, and `burst` at once (the generic cell rate algorithm).

    Source: ITU-T I.371, annex A
    """

    every: float
    burst: int = 1


class Paces(Protocol):
    """The turns that were given away under a key; shared by every process of a deployment, or of one alone."""

    async def reserve(self, key: str, rate: Rate) -> float:
        """Take the next turn; in how many seconds it comes, 0 for now."""
        ...

    async def hold(self, key: str, seconds: float) -> None:
        """Give no turn sooner than in so many seconds."""
        ...
