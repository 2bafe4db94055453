"""The inbox as its port tells it: a list that is gone through from the front."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from knowledge.spine.inbox import Incoming


@dataclass
class Kept:
    """One update of the list."""

    update: Incoming
    state: str
    due_at: dt.datetime
    attempts: int = 0
    worker: str | None = None
    held_until: dt.datetime | None = None
    ended_at: dt.datetime | None = None


@dataclass
class MemoryInbox:
    """What an inbox does, told by update numbers instead of ids."""

    kept: list[Kept] = field(default_factory=list)

    def keep(self, arrived: Sequence[Incoming], now: dt.datetime) -> int:
        """How many were new."""
        before = len(self.kept)
        for update in arrived:
            if update.update_id is None:
                self.kept.append(Kept(update, "buried", now, ended_at=now))
            elif update.update_id not in {one.update.update_id for one in self.kept}:
                self.kept.append(Kept(update, "waiting", now))
        return len(self.kept) - before

    def claim(self, worker: str, limit: int, now: dt.datetime, until: dt.datetime) -> list[tuple[int | None, int]]:
        """Numbers and attempts."""
        lanes: set[str] = set()
        claims: list[tuple[int | None, int]] = []
        for one in self.kept:
            if one.state not in {"waiting", "claimed"} or one.update.lane in lanes:
                continue
            lanes.add(one.update.lane)
            free = one.state == "waiting" or (one.held_until is not None and one.held_until <= now)
            if free and one.due_at <= now and len(claims) < limit:
                one.state, one.worker, one.held_until, one.attempts = "claimed", worker, until, one.attempts + 1
                claims.append((one.update.update_id, one.attempts))
        return claims

    def renew(self, worker: str, numbers: Collection[int], until: dt.datetime) -> set[int]:
        """Those that this worker held."""
        held = [one for one in self.kept if one.state == "claimed" and one.worker == worker]
        renewed = {one.update.update_id: one for one in held if one.update.update_id in numbers}
        for one in renewed.values():
            one.held_until = until
        return {number for number in renewed if number is not None}

    def end(self, number: int, worker: str, state: str, now: dt.datetime) -> bool:
        """Whether this worker held it."""
        return self._end(number, worker, state, now) is not None

    def put_back(self, number: int, worker: str, due_at: dt.datetime, *, counted: bool) -> bool:
        """Whether this worker held it."""
        if (one := self._end(number, worker, "waiting", None)) is None:
            return False
        one.due_at, one.attempts = due_at, one.attempts - (not counted)
        return True

    def revive(self, number: int, now: dt.datetime) -> bool:
        """Whether it was buried."""
        for one in self.kept:
            if one.update.update_id == number and one.state == "buried":
                self.kept.remove(one)
                self.kept.append(Kept(one.update, "waiting", now))
                return True
        return False

    def forget(self, before: dt.datetime) -> int:
        """How many ended before then."""
        old = [one for one in self.kept if one.ended_at is not None and one.ended_at < before]
        self.kept = [one for one in self.kept if one not in old]
        return len(old)

    def counts(self) -> tuple[int, int]:
        """How many are in work, and how many buried."""
        states = [one.state for one in self.kept]
        return states.count("waiting") + states.count("claimed"), states.count("buried")

    def numbers(self, state: str) -> list[int]:
        """Those in a state that have one."""
        return [one.update.update_id for one in self.kept if one.state == state and one.update.update_id is not None]

    def _end(self, number: int, worker: str, state: str, ended_at: dt.datetime | None) -> Kept | None:
        for one in self.kept:
            if one.update.update_id == number and one.state == "claimed" and one.worker == worker:
                one.state, one.worker, one.held_until, one.ended_at = state, None, None, ended_at
                return one
        return None
