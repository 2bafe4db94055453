"""What people are told by the way of the outbox when something was given up: the admin's chat, and who asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.catalogue import Language
from bot.catalogue.boxes import Boxes
from bot.catalogue.words import Words
from bot.places import KnownPlaces
from bot.publishing.outgoing import Outgoing, effects
from bot.rendering.layout import messages
from bot.rendering.runs import Block, Run
from bot.tongues import Tongues
from bot.updates import kind_of_text, place_of_text
from knowledge.records import Effect
from knowledge.spine.endings import CRASHED
from knowledge.spine.inbox import Claim
from knowledge.spine.outbox import Sending


@dataclass(frozen=True, slots=True)
class AdminNotices:
    """Notices to the chat that is set for them, if any; of what could not be sent there nobody is told there."""

    places: KnownPlaces
    otherwise: Language
    tongues: Tongues = field(default_factory=Tongues)

    @property
    def language(self) -> Language:
        """What is spoken there."""
        return self.tongues.of(self.chat_id, self.otherwise)

    @property
    def chat_id(self) -> int | None:
        """The chat that is told, as it is now."""
        return self.places.notice_chat

    def gave_up(self, sending: Sending, reason: str) -> list[Effect]:
        """One was given up."""
        chat_id = sending.effect.chat_id
        if chat_id == self.chat_id:
            return []
        # a private chat's number is a person's: it might be an anonymous author's
        chat = Boxes.SOMEBODY.say(self.language) if chat_id > 0 else chat_id
        said = Boxes.GAVE_UP.say(self.language, chat=chat, reason=reason, id=sending.id)
        return self._notice(f"gave-up:{sending.id}:{sending.attempt}", said)

    def uncertain(self, sendings: Sequence[tuple[int, int]]) -> list[Effect]:
        """Of these, each its id and attempt, nobody knows whether they went out."""
        number, attempt = max(sendings)
        return self._notice(f"uncertain:{number}:{attempt}", Boxes.UNCERTAIN.say(self.language, count=len(sendings)))

    def buried(self, claim: Claim, reason: str) -> list[Effect]:
        """An update is not tried any more; where no attempt came as far as an apology, it is made here."""
        said = Boxes.BURIED.say(self.language, kind=kind_of_text(claim.payload), reason=reason, id=claim.id)
        apology = self._apology(claim) if reason == CRASHED else []
        return apology + self._notice(f"buried:{claim.id}", said)

    def _apology(self, claim: Claim) -> list[Effect]:
        place = place_of_text(claim.payload)
        if place is None:
            return []
        chat_id, message_id, topic_id = place
        pages = messages([Block((Run(Words.FAILED.say(self.tongues.of(chat_id, self.otherwise))),))])
        return effects(f"sorry:{claim.id}", chat_id, pages, Outgoing("", message_id, topic_id))

    def _notice(self, key: str, said: str) -> list[Effect]:
        chat_id = self.chat_id
        return [] if chat_id is None else effects(key, chat_id, messages([Block((Run(said),))]))
