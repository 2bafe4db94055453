"""Who may not hand anything in."""

import datetime as dt
from dataclasses import dataclass, replace

from knowledge.ports import Clock
from knowledge.records import Audit
from knowledge.weekly.issues import Step
from knowledge.weekly.members import FOR_EVER, Member
from knowledge.weekly.ports import Issues, Members


@dataclass(frozen=True, slots=True)
class BanMember:
    """Ban somebody from handing in, or lift it; their notes stay as they are.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    members: Members
    issues: Issues
    clock: Clock

    async def __call__(self, user_id: int, actor: str, reason: str, until: dt.datetime | None = None) -> Member:
        """The banned member, who need not be known; for ever without an end."""
        known = await self.members.member(user_id) or Member(user_id, "")
        banned = replace(known, banned_until=until or FOR_EVER, ban_reason=reason)
        detail = {"reason": reason, "until": (until or FOR_EVER).isoformat()}
        await self._keep(known, banned, Audit(actor, "ban", f"member:{user_id}", "", "", detail))
        return banned

    async def lift(self, user_id: int, actor: str) -> bool:
        """Let somebody hand in again; whether they were banned."""
        known = await self.members.member(user_id)
        if known is None or known.banned_until is None:
            return False
        free = replace(known, banned_until=None, ban_reason=None)
        await self._keep(known, free, Audit(actor, "unban", f"member:{user_id}", "", ""))
        return True

    async def _keep(self, before: Member, after: Member, audit: Audit) -> None:
        now = self.clock.now()
        told = replace(audit, before=_standing(before, now), after=_standing(after, now))
        await self.members.keep(after, before)
        await self.issues.take(Step(audits=(told,)), now)


def _standing(member: Member, now: dt.datetime) -> str:
    return "banned" if member.is_banned(now) else "free"
