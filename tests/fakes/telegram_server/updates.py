"""The queue of updates that wait for the bot."""

import secrets
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.timing import Clock

DAY = 86_400

FAR_AHEAD = 10
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Bot API, getUpdates `allowed_updates`: an empty list means all update types except these."""


@dataclass(slots=True, eq=False)
class Waiting:
    """An update that the bot has not acknowledged."""

    update_id: int
    content: Json
    lane: str
    expires: float
    forced: bool = False
    handed: bool = False

    def shown(self) -> Json:
        """The Update object."""
        return {"update_id": self.update_id, **self.content}


@dataclass
class UpdateQueue:
    """Updates in order of arrival. tdlib/td tddb/td/db/TQueue.cpp.

    An update is kept until it is acknowledged or too old, whichever comes first. The first identifier is arbitrary.
    """

    clock: Clock
    allowed: frozenset[str] | None = None
    next_id: int = field(default_factory=lambda: 100_000_000 + secrets.randbelow(800_000_000))
    _lanes: dict[str, deque[Waiting]] = field(default_factory=dict)
    _kept: dict[int, Waiting] = field(default_factory=dict)
    _soonest: float = float("inf")

    @property
    def waiting(self) -> list[Waiting]:
        """What is not acknowledged."""
        return list(self._kept.values())

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._kept

    def allow(self, kinds: Sequence[object] | None) -> None:
        """Change what is wanted from now on. Client.cpp `update_allowed_update_types`.

        Bot API, getUpdates: not given, the previous setting is used; an empty list means the default; updates created
        before the call are not affected.
        """
        if kinds is not None:
            self.allowed = frozenset(str(kind) for kind in kinds) or None

    def wants(self, kind: str) -> bool:
        """Whether updates of this kind are queued at all."""
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def add(self, content: Json, lane: str, expires: float) -> int | None:
        """Queue an update with the next identifier, or None if nobody wants it or it is too old."""
        if not all(self.wants(kind) for kind in content) or expires <= self.clock.now():
            return None
        self._append(Waiting(self.next_id, content, lane, expires))
        self.next_id += 1
        return self.next_id - 1

    def add_raw(self, update_id: int, content: Json, lane: str) -> None:
        """Queue what breaks the rules: a known identifier, an unknown type. It is handed out at least once."""
        self._append(Waiting(update_id, content, lane, self.clock.now() + DAY, forced=True))
        self.next_id = max(self.next_id, update_id + 1)

    def restart_ids(self, at: int) -> None:
        """Bot API, Update `update_id`: after a week without updates, the next identifier is chosen at random."""
        self.next_id = at

    def take(self, offset: int, limit: int) -> list[Waiting]:
        """What `getUpdates` answers. Bot API, getUpdates; Client.cpp `do_get_updates`.

        An offset acknowledges all updates below it; a negative one counts from the end and forgets what lies before;
        one that lies more than ten ahead of the next identifier is as good as none (TQueue.cpp `get`).
        """
        self.expire()
        first = offset + self.next_id if offset < 0 else offset
        if first <= self.next_id + FAR_AHEAD:
            self._drop(one for one in self.waiting if one.update_id < first and (one.handed or not one.forced))
        taken = list(islice(self._kept.values(), limit))
        for one in taken:
            one.handed = True
        return taken

    def head(self, lane: str) -> Waiting | None:
        """The update of a lane that goes next."""
        self.expire()
        return next(iter(self._lanes.get(lane, ())), None)

    def lanes(self) -> list[str]:
        """The lanes in which something waits."""
        return list(self._lanes)

    def forget(self, done: Waiting) -> None:
        """This update is handled."""
        self._drop([done])

    def clear(self) -> None:
        """Bot API, `drop_pending_updates`."""
        self._drop(self.waiting)

    def expire(self) -> None:
        """Drop what is too old: 24 h after the date of a message; Bot API, "Getting updates"."""
        now = self.clock.now()
        if now >= self._soonest:
            self._drop(one for one in self.waiting if one.expires <= now)
            self._soonest = min((one.expires for one in self._kept.values()), default=float("inf"))

    def _append(self, one: Waiting) -> None:
        self._kept[id(one)] = one
        self._lanes.setdefault(one.lane, deque()).append(one)
        self._soonest = min(self._soonest, one.expires)

    def _drop(self, dropped: Iterable[Waiting]) -> None:
        for one in dropped:
            if self._kept.pop(id(one), None) is not None:
                self._lanes[one.lane].remove(one)
                if not self._lanes[one.lane]:
                    del self._lanes[one.lane]
