"""Giving roles and taking them; there is always somebody left who governs the bot."""

from dataclasses import dataclass

from knowledge.governance.granted import Granted
from knowledge.governance.ports import AuditLog
from knowledge.governance.roles import Grant, Role
from knowledge.ports import Clock
from knowledge.records import Audit


class LastAdmin(Exception):
    """Without this one nobody would govern the bot; nothing was changed."""


class AdminOfSettings(Exception):
    """The settings make somebody an admin: only they can take that; nothing was changed."""


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Give somebody a role, or with None take theirs.

    Raises:
        LastAdmin, AdminOfSettings: it cannot be taken.
        LibraryUnavailable: the database cannot be reached or written.
    """

    granted: Granted
    audit_log: AuditLog
    clock: Clock

    async def __call__(self, user_id: int, role: Role | None, actor: str) -> Role | None:
        """What they were before."""
        roles, now = self.granted.roles, self.clock.now()
        before = await roles.role(user_id)
        if role is not Role.ADMIN:
            await self._may_fall(user_id)
        if role is before:
            return before
        if role is None:
            await roles.revoke(user_id)
        else:
            await roles.grant(Grant(user_id, role, now, actor))
        event = "grant" if role else "revoke"
        audit = Audit(actor, event, f"user:{user_id}", before.value if before else "", role.value if role else "")
        await self.audit_log.add([audit], now)
        return before

    async def _may_fall(self, user_id: int) -> None:
        if user_id in self.granted.admins:
            raise AdminOfSettings
        if await self.granted.everybody() == {user_id}:
            raise LastAdmin
