"""Which adapter stands behind which port."""

from bot.wiring.clock import SystemClock
from bot.wiring.database import database_of, database_version, inbox_of, library_of, open_questions_of, outbox_of
from bot.wiring.deployment import Zixue, zixue
from bot.wiring.gates import calibrating
from bot.wiring.indexes import indexes_in_use
from bot.wiring.models import make_embedder, make_reranker, make_writer, name_of
from bot.wiring.sources import previewing, watching_of
from bot.wiring.spine import Spine, spine_of

__all__ = [
    "Spine",
    "SystemClock",
    "Zixue",
    "calibrating",
    "database_of",
    "database_version",
    "inbox_of",
    "indexes_in_use",
    "library_of",
    "make_embedder",
    "make_reranker",
    "make_writer",
    "name_of",
    "open_questions_of",
    "outbox_of",
    "previewing",
    "spine_of",
    "watching_of",
    "zixue",
]
