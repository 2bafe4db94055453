"""Putting the publisher together over the ports of the spine."""

import asyncio
from functools import partial
from typing import Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from bot.places import KnownPlaces
from bot.publishing import cut_off, digest, taking_part
from bot.publishing.application import Sender, application_of
from bot.publishing.earlier import EarlierMessages
from bot.publishing.files import WeeklyFiles
from bot.publishing.notices import AdminNotices
from bot.publishing.publisher import Publisher
from bot.publishing.sending import SendByBot
from bot.settings import Settings
from bot.tongues import Tongues
from bot.weekly import WeeklyUseCases
from knowledge.ports import Clock, OpenQuestions, Opinions
from knowledge.spine.chats import Chats
from knowledge.spine.exclusive import Exclusive
from knowledge.spine.leases import Leases
from knowledge.spine.ledger import Ledger
from knowledge.spine.outbox import Outbox
from knowledge.spine.pacing import Paces
from knowledge.spine.run_due import Job, RunDue
from knowledge.spine.schedule import Weekly
from knowledge.spine.send_outbox import SendOutbox

LEASE: Final = "publisher"

_PAUSE: Final = 1.0
_REFUSED_PAUSE: Final = 600.0
"""Seconds before a token is tried again that was refused: Telegram has done so in passing."""

"""Seconds between two attempts to keep what was sent."""


class PublisherPorts(Protocol):
    """The ports that the publisher stands on."""

    @property
    def outbox(self) -> Outbox:
        """What is to be sent."""
        ...

    @property
    def chats(self) -> Chats:
        """Where nothing can be sent."""
        ...

    @property
    def leases(self) -> Leases:
        """Who publishes."""
        ...

    @property
    def paces(self) -> Paces:
        """Whose turn it is."""
        ...

    @property
    def ledger(self) -> Ledger:
        """What ran this week."""
        ...


class Told(NamedTuple):
    """What is told of by itself."""

    open_questions: OpenQuestions
    weekly: WeeklyUseCases
    places: KnownPlaces
    opinions: Opinions | None = None
    tongues: Tongues = Tongues()


async def publish(settings: Settings, spine: PublisherPorts, told: Told, clock: Clock, sender: str) -> None:
    """Publish until cancelled, as the process `sender`, whenever no other process of the deployment does.

    Telegram that cannot be reached is waited for; where it refuses the token, nothing is sent for a while, and
    all of it stays.
    """
    run_due = RunDue(spine.ledger, clock, _jobs(settings, spine, told, clock))
    notices = AdminNotices(told.places, settings.language, told.tongues)
    earlier = EarlierMessages(spine.outbox, told.weekly.issues)
    files = WeeklyFiles(told.weekly.issues, told.weekly.attachments)

    async def work() -> None:
        while True:
            application = _application(settings)
            send, pause = SendByBot(application.bot, spine.paces, earlier, files), partial(asyncio.sleep, _PAUSE)
            send_outbox = SendOutbox(spine.outbox, spine.chats, clock, send, sender, notices, pause)
            await Publisher(application, send_outbox, run_due).run()
            await asyncio.sleep(_REFUSED_PAUSE)

    await Exclusive(spine.leases, clock, sender)(LEASE, work)


def _application(settings: Settings) -> Sender:
    assert settings.telegram_token is not None  # noqa: S101  the caller has looked
    token = settings.telegram_token.get_secret_value()
    return application_of(token, settings.telegram_api_url, ZoneInfo(settings.zone))


def _jobs(settings: Settings, spine: PublisherPorts, told: Told, clock: Clock) -> dict[Weekly, Job]:
    """What is due each week."""
    editors = cut_off.EditorsChat(spine.outbox, clock, told.places, settings.language, told.tongues)
    members = taking_part.Telling(spine.outbox, clock, settings.language, told.tongues)
    weekly = told.weekly
    digesting = digest.DigestOpenQuestions(
        told.open_questions, spine.outbox, clock, told.places, settings.language, told.opinions, told.tongues
    )
    return {
        cut_off.closing(settings): cut_off.CloseAtCutOff(weekly.close_issue, editors),
        cut_off.reminding(settings): cut_off.RemindEditors(weekly.issues, weekly.notes, editors),
        taking_part.reminding(settings): taking_part.RemindMembers(weekly.taking_part.find_unwritten, members),
        taking_part.recalling(settings): taking_part.AskAboutNotes(weekly.taking_part.find_recalled, members),
        digest.weekly(ZoneInfo(settings.zone)): digesting,
    }
