"""The open questions of a week, for the admin's chat."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from bot.catalogue import Language
from bot.places import KnownPlaces
from bot.publishing.outgoing import effects
from bot.rendering.audience import Audience
from bot.rendering.open_questions import Week, week
from bot.tongues import Tongues
from knowledge.ports import Clock, OpenQuestions, Opinions
from knowledge.records import OpenQuestion
from knowledge.remembering.gaps import Gap, list_disliked
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
    places: KnownPlaces
    language: Language
    opinions: Opinions | None = None
    tongues: Tongues = field(default_factory=Tongues)

    async def __call__(self, period: Period) -> None:
        """The digest of a period, which goes out once however often it is asked for; nowhere without a chat for it."""
        if (chat_id := self.places.notice_chat) is None:
            return
        told = _week(await self.open_questions.questions(closed=True), period)._replace(
            disliked=await self._bad(period)
        )
        if told.opened or told.answered or told.still or told.disliked:
            audience = Audience(self.tongues.of(chat_id, self.language), "", ZoneInfo(period.zone))
            pages = week(told, audience.day(period.begins), audience.day(period.ends), audience)
            await self.outbox.put(effects(f"{_JOB}:{period.key}:{chat_id}", chat_id, pages), self.clock.now())

    async def _bad(self, period: Period) -> list[Gap]:
        """The questions of groups whose answers were found bad."""
        if self.opinions is None:
            return []
        return await list_disliked(self.opinions, period.begins, period.ends, _TOP)


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
