"""The one process that publishes: it sends what lies in the outbox and keeps the weekly clock."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Final, assert_never

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.publishing.application import Sender
from knowledge.errors import KnowledgeError, LibraryUnavailable
from knowledge.spine.outbox import Sending
from knowledge.spine.outcomes import Barred, Gone, Later, Moved, Outcome, Refused, Sent, Unknown
from knowledge.spine.run_due import RunDue
from knowledge.spine.send_outbox import SendOutbox

_PLACES: Final = 4
"""So many chats are sent to at once."""

_LOOK_EVERY: Final = 0.5
_CLOCK_EVERY: Final = 60.0
_PATIENCE: Final = 25.0
"""Seconds that messages on their way get when the bot is told to stop: Telegram's answer takes no longer."""

_LONGEST_PAUSE: Final = 30.0
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Publisher:
    """What goes out by itself; run by one process of a deployment at a time."""

    application: Sender
    send_outbox: SendOutbox
    run_due: RunDue
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _waits_for: set[str] = field(default_factory=set)  # what has been told and is not over

    async def run(self) -> None:
        """Until cancelled, or until Telegram refuses the token; what is on its way is waited for then."""
        try:
            await self._take_over()
            await self._run_due()
            async with asyncio.TaskGroup() as group:
                sending = group.create_task(self._send())
                await self._start_clock()
                try:
                    await asyncio.wait([sending])
                finally:
                    self._stop.set()
                    await asyncio.wait([sending], timeout=_PATIENCE)
        finally:
            await self._close()

    async def _take_over(self) -> None:
        """What another was sending is in doubt now; before that is noted, nothing is sent."""
        while True:
            try:
                uncertain = await self.send_outbox.take_over()
            except LibraryUnavailable as failure:
                self._waits(type(failure).__name__)
                await self._wait(_LOOK_EVERY)
            else:
                _log.info("publishing", uncertain=uncertain)
                return

    async def _start_clock(self) -> None:
        """The clock only wakes: what ran and what did not is known to the ledger.

        A job that is late would not run at all with the scheduler's own grace of a second.
        """
        clock = self.application.job_queue
        assert clock is not None  # noqa: S101  the builder makes one
        late = {"misfire_grace_time": None, "coalesce": True}
        clock.run_repeating(self._run_due, _CLOCK_EVERY, job_kwargs=late)
        await clock.start()

    async def _run_due(self, _context: object = None) -> None:
        try:
            for job in await self.run_due():
                _log.info("job_ran", job=job)
        except KnowledgeError as failure:
            _log.warning("job_waits", reason=type(failure).__name__)

    async def _send(self) -> None:
        if await self._introduced():
            async with asyncio.TaskGroup() as group:
                for _ in range(_PLACES):
                    group.create_task(self._send_one_by_one())

    async def _introduced(self) -> bool:
        """Whether Telegram takes the token, as soon as it can be reached."""
        pause = 1.0
        while not self._stop.is_set():
            try:
                await self.application.bot.initialize()
            except InvalidToken:  # its text holds the token
                _log.error("publishing_stopped", reason="token refused")
                return False
            except TelegramError as failure:
                _log.warning("telegram_waits", reason=type(failure).__name__)
                await self._wait(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                return True
        return False

    async def _send_one_by_one(self) -> None:
        while not self._stop.is_set():
            if not await self._sent_one():
                await self._wait(_LOOK_EVERY)

    async def _sent_one(self) -> bool:
        """Whether something was due."""
        try:
            attempt = await self.send_outbox()
        except LibraryUnavailable as failure:
            self._waits(type(failure).__name__)
            return False
        self._waits_for.clear()
        if attempt is None:
            return False
        self._told(*attempt)
        if isinstance(attempt.outcome, Barred):
            self._stop.set()
        return True

    def _waits(self, reason: str) -> None:
        """Say so once: it is tried several times a second."""
        if reason not in self._waits_for:
            self._waits_for.add(reason)
            _log.warning("outbox_waits", reason=reason)

    def _told(self, sending: Sending, outcome: Outcome) -> None:
        match outcome:
            case Sent():
                _log.info("effect_sent", effect=sending.id)
            case Later(reason, after):
                _log.info("effect_waits", effect=sending.id, reason=reason, seconds=after and after.total_seconds())
            case Moved(chat_id):
                _log.info("chat_moved", effect=sending.id, chat_id=chat_id)
            case Refused(reason) | Gone(reason) | Unknown(reason) | Barred(reason):
                kind = type(outcome).__name__.lower()
                _log.warning("effect_not_sent", effect=sending.id, outcome=kind, reason=reason)
            case _:
                assert_never(outcome)

    async def _wait(self, seconds: float) -> None:
        """A pause that ends at once when this process is told to stop."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stop.wait()

    async def _close(self) -> None:
        clock = self.application.job_queue
        if clock is not None and clock.scheduler.running:  # what has not begun cannot be stopped (22.8)
            await clock.stop()
        await self.application.bot.shutdown()
