"""Giving roles and taking them; there is always somebody left who governs the bot."""

from dataclasses import dataclass

from knowledge.governance.granted import Granted
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
    clock: Clock

    async def __call__(self, user_id: int, role: Role | None, actor: str) -> Role | None:
        """What they were before."""
        if role is not Role.ADMIN and user_id in self.granted.admins:
            raise AdminOfSettings
        roles, now = self.granted.roles, self.clock.now()
        before = await roles.role(user_id)
        if role is before:
            return before
        event = "grant" if role else "revoke"
        was, then = (one.value if one else "" for one in (before, role))
        told = Audit(actor, event, f"user:{user_id}", was, then, at=now)
        await self._change(user_id, Grant(user_id, role, now, actor) if role else None, told)
        return before

    async def _change(self, user_id: int, grant: Grant | None, told: Audit) -> None:
        """The role and the line that tells of it, in one step: whoever dies in between has done neither."""
        roles = self.granted.roles
        if grant is not None and (grant.role is Role.ADMIN or self.granted.admins):
            await roles.grant(grant, told)
        elif self.granted.admins:
            await roles.revoke(user_id, told)
        elif not await roles.demote(user_id, grant, told):
            raise LastAdmin
