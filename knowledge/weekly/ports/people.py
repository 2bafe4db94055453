"""What is known of people, what they have asked, and what the bot waits for from them."""

import datetime as dt
from typing import Protocol

from knowledge.records import Audit, Exchange
from knowledge.weekly.members import Member


class Members(Protocol):
    """The people of the group, as far as the weekly knows them.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def member(self, user_id: int) -> Member | None:
        """One of them."""
        ...

    async def seen(self, user_id: int, name: str, language: str | None) -> Member:
        """Note how somebody is called now; them."""
        ...

    async def keep(self, member: Member, before: Member | None = None, told: Audit | None = None) -> None:
        """Keep what somebody wants, in the place of what was known of them, and write `told` down with it.

        With `before`, as they were read, only what is otherwise: somebody may have banned them in the meantime.
        """
        ...

    async def members(self) -> list[Member]:
        """Everybody, by number."""
        ...

    async def forget(self, user_id: int, now: dt.datetime) -> bool:
        """Forget somebody; a ban that is not over stays, without a name. Whether they were known."""
        ...


class Waiting(Protocol):
    """Messages that the bot waits for an answer to: a reason, a nickname, another wording.

    Raises:
        LibraryUnavailable: from any method, where the database cannot be reached or written.
    """

    async def expect(self, chat_id: int, message_id: int, user_id: int, purpose: str, now: dt.datetime) -> None:
        """Wait for a reply of this person to this message of the bot; `purpose` says what for (at most 64 ASCII)."""
        ...

    async def purpose(self, chat_id: int, message_id: int, user_id: int) -> str | None:
        """What a reply of this person to a message is for."""
        ...

    async def waits_for(self, chat_id: int, message_id: int) -> int | None:
        """Whose reply to a message is waited for; None where nobody's is."""
        ...

    async def done(self, chat_id: int, message_id: int) -> None:
        """It has come."""
        ...

    async def forget(self, before: dt.datetime) -> int:
        """Wait no longer for what was asked before then; how many."""
        ...


class AnsweredQuestions(Protocol):
    """The questions that were answered in groups, for 疑问解答."""

    async def answered_between(self, begins: dt.datetime, ends: dt.datetime) -> list[Exchange]:
        """Answered anew in a group, not given again from memory, each meaning once; the oldest first."""
        ...
