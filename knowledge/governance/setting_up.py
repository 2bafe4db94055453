"""Setting a deployment up in a chat: a code makes its first admin, who says which chats have which part."""

import datetime as dt
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from hmac import compare_digest
from typing import Any, Final

from knowledge.governance.admissions import Admission, Standing
from knowledge.governance.confirmations import Confirmation
from knowledge.governance.granted import Granted
from knowledge.governance.places import Places
from knowledge.governance.ports import Admissions, Confirmations, SetUp
from knowledge.governance.roles import Grant, Role
from knowledge.ports import Clock
from knowledge.records import Audit

_CODE: Final = "setup"
_GUESS: Final = "setup guess"
_LASTS: Final = dt.timedelta(days=1)
_A_MINUTE: Final = dt.timedelta(minutes=1)
_GUESSES: Final = 5
_LETTERS: Final = "abcdefghjkmnpqrstvwxyz23456789"
"""None that is taken for another one."""

_LENGTH: Final = 12
_NOBODY: Final = 0
"""The chat of a code: it waits in none."""


class Place(StrEnum):
    """A part that a chat can have, by its name in `Places`."""

    GROUPS = "groups"
    EDITORS = "editors_chat"
    CHANNEL = "channel"
    NOTICES = "notice_chat"


class Claimed(StrEnum):
    """What came of a code."""

    WON = "won"
    WRONG = "wrong"
    TOO_OFTEN = "too often"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class OfferCode:
    """Gives the code that makes the first admin, the same to every process; it is made anew when it has expired.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    confirmations: Confirmations
    granted: Granted
    clock: Clock

    async def __call__(self) -> str | None:
        """The code; None where there is an admin, who adds others."""
        if await self.granted.has_admin():
            return None
        now = self.clock.now()
        waiting = await self.confirmations.waiting(_CODE, now)
        if not waiting:
            code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
            arguments = {"code": code}
            await self.confirmations.ask(Confirmation(0, _NOBODY, _CODE, now, now + _LASTS, arguments=arguments))
            waiting = await self.confirmations.waiting(_CODE, now)  # the oldest, where two processes made one each
        return next((str(one.arguments["code"]) for one in waiting), None)


@dataclass(frozen=True, slots=True)
class ClaimBot:
    """Makes whoever knows the code the bot's first admin, once: their private chat is served, and notices go there.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    confirmations: Confirmations
    granted: Granted
    admissions: Admissions
    set_up: SetUp
    clock: Clock

    async def __call__(self, user_id: int, code: str) -> Claimed:
        """What came of it; of wrong codes somebody may try five a minute."""
        if await self.granted.has_admin():
            return Claimed.CLOSED
        now = self.clock.now()
        tried = [one for one in await self.confirmations.waiting(_GUESS, now) if one.chat_id == user_id]
        if len(tried) >= _GUESSES:
            return Claimed.TOO_OFTEN
        given = _letters(code)
        right = [one for one in await self.confirmations.waiting(_CODE, now) if _same(one, given)]
        if not right:
            await self.confirmations.ask(Confirmation(0, user_id, _GUESS, now, now + _A_MINUTE, user_id))
            return Claimed.WRONG
        grant = Grant(user_id, Role.ADMIN, now, str(user_id))
        told = Audit(str(user_id), "claim", f"user:{user_id}", "", Role.ADMIN, at=now)
        if not await self.granted.roles.redeem(right[0].id, grant, told):
            return Claimed.CLOSED  # somebody else was there first
        await self._made(user_id, now)
        return Claimed.WON

    async def _made(self, user_id: int, now: dt.datetime) -> None:
        by = str(user_id)
        await _admit(self.admissions, Chosen(user_id, "private"), by, now)
        places = await self.set_up.places()
        if places.notice_chat is None:
            await self.set_up.change(places, replace(places, notice_chat=user_id), (), by, now)


def _letters(code: str) -> bytes:
    return "".join(one for one in code.casefold() if one.isalnum()).encode()


def _same(waiting: Confirmation, given: bytes) -> bool:
    return compare_digest(_letters(str(waiting.arguments["code"])), given)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chat that somebody has chosen; `kind` and `title` are as in `Admission`."""

    chat_id: int
    kind: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class SetPlace:
    """Gives a chat a part, or takes it; a chat that has one is served.

    Raises:
        LibraryUnavailable: the database cannot be reached or written.
    """

    set_up: SetUp
    admissions: Admissions
    clock: Clock

    async def admit(self, chosen: Chosen, actor: int) -> None:
        """Serve a chat, whatever part it gets."""
        await _admit(self.admissions, chosen, str(actor), self.clock.now())

    async def give(self, place: Place, chosen: Chosen, actor: int) -> Places:
        """The places with this chat in its part, beside the others of groups and instead of any other."""
        before = await self.set_up.places()
        await self.admit(chosen, actor)
        return await self._put(before, _with(before, place, chosen.chat_id), actor)

    async def take(self, place: Place, chat_id: int, actor: int) -> Places:
        """The places without this chat in its part; it stays served."""
        before = await self.set_up.places()
        return await self._put(before, _without(before, place, chat_id), actor)

    async def _put(self, before: Places, after: Places, actor: int) -> Places:
        if after != before:
            now, by = self.clock.now(), str(actor)
            await self.set_up.change(before, after, list(_audits(before, after, by, now)), by, now)
        return after


async def _admit(admissions: Admissions, chosen: Chosen, by: str, now: dt.datetime) -> None:
    known = await admissions.ask(Admission(chosen.chat_id, chosen.kind, Standing.WAITING, now, chosen.title))
    if known.standing is not Standing.ADMITTED:
        told = Audit(by, "admit", f"chat:{chosen.chat_id}", known.standing, Standing.ADMITTED, at=now)
        await admissions.decide(chosen.chat_id, Standing.ADMITTED, by, now, told)


def _with(places: Places, place: Place, chat_id: int) -> Places:
    if place is Place.GROUPS:
        return replace(places, groups=tuple(dict.fromkeys((*places.groups, chat_id))))
    there: dict[str, Any] = {place.value: chat_id}
    return replace(places, **there)


def _without(places: Places, place: Place, chat_id: int) -> Places:
    if place is Place.GROUPS:
        return replace(places, groups=tuple(one for one in places.groups if one != chat_id))
    nobody: dict[str, Any] = {place.value: None}
    return replace(places, **nobody) if getattr(places, place) == chat_id else places


def _audits(before: Places, after: Places, by: str, at: dt.datetime) -> Iterator[Audit]:
    for place in Place:
        was, now = _chats(before, place), _chats(after, place)
        yield from (Audit(by, "unplace", f"chat:{one}", place, "", at=at) for one in was if one not in now)
        yield from (Audit(by, "place", f"chat:{one}", "", place, at=at) for one in now if one not in was)


def _chats(places: Places, place: Place) -> tuple[int, ...]:
    held = getattr(places, place)
    return held if isinstance(held, tuple) else () if held is None else (held,)
