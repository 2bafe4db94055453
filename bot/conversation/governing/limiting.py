"""/quota: how much people and chats may use."""

import re
from dataclasses import replace
from typing import Final

from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.catalogue.governing import Governing
from bot.conversation.addressing import is_private
from bot.conversation.sending import reply
from bot.governance import Governance
from bot.rendering import Audience, administering, sentence
from knowledge.governance.prices import MILLION
from knowledge.governance.quotas import Quota, Scope
from knowledge.records import Audit

_SETTING: Final = re.compile(
    r"(?P<whom>users|chats|here|-?[1-9]\d{0,15})\s+(?:(?P<what>questions|tokens|cost)\s+(?P<limit>off|\d{1,10}(?:\.\d{1,6})?)"
    r"|(?P<usual>default))",
    re.IGNORECASE,
)
_FIELDS: Final = {"questions": "questions_a_minute", "tokens": "tokens_a_day", "cost": "cost_a_day"}
_A_MINUTE: Final = range(1, 1_001)
"""Questions: nobody types faster, and whoever is to ask none at all is banned, else they are told when to ask again."""


async def in_private(message: Message) -> bool:
    """Lets through what is said in private."""
    return is_private(message)


async def quota(
    message: Message, command: CommandObject, actor: int, governing: Governance, audience: Audience
) -> None:
    """Show what holds for all, or for one person or chat; or set it."""
    words = (command.args or "").strip()
    found = _SETTING.fullmatch(words)
    if not words:
        await reply(message, [await _usual(governing, audience)])
    elif found is None or not await _is_set(found, message, actor, governing):
        await reply(message, sentence(Governing.QUOTA_USAGE.say(audience.language)))
    else:
        scope, id_ = _whom(found, message)
        await reply(message, [await _one(scope, id_, governing, audience)])


async def own_quota(message: Message, governing: Governance, audience: Audience) -> None:
    """Show somebody their own, in private."""
    if message.from_user is not None:
        you = Governing.YOU.say(audience.language)
        await reply(message, [await _one(Scope.USER, message.from_user.id, governing, audience, you)])


async def _is_set(found: re.Match[str], message: Message, actor: int, governing: Governance) -> bool:
    """Set the quota that was written, and note who did; false where it is none."""
    scope, id_ = _whom(found, message)
    metering = governing.metering
    before = await metering.quota(scope, id_)
    after = None if found["usual"] else _changed(before, found["what"].lower(), found["limit"].lower())
    if after is None and not found["usual"]:
        return False
    said, now = _said(after) if after else "default", metering.clock.now()
    told = Audit(str(actor), "quota", f"quota:{scope}:{id_}", _said(before), said, at=now)
    await metering.consumption.keep_quota(scope, id_, after, told)
    return True


def _whom(found: re.Match[str], message: Message) -> tuple[Scope, int]:
    whom = found["whom"].lower()
    if whom in {"users", "chats"}:
        return (Scope.USER if whom == "users" else Scope.CHAT), 0
    id_ = message.chat.id if whom == "here" else int(whom)
    return (Scope.USER if id_ > 0 else Scope.CHAT), id_


def _changed(before: Quota, what: str, limit: str) -> Quota | None:
    """The quota with another limit; None where that is no number for it."""
    if limit == "off":
        return replace(before, **{_FIELDS[what]: None})
    if what == "cost":
        return replace(before, cost_a_day=round(float(limit) * MILLION))
    if "." in limit or (what == "questions" and int(limit) not in _A_MINUTE):
        return None
    return replace(before, **{_FIELDS[what]: int(limit)})


async def _usual(governing: Governance, audience: Audience) -> str:
    limits = {scope: await governing.metering.quota(scope, 0) for scope in Scope}
    usage = sentence(Governing.QUOTA_USAGE.say(audience.language))[0]
    return f"{administering.quotas(limits, [], audience)[0]}\n{usage}"


async def _one(scope: Scope, id_: int, governing: Governance, audience: Audience, name: str = "") -> str:
    limit = await governing.metering.quota(scope, id_)
    if not id_:
        return administering.quotas({scope: limit}, [], audience)[0]
    used = await governing.metering.used(scope, id_)
    return administering.one_quota(name or str(id_), limit, used, audience)


def _said(quota: Quota) -> str:
    given = (quota.questions_a_minute, quota.tokens_a_day, quota.cost_a_day)
    return " ".join("off" if one is None else str(one) for one in given)
