"""The open questions of a week, for the admin's chat."""

import datetime as dt
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.catalogue import Language
from bot.publishing.outgoing import effects
from bot.rendering.audience import Audience
from bot.rendering.open_questions import Week, week
from knowledge.ports import Clock, OpenQuestions
from knowledge.records import OpenQuestion
from knowledge.spine.outbox import Outbox
from knowledge.spine.schedule import Period, Weekly

_JOB: Final = "open-questions"
_MONDAY: Final = 0
_NINE: Final = dt.time(9)
_TOP: Final = 10


def weekly(zone: ZoneInfo) -> Weekly:
    """When the digest is due."""
    return Weekly(_JOB, _MONDAY, _NINE, zone)


@dataclass(frozen=True, slots=True)
class DigestOpenQuestions:
    """Put a digest of a period's open questions, of all chats, into the outbox; nothing where there is none to tell of.

    Questions of private chats are counted, but not listed: nobody else is to read them.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    open_questions: OpenQuestions
    outbox: Outbox
    clock: Clock
    chat_id: int
    language: Language

    async def __call__(self, period: Period) -> None:
        """The digest of a period, which goes out once however often it is asked for."""
        told = _week(await self.open_questions.questions(closed=True), period)
        if told.opened or told.answered or told.still:
            audience = Audience(self.language, "", ZoneInfo(period.zone))
            pages = week(told, audience.day(period.begins), audience.day(period.ends), audience)
            await self.outbox.put(effects(f"{_JOB}:{period.key}:{self.chat_id}", self.chat_id, pages), self.clock.now())


def _week(listed: list[OpenQuestion], period: Period) -> Week:
    still = [one for one in listed if one.closed_at is None]
    groups = [one for one in still if one.chat_id < 0]  # private chats have a person's number
    ranked = sorted(groups, key=lambda one: (one.times, one.asked_at), reverse=True)
    return Week(
        opened=sum(period.begins <= one.asked_at < period.ends for one in listed),
        answered=sum(
            one.entry_id is not None and one.closed_at is not None and period.begins <= one.closed_at < period.ends
            for one in listed
        ),
        still=len(still),
        top=ranked[:_TOP],
    )
