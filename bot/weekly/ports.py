"""What the weekly of a deployment stands on."""

from dataclasses import dataclass, field

from bot.places import KnownPlaces
from bot.tongues import Tongues
from knowledge.ports import Clock, Library, LinkDescriptions, OpenQuestions
from knowledge.spine.outbox import Outbox
from knowledge.weekly.ports import (
    Announcements,
    AnsweredQuestions,
    Archive,
    Attachments,
    ForewordWriter,
    Issues,
    Members,
    Notes,
    Pictures,
    Printer,
    Waiting,
)


@dataclass(slots=True)
class OwnName:
    """The bot's username, which is known once Telegram was asked; empty before."""

    username: str = ""


@dataclass(frozen=True, slots=True)
class WeeklyPorts:
    """The ports that the weekly stands on; `writer` is None where no model is set."""

    notes: Notes
    issues: Issues
    archive: Archive
    members: Members
    attachments: Attachments
    waiting: Waiting
    answered_questions: AnsweredQuestions
    announcements: Announcements
    pictures: Pictures
    printer: Printer
    outbox: Outbox
    library: Library
    descriptions: LinkDescriptions
    open_questions: OpenQuestions
    clock: Clock
    places: KnownPlaces
    writer: ForewordWriter | None = None
    own_name: OwnName = field(default_factory=OwnName)
    tongues: Tongues = field(default_factory=Tongues)
