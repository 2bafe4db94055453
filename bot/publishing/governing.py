"""What administration sends by the way of the outbox: broadcasts, and what became of orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.catalogue import Language
from bot.catalogue.administering import Intake
from bot.publishing.outgoing import Outgoing, effects
from bot.rendering import sentence
from bot.rendering.broadcasts import ended
from knowledge.governance.broadcasting import Reached
from knowledge.governance.reindexing import Rebuilt
from knowledge.records import Effect


def composed(html: str) -> Mapping[str, Any]:
    """The payload of a message of HTML."""
    return Outgoing(html).payload()


@dataclass(frozen=True, slots=True)
class OrderNotices:
    """Tells admins what became of what they ordered; `process` is this one's name among several."""

    language: Language
    process: str

    def rebuilt(self, done: Rebuilt) -> Effect:
        """The index of this process was built anew."""
        said = Intake.REINDEXED.say(self.language, passages=done.passages, seconds=round(done.seconds, 1))
        key = f"reindexed:{done.order}:{self.process}"
        return effects(key, done.chat_id, sentence(said), Outgoing("", silent=True))[0]

    def broadcast_ended(self, reached: Reached) -> Effect:
        """A broadcast has ended everywhere."""
        key = f"broadcast-ended:{reached.broadcast.id}"
        return effects(key, reached.broadcast.told, [ended(reached, self.language)])[0]
