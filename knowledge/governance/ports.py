"""What is kept of how the bot is governed."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from knowledge.governance.admissions import Admission, Standing
from knowledge.governance.confirmations import Confirmation
from knowledge.governance.places import Places
from knowledge.governance.quotas import Quota, Scope, Spent
from knowledge.governance.roles import Grant, Role
from knowledge.records import Audit, Audited


class Admissions(Protocol):
    """The chats that have come, and which of them are served.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def admission(self, chat_id: int) -> Admission | None:
        """How one chat stands."""
        ...

    async def ask(self, admission: Admission) -> Admission:
        """Keep a chat that is new; what is known of it where it is not, with its title as it is now."""
        ...

    async def by_code(self, code: str) -> Admission | None:
        """The chat that waits with this code."""
        ...

    async def decide(
        self, chat_id: int, standing: Standing, by: str, at: dt.datetime, told: Audit | None = None
    ) -> Admission | None:
        """Admit or refuse a chat, and write `told` down with it; its code is used up.

        None where it is not known, or stands otherwise than it did by `told`: somebody else was first.
        """
        ...

    async def admissions(self) -> list[Admission]:
        """Every chat, those that came last first."""
        ...


class Roles(Protocol):
    """Who has which role.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def role(self, user_id: int) -> Role | None:
        """What somebody was granted."""
        ...

    async def grant(self, grant: Grant, told: Audit | None = None) -> None:
        """Give somebody a role in the place of the one they have, and write `told` down with it."""
        ...

    async def revoke(self, user_id: int, told: Audit | None = None) -> bool:
        """Take somebody's role, and write `told` down with it; whether they had one."""
        ...

    async def demote(self, user_id: int, instead: Grant | None = None, told: Audit | None = None) -> bool:
        """Take somebody's role, or give them this one for it, as long as they are not the only admin by a role.

        False where they are: nothing is done. Of two admins who are demoted at the same moment one stays.
        """
        ...

    async def redeem(self, confirmation_id: int, grant: Grant, told: Audit) -> bool:
        """Give the first admin their role for a confirmation, which is taken in the same step.

        False where it is gone or has expired, or somebody is an admin by a role: nothing is done.
        """
        ...

    async def grants(self) -> list[Grant]:
        """Everybody who has one, the oldest first."""
        ...


class Consumption(Protocol):
    """What was used each day, shared by every process; and the quotas that are otherwise than the settings'.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def spend(self, used: Sequence[tuple[Scope, int]], day: dt.date, spent: Spent) -> None:
        """Add to what each of these has used on a day."""
        ...

    async def spent(self, scope: Scope, id_: int, day: dt.date) -> Spent:
        """What one of them has used on a day."""
        ...

    async def quota(self, scope: Scope, id_: int) -> Quota | None:
        """The quota that was set for one of them; with the id 0, for all that have none of their own."""
        ...

    async def keep_quota(self, scope: Scope, id_: int, quota: Quota | None, told: Audit | None = None) -> None:
        """Set it, and write `told` down with it; with None it is as for all."""
        ...

    async def forget(self, before: dt.date) -> int:
        """Remove what was used before a day; how many rows."""
        ...


class AuditLog(Protocol):
    """Who did what, in the order in which it was done.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def add(self, audits: Sequence[Audit], at: dt.datetime) -> None:
        """Write these down."""
        ...

    async def latest(self, limit: int, before: int | None = None, subject: str | None = None) -> list[Audited]:
        """The newest first, of those with a smaller number than `before`; of one subject where it is given."""
        ...


class Confirmations(Protocol):
    """What waits to be confirmed.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def ask(self, confirmation: Confirmation) -> int:
        """Keep one; its new id."""
        ...

    async def confirmation(self, confirmation_id: int) -> Confirmation | None:
        """One that was not taken; None where it is gone. Whether it has expired is for `take` to say."""
        ...

    async def waiting(self, action: str, now: dt.datetime) -> list[Confirmation]:
        """All of an action that have not expired, the oldest first."""
        ...

    async def hold(self, confirmation_id: int, holder: str, now: dt.datetime) -> Confirmation | None:
        """Have one that has not expired for oneself until it is taken or expires: None for everybody else.

        Whoever does what was confirmed takes it only after that, and holds it anew where they died in between.
        """
        ...

    async def take(self, confirmation_id: int, now: dt.datetime) -> Confirmation | None:
        """Take one that has not expired, once: None for everybody else."""
        ...

    async def forget(self, before: dt.datetime) -> int:
        """Remove those that expired before then; how many."""
        ...


class SetUp(Protocol):
    """What the operator has set up in a chat.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def places(self) -> Places:
        """The chats as they are set, the groups by their numbers; nothing where nothing is."""
        ...

    async def change(self, before: Places, after: Places, told: Sequence[Audit], by: str, at: dt.datetime) -> None:
        """Set what of `after` is otherwise than `before`, and write `told` down with it; the rest stays."""
        ...
