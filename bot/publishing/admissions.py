"""What is said at the gate by the way of the outbox: pairing codes, who waits, and who is banned."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from bot.buttons import Button, Press
from bot.catalogue import Language, language
from bot.catalogue.governing import Governing
from bot.places import KnownPlaces
from bot.publishing.outgoing import Outgoing, effects
from bot.rendering import sentence
from bot.rendering.governing import ALLOW
from bot.rendering.runs import clipped, one_line
from knowledge.governance.admissions import Admission
from knowledge.governance.granted import Granted
from knowledge.ports import Clock
from knowledge.spine.outbox import Outbox
from knowledge.weekly.members import FOR_EVER, Member

_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class OutboxDoorkeeper:
    """Puts each message into the outbox under a key of its own, so that it goes out once however often it is due.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    outbox: Outbox
    clock: Clock
    places: KnownPlaces
    granted: Granted
    language: Language
    zone: dt.tzinfo

    async def show_code(self, admission: Admission, spoken: str | None) -> None:
        """Show a chat its code, at most once a day."""
        said = Governing.YOUR_CODE.say(language(spoken, self.language), code=admission.code or "")
        key = f"pairing:{admission.chat_id}:{self._today()}"
        await self.outbox.put(effects(key, admission.chat_id, sentence(said)), self.clock.now())

    async def ask_admins(self, admission: Admission, name: str) -> None:
        """Ask the chat of notices, else every admin in private, about a chat: once."""
        called = clipped(one_line(name), _NAME) or str(admission.chat_id)
        words = Governing.SOMEBODY_WAITS if admission.chat_id > 0 else Governing.CHAT_WAITS
        code = admission.code or ""
        said = sentence(words.say(self.language, name=called, id=admission.chat_id, code=code))
        where = Outgoing("", keyboard=(self._buttons(admission),))
        told = [self.places.notice_chat] if self.places.notice_chat else sorted(await self.granted.everybody())
        for chat_id in told:
            key = f"admission:{admission.chat_id}:{code}:{chat_id}"
            await self.outbox.put(effects(key, chat_id, said, where), self.clock.now())

    async def tell_banned(self, member: Member, spoken: str | None) -> None:
        """Tell somebody until when they are banned, at most once a day."""
        tongue, ends = language(spoken, self.language), member.banned_until or FOR_EVER
        until = Governing.FOR_EVER.say(tongue)
        if ends < FOR_EVER:
            until = Governing.UNTIL.say(tongue, at=f"{ends.astimezone(self.zone):%Y-%m-%d %H:%M}")
        said = Governing.YOU_ARE_BANNED.say(tongue, until=until, reason=clipped(one_line(member.ban_reason or ""), 200))
        key = f"banned:{member.user_id}:{self._today()}"
        await self.outbox.put(effects(key, member.user_id, sentence(said)), self.clock.now())

    def _buttons(self, admission: Admission) -> tuple[Button, ...]:
        where = str(admission.chat_id)
        named = ((Governing.ADMIT, "admit"), (Governing.REFUSE, "refuse"))
        return tuple(Button(words.say(self.language), Press(ALLOW, one, more=where).pack()) for words, one in named)

    def _today(self) -> dt.date:
        return self.clock.now().astimezone(self.zone).date()
