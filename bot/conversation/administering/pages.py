"""What each page of the menu shows, as it is at this moment."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

from bot.buttons import Press
from bot.catalogue.administering import Menu
from bot.conversation.administering.auditing import audit_page
from bot.conversation.administering.desk import Desk
from bot.conversation.administering.titles import named
from bot.rendering import administering as pages
from bot.rendering.administering import Overview, Page
from bot.rendering.vitals import health, summary, vitals
from knowledge.governance.admissions import Standing
from knowledge.governance.quotas import Scope, Spent

_Shows: TypeAlias = Callable[[Desk, Press], Awaitable[Page | None]]


async def page_of(desk: Desk, press: Press) -> Page | None:
    """The page that a press names; None where there is no such page, or nothing to show on it any more."""
    shows = _PAGES.get(press.action)
    return await shows(desk, press) if shows else None


def pages_named() -> frozenset[str]:
    """The actions that show a page."""
    return frozenset(_PAGES)


async def _home(desk: Desk, _press: Press) -> Page:
    kept, governance = desk.administration, desk.governance
    listed = await governance.admissions.admissions()
    admitted = {one.chat_id for one in listed if one.standing is Standing.ADMITTED}
    places = kept.places
    set_up = {places.editors_chat, places.channel, places.notice_chat, *places.groups} - {None}
    now, facts = kept.clock.now(), await desk.facts()
    shown = Overview(
        served=sum(one is not None and one < 0 for one in admitted | set_up),
        waiting=sum(one.standing is Standing.WAITING for one in listed),
        roles=len(await governance.roles.grants()) + len(kept.admins),
        bans=sum(one.is_banned(now) for one in await kept.members.members()),
        sources=len(await kept.library.sources()),
        pending=facts.vectors.pending if facts.vectors else 0,
        questions=await kept.questions_today(),
        health=summary(vitals(facts, desk.audience), desk.audience),
    )
    return pages.home(shown, desk.audience)


async def _chats(desk: Desk, press: Press) -> Page:
    listed = await named(await desk.governance.admissions.admissions(), desk.bot)
    return pages.chats(listed, press.id, desk.audience)


async def _chat(desk: Desk, press: Press) -> Page | None:
    held = await desk.governance.admissions.admission(chat_named(press))
    if held is None:
        return None
    (held,) = await named([held], desk.bot)
    return pages.chat(held, await desk.administration.policies.policy(held.chat_id), desk.audience)


async def _roles(desk: Desk, _press: Press) -> Page:
    return pages.roles(sorted(desk.administration.admins), await desk.governance.roles.grants(), desk.audience)


async def _bans(desk: Desk, _press: Press) -> Page:
    members = await desk.administration.members.members()
    return pages.bans(members, desk.administration.clock.now(), desk.audience)


async def _quotas(desk: Desk, _press: Press) -> Page:
    limits = {} if desk.metering is None else {scope: await desk.metering.quota(scope, 0) for scope in Scope}
    return pages.quotas(limits, await _spent(desk), desk.audience)


async def _sources(desk: Desk, press: Press) -> Page:
    return pages.sources((await desk.administration.library.sources())[::-1], press.id, desk.audience)


async def _source(desk: Desk, press: Press) -> Page | None:
    found = [one for one in await desk.administration.library.sources() if one.source.id == press.more]
    return pages.source(found[0], desk.audience) if found else None


async def _health(desk: Desk, _press: Press) -> Page:
    refresh = pages.button(Menu.REFRESH.say(desk.audience.language), "health")
    return health(await desk.facts(), desk.audience), ((refresh, *pages.back(desk.audience)),)


async def _broadcast(desk: Desk, _press: Press) -> Page:
    how = pages.paragraph(Menu.HOW_BROADCAST.say(desk.audience.language))
    return pages.page(Menu.BROADCAST, [how], desk.audience), (pages.back(desk.audience),)


async def _spent(desk: Desk) -> list[tuple[str, Spent]]:
    """What each chat that is served has used today, with what it is called; those that used nothing are left out."""
    if desk.metering is None:
        return []
    served = [one for one in await desk.governance.admissions.admissions() if one.standing is Standing.ADMITTED]
    spent = [(pages.name_of(one), await desk.metering.used(Scope.CHAT, one.chat_id)) for one in served]
    return [(name, one) for name, one in spent if one != Spent()]


def chat_named(press: Press) -> int:
    """The chat that a press is about; 0, which is none, where it names none."""
    digits = press.more.removeprefix("-")
    known = digits.isdecimal() and digits.isascii() and len(digits) < _LONGEST
    return int(press.more) if known else 0


_LONGEST: Final = 18
_PAGES: Final[Mapping[str, _Shows]] = {
    "home": _home,
    "chats": _chats,
    "chat": _chat,
    "roles": _roles,
    "bans": _bans,
    "quotas": _quotas,
    "sources": _sources,
    "source": _source,
    "health": _health,
    "audit": audit_page,
    "broadcast": _broadcast,
}
