"""Sending what lies in the outbox: each effect once, and never for ever."""

import datetime as dt
import itertools
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol, TypeAlias, assert_never

from knowledge.errors import LibraryUnavailable
from knowledge.ports import Clock
from knowledge.records import Effect
from knowledge.spine.chats import Chats
from knowledge.spine.outbox import Outbox, Sending
from knowledge.spine.outcomes import Barred, Gone, Later, Moved, Outcome, Refused, Sent, Unknown

Send: TypeAlias = Callable[[Sending], Awaitable[Outcome]]
"""Sends one effect; whatever goes wrong is an outcome."""

_BACKOFF: Final = (1.0, 5.0, 30.0, 120.0, 600.0)
"""Seconds before the second, third … attempt; the last is that before all the others."""

_ATTEMPTS: Final = 150
"""A day of them: Telegram itself keeps what waits for a bot as long."""

_CHAT_LOST: Final = "chat lost"


class Notices(Protocol):
    """What an admin is told of effects that did not go out, as effects of their own."""

    def gave_up(self, sending: Sending, reason: str) -> Sequence[Effect]:
        """One was given up."""
        ...

    def uncertain(self, sendings: Sequence[tuple[int, int]]) -> Sequence[Effect]:
        """Of these, each its id and attempt, nobody knows whether they went out."""
        ...


class Attempt(NamedTuple):
    """An effect and what became of it."""

    sending: Sending
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class SendOutbox:
    """Send the next effect that is due, and keep what became of it.

    Called several times at once, it sends to as many chats; each call has a name of its own after `sender`. What was
    sent is kept however long the database takes: forgetting it would send it again.

    Raises:
        LibraryUnavailable: the database cannot be reached or written, and nothing was sent.
    """

    outbox: Outbox
    chats: Chats
    clock: Clock
    send: Send
    sender: str
    notices: Notices
    pause: Callable[[], Awaitable[None]]
    _calls: Iterator[int] = field(default_factory=itertools.count, init=False)
    _unheard: set[str] = field(default_factory=set, init=False)
    """Names under which something may have been claimed that nobody sends: the database's answer was lost."""

    async def __call__(self) -> Attempt | None:
        """What became of the next effect; None where nothing is due."""
        for sending in await self._claimed(f"{self.sender}:{next(self._calls)}"):
            attempt = Attempt(sending, await self._outcome(sending))
            await self._keep(attempt)
            return attempt
        return None

    async def _claimed(self, name: str) -> list[Sending]:
        if unheard := frozenset(self._unheard):  # else its chat would wait for the next that takes over
            await self.outbox.unclaim(unheard)
            self._unheard.difference_update(unheard)
        try:
            return await self.outbox.claim(name, 1, self.clock.now())
        except LibraryUnavailable:
            self._unheard.add(name)
            raise

    async def take_over(self) -> int:
        """Begin to be the only sender: of how many effects that were being sent nobody knows the end.

        Those are another's, or this process's own from before it lost its turn.
        """
        left = await self.outbox.abandoned(self.sender, self.clock.now())
        if left:
            told = self.notices.uncertain([(one.id, one.attempts) for one in left])
            await self.outbox.put(told, self.clock.now())
        return len(left)

    async def _outcome(self, sending: Sending) -> Outcome:
        try:
            if await self.chats.is_lost(sending.effect.chat_id):
                return Gone(_CHAT_LOST)
        except LibraryUnavailable:
            return Later("database")
        outcome = await self.send(sending)
        if isinstance(outcome, Later | Moved) and sending.attempt >= _ATTEMPTS:
            return Refused(outcome.reason if isinstance(outcome, Later) else "chat moved on and on")
        return outcome

    async def _keep(self, attempt: Attempt) -> None:
        """Keep an outcome, which may be kept twice; as often as it takes."""
        while True:
            try:
                await self._kept(*attempt)
            except LibraryUnavailable:
                await self.pause()
            else:
                return

    async def _kept(self, sending: Sending, outcome: Outcome) -> None:
        outbox, number, now = self.outbox, sending.id, self.clock.now()
        match outcome:
            case Sent(message_id):
                await outbox.sent(number, message_id, now)
            case Later(_, after, hold_chat):
                await outbox.again(number, now + (after or _backoff(sending.attempt)), hold_chat=hold_chat)
            case Moved(chat_id):
                await outbox.again(number, now)  # first, because only what is pending moves with its chat
                await self.chats.moved(sending.effect.chat_id, chat_id)
            case Barred():
                await outbox.again(number, now)
            case Gone(reason):
                await outbox.failed(number, reason, now, whole_chat=True)
                await self.chats.lost(sending.effect.chat_id, reason, now)
            case Refused(reason):
                await outbox.failed(number, reason, now)
                await outbox.put(self.notices.gave_up(sending, reason), now)
            case Unknown(reason):
                await outbox.uncertain(number, reason, now)
                await outbox.put(self.notices.uncertain([(number, sending.attempt)]), now)
            case _:
                assert_never(outcome)


def _backoff(attempt: int) -> dt.timedelta:
    return dt.timedelta(seconds=_BACKOFF[min(attempt, len(_BACKOFF)) - 1])
