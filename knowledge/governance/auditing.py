"""Reading what was done: all of it, or what is about one chat or person."""

from dataclasses import dataclass
from typing import Final

from knowledge.governance.ports import AuditLog
from knowledge.records import Audited

_A_LOOK: Final = 200
_LOOKS: Final = 20
"""How far back what is about a person is looked for: the log is kept by subject, not by who did it."""


@dataclass(frozen=True, slots=True)
class ReadAudits:
    """Read the audit log, the newest first.

    Raises:
        LibraryUnavailable: the database cannot be read.
    """

    audit_log: AuditLog

    async def __call__(self, limit: int, before: int | None = None, about: int | None = None) -> list[Audited]:
        """Those with a smaller number than `before`; `about` is a chat's (negative) or a person's number.

        About a person is what they did as well as what was done to them.
        """
        if about is None or about < 0:
            return await self.audit_log.latest(limit, before, None if about is None else f"chat:{about}")
        found: list[Audited] = []
        for _ in range(_LOOKS):
            listed = await self.audit_log.latest(_A_LOOK, before)
            found += [one for one in listed if _is_about(one, about)]
            if len(found) >= limit or len(listed) < _A_LOOK:
                break
            before = listed[-1].id
        return found[:limit]


def _is_about(one: Audited, person: int) -> bool:
    return one.audit.actor == str(person) or one.audit.subject in {f"member:{person}", f"user:{person}"}
