"""Who may what everywhere: by the settings, and by what was granted since."""

from collections.abc import Collection
from dataclasses import dataclass

from knowledge.governance.ports import Roles
from knowledge.governance.roles import Role


@dataclass(frozen=True, slots=True)
class Granted:
    """Roles as they are at this moment: nothing is remembered, so that whoever lost one is refused at once.

    `admins` are those of the settings, whom nobody can demote in a chat.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached.
    """

    roles: Roles
    admins: Collection[int] = ()

    async def is_admin(self, user_id: int) -> bool:
        """Whether somebody governs the bot."""
        return user_id in self.admins or await self.roles.role(user_id) is Role.ADMIN

    async def is_editor(self, user_id: int) -> bool:
        """Whether somebody may review notes; an admin may."""
        return user_id in self.admins or await self.roles.role(user_id) is not None

    async def everybody(self) -> frozenset[int]:
        """All admins."""
        granted = await self.roles.grants()
        return frozenset(self.admins) | {one.user_id for one in granted if one.role is Role.ADMIN}

    async def has_admin(self) -> bool:
        """Whether there is one: else the bot is not set up."""
        return bool(self.admins) or bool(await self.everybody())
