"""Letting chats in: each that comes shows a pairing code, which somebody who governs the bot approves."""

import datetime as dt
import hmac
import secrets
from dataclasses import dataclass
from typing import Final

from knowledge.governance.admissions import Admission, Standing
from knowledge.governance.ports import Admissions
from knowledge.ports import Clock
from knowledge.records import Audit

_SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What nobody takes for another: without 0 and O, 1 and I."""
_LENGTH: Final = 7
_EVENTS: Final = {Standing.ADMITTED: "admit", Standing.REFUSED: "refuse"}


@dataclass(frozen=True, slots=True)
class AdmitChat:
    """The list of chats: who comes is put on it, who governs the bot decides.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    admissions: Admissions
    clock: Clock

    async def known(self, chat_id: int, kind: str, title: str | None) -> Admission | None:
        """How a chat stands, with its title as it is now; nothing is kept of one that is not on the list."""
        admission = await self.admissions.admission(chat_id)
        if admission is None or title in {None, admission.title}:  # a button's message may not name its chat
            return admission
        return await self.admissions.ask(_waiting(chat_id, kind, title, self.clock.now()))

    async def come(self, chat_id: int, kind: str, title: str | None) -> Admission:
        """Put a chat on the list, where it waits with a code; as it stands where it is there already."""
        return await self.admissions.ask(_waiting(chat_id, kind, title, self.clock.now()))

    async def by_code(self, code: str) -> Admission | None:
        """The chat that waits with this code; how long it takes tells nothing of the others' codes."""
        given = code.strip().upper().encode()
        waiting = [one for one in await self.admissions.admissions() if one.standing is Standing.WAITING]
        matching = [one for one in waiting if hmac.compare_digest((one.code or "").encode(), given) and one.code]
        return matching[0] if matching else None

    async def decide(
        self, chat_id: int, standing: Standing, actor: str, seen: Standing | None = None
    ) -> Admission | None:
        """Let a chat in, or not; the chat as it was, None where it is not on the list.

        Where somebody else has decided at the same moment, or since it was `seen` to stand so, it stays so, and the
        chat is as they have left it.
        """
        before, now = await self.admissions.admission(chat_id), self.clock.now()
        if before is None or seen not in {None, before.standing}:
            return before
        if before.standing is not standing:
            detail = {"title": before.title} if before.title else {}
            subject, was, then = f"chat:{chat_id}", before.standing.value, standing.value
            told = Audit(actor, _EVENTS[standing], subject, was, then, detail, now)
            if await self.admissions.decide(chat_id, standing, actor, now, told) is None:
                return await self.admissions.admission(chat_id)
        return before


def _waiting(chat_id: int, kind: str, title: str | None, now: dt.datetime) -> Admission:
    code = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return Admission(chat_id, kind, Standing.WAITING, now, title, code)
