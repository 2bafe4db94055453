"""Which adapter stands behind which port."""

from bot.governance import GovernancePorts
from bot.wiring.clock import SystemClock
from bot.wiring.database import (
    database_of,
    database_version,
    inbox_of,
    library_of,
    open_questions_of,
    opinions_of,
    outbox_of,
)
from bot.wiring.deployment import Zixue, zixue
from bot.wiring.gates import calibrating
from bot.wiring.governance import governance_ports_of
from bot.wiring.indexes import indexes_in_use
from bot.wiring.models import make_embedder, make_judge, make_reranker, make_writer, name_of
from bot.wiring.sources import previewing, watching_of
from bot.wiring.spine import Spine, spine_of

__all__ = [
    "GovernancePorts",
    "Spine",
    "SystemClock",
    "Zixue",
    "calibrating",
    "database_of",
    "database_version",
    "governance_ports_of",
    "inbox_of",
    "indexes_in_use",
    "library_of",
    "make_embedder",
    "make_judge",
    "make_reranker",
    "make_writer",
    "name_of",
    "open_questions_of",
    "opinions_of",
    "outbox_of",
    "previewing",
    "spine_of",
    "watching_of",
    "zixue",
]
