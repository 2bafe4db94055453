"""Forgetting somebody: everything of theirs goes, step by step, each of which is safe to be done again."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from knowledge.governance.ports import Roles
from knowledge.governance.roles import Role
from knowledge.ports import Clock
from knowledge.records import Effect
from knowledge.rights.ports import Erasure, Erasures, PersonalData
from knowledge.spine.outbox import EffectState, Outbox
from knowledge.weekly.taking_part.erasing import EraseMine

_ON_ITS_WAY: Final = frozenset({EffectState.PENDING, EffectState.SENDING})


class News(Protocol):
    """What tells somebody that they are forgotten."""

    def __call__(self, erasure: Erasure, language: str, /) -> Effect:
        """To their private chat."""
        ...


class Wished(StrEnum):
    """What becomes of the wish to be forgotten; an only admin has to lay that down first."""

    NOTED = "noted"
    KNOWN = "known"
    ONLY_ADMIN = "only_admin"


@dataclass(frozen=True, slots=True)
class WishToBeForgotten:
    """Note that somebody wants to be forgotten; from then on it happens by itself, whatever dies in between.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    erasures: Erasures
    roles: Roles
    clock: Clock
    admins: Collection[int] = ()

    async def __call__(self, user_id: int, language: str | None = None) -> Wished:
        """Whether that is new, was known already, or cannot be."""
        if not await self._lays_down(user_id):
            return Wished.ONLY_ADMIN
        is_new = await self.erasures.ask(Erasure(user_id, self.clock.now(), language))
        return Wished.NOTED if is_new else Wished.KNOWN

    async def _lays_down(self, user_id: int) -> bool:
        """Whether their role is gone: at once, so that of two admins who want to be forgotten one stays."""
        if {*self.admins} - {user_id}:
            await self.roles.revoke(user_id)
            return True
        return await self.roles.demote(user_id)

    async def is_only_admin(self, user_id: int) -> bool:
        """Whether nobody could govern the bot without them."""
        granted = {grant.user_id for grant in await self.roles.grants() if grant.role is Role.ADMIN}
        return user_id in granted and not (granted | set(self.admins)) - {user_id}


@dataclass(frozen=True, slots=True)
class Beside:
    """What is level with the database: the library's copy of issues, the index of this process, and kept files.

    `reprint` brings the library level with issues that were printed anew. `rebuild` fills the index anew, because a
    shard keeps the vectors of passages that are gone. `remove_files` is for those that were sent to somebody.
    """

    reprint: Callable[[], Awaitable[object]]
    rebuild: Callable[[], Awaitable[object]]
    remove_files: Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class ForgetPeople:
    """Forget everybody who wants to be; what cannot be done yet is done the next time.

    What they wrote before may still be worked on, and one of their issues may be on its way to a channel: both are
    waited for. They are told only once their words are overwritten, and last of all goes that they were told.

    Raises:
        LibraryUnavailable, IndexUnavailable: the database or the index cannot be reached or written.
    """

    erasures: Erasures
    data: PersonalData
    erase_notes: EraseMine
    outbox: Outbox
    news: News
    beside: Beside
    clock: Clock

    async def __call__(self) -> list[int]:
        """Those who are forgotten now, but for the news of it."""
        gone = []
        for one in await self.erasures.pending():
            if one.told_as is not None:
                await self._finish(one)
            elif await self.forget(one):
                gone.append(one.user_id)
        return gone

    async def forget(self, one: Erasure) -> bool:
        """Forget somebody as far as that is possible now; whether nothing is left."""
        notes = await self.erase_notes(one.user_id)
        if notes.corrected:
            await self.erasures.reprinted(one.user_id)
        await self.beside.reprint()
        in_work = await self.data.in_work(one.user_id, one.asked_at)
        await self.data.erase(one.user_id, notes.corrected)
        await self.beside.remove_files(one.user_id)
        if in_work or notes.waiting:
            return False
        reprinted = one.reprinted or bool(notes.corrected)
        if reprinted:
            await self.beside.rebuild()
        await self.data.overwrite(library=reprinted)
        if one.language is None:
            await self._end(one)
        else:
            await self.erasures.tell(one.user_id, self.news(one, one.language), self.clock.now())
        return True

    async def _finish(self, one: Erasure) -> None:
        """Forget the news as well, once they have gone out or never will."""
        key = one.told_as or ""
        kept = (await self.outbox.by_keys([key])).get(key)
        if kept is None or kept.state not in _ON_ITS_WAY:
            await self._end(one)

    async def _end(self, one: Erasure) -> None:
        await self.erasures.finish(one)
        await self.data.overwrite(library=False)
