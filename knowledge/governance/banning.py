"""Who may neither ask nor hand anything in."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from knowledge.ports import Clock
from knowledge.records import Audit
from knowledge.weekly.members import FOR_EVER, Member
from knowledge.weekly.ports import Members


class AdminNotBanned(Exception):
    """Whoever governs the bot is not banned; nothing was changed."""


@dataclass(frozen=True, slots=True)
class BanMember:
    """Ban somebody from everything, or lift it; their notes stay as they are.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    members: Members
    clock: Clock
    is_admin: Callable[[int], Awaitable[bool]]

    async def __call__(self, user_id: int, actor: str, reason: str, until: dt.datetime | None = None) -> Member:
        """The banned member, who need not be known; for ever without an end.

        Raises:
            AdminNotBanned: they govern the bot.
        """
        if await self.is_admin(user_id):
            raise AdminNotBanned
        known = await self.members.member(user_id) or Member(user_id, "")
        banned = replace(known, banned_until=until or FOR_EVER, ban_reason=reason)
        detail = {"reason": reason, "until": (until or FOR_EVER).isoformat()}
        await self._keep(known, banned, Audit(actor, "ban", f"member:{user_id}", "", "", detail))
        return banned

    async def lift(self, user_id: int, actor: str) -> bool:
        """Take a ban back; whether they were banned."""
        known = await self.members.member(user_id)
        if known is None or known.banned_until is None:
            return False
        free = replace(known, banned_until=None, ban_reason=None)
        await self._keep(known, free, Audit(actor, "unban", f"member:{user_id}", "", ""))
        return True

    async def banned(self, user_id: int) -> Member | None:
        """Somebody who is banned just now; None where they are not."""
        known = await self.members.member(user_id)
        return known if known is not None and known.is_banned(self.clock.now()) else None

    async def everybody(self) -> list[Member]:
        """All who are banned just now, by number."""
        now = self.clock.now()
        return [one for one in await self.members.members() if one.is_banned(now)]

    async def _keep(self, before: Member, after: Member, audit: Audit) -> None:
        now = self.clock.now()
        told = replace(audit, before=_standing(before, now), after=_standing(after, now), at=now)
        await self.members.keep(after, before, told)


def _standing(member: Member, now: dt.datetime) -> str:
    return "banned" if member.is_banned(now) else "free"
