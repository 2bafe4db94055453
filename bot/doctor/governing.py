"""Who governs the bot, which chats it serves, and where it was set up to work."""

from typing import NamedTuple

from bot.doctor.findings import Finding, State
from bot.places import Deployed
from bot.settings import Settings
from bot.wiring.governance import governance_alone
from knowledge.errors import KnowledgeError
from knowledge.governance.admissions import Standing
from knowledge.governance.granted import Granted
from knowledge.governance.places import Places


class Governed(NamedTuple):
    """What the database and the settings say together."""

    admins: frozenset[int]
    places: Places
    admitted: tuple[int, ...]
    waiting: int


async def look(settings: Settings) -> Governed | None:
    """How the deployment is governed; None where the database cannot be used, which is said elsewhere."""
    try:
        async with governance_alone(settings) as kept:
            places = Deployed(settings, kept.set_up)
            await places.refresh()
            admissions = await kept.admissions.admissions()
            admins = await Granted(kept.roles, frozenset(settings.admins)).everybody()
    except KnowledgeError:
        return None
    groups = tuple(one.chat_id for one in admissions if one.standing is Standing.ADMITTED and one.chat_id < 0)
    return Governed(admins, places.current, groups, sum(one.standing is Standing.WAITING for one in admissions))


def examine(settings: Settings, governed: Governed | None) -> list[Finding]:
    """Whether there is an admin, and who is served."""
    if settings.telegram_token is None:
        return [Finding("admins", State.OK, "without a token whoever talks to it in the terminal is the admin")]
    if governed is None:
        return [Finding("admins", State.WARNING, "not looked at, because the database cannot be used")]
    if not governed.admins:
        told = "none, so nobody governs the bot and every chat is served: run zixue setup-code, or set ZIXUE_ADMINS"
        return [Finding("admins", State.WARNING, told)]
    return [Finding("admins", State.OK, f"{len(governed.admins)}"), _admission(settings, governed)]


def _admission(settings: Settings, governed: Governed) -> Finding:
    if settings.admission == "open":
        return Finding("admission", State.OK, "open: every chat is served")
    places = governed.places
    set_up = {places.editors_chat, places.channel, places.notice_chat, *places.groups}
    served = {*governed.admitted, *(one for one in set_up if one is not None and one < 0)}
    told = f"listed: {len(served)} groups and channels are served, {governed.waiting} chats wait"
    if not served:
        return Finding("admission", State.WARNING, f"{told}: let the group in by /setup or /allow")
    return Finding("admission", State.OK, told)
