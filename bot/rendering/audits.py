"""The audit log as people read it: when, who, what, and what it was done to."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from bot.catalogue import Language, refusal
from bot.catalogue.audited_values import value_of
from bot.catalogue.audits import INTO, LINE, Audits, actor_of, event_of, subject_of
from bot.rendering.audience import Audience
from bot.rendering.governing import ending
from bot.rendering.layout import Limits, messages
from bot.rendering.runs import Block, Run, clipped, one_line
from knowledge.errors import Refusal
from knowledge.records import Audit, Audited

_PAGE: Final = Limits(units=3500, entities=90)
_LONGEST: Final = 80
_UNSAID: Final = frozenset({"job", "to", "id", "chats", "path"})
"""Details that say nothing to people; a path stands in the title's place."""


def audits(listed: Sequence[Audited], names: Mapping[str, str], audience: Audience) -> str:
    """One page; `names` has what subjects are called, by subject."""
    if not listed:
        return messages([Block((Run(Audits.EMPTY.say(audience.language)),))])[0]
    head = Block((Run(Audits.HEADING.say(audience.language), ("b",)),))
    return messages([head, *(Block((Run(line(one, names, audience)),), gap=1) for one in listed)], _PAGE)[0]


def line(audited: Audited, names: Mapping[str, str], audience: Audience) -> str:
    """One action."""
    audit, language = audited.audit, audience.language
    when = audit.at.astimezone(audience.zone).strftime("%m-%d %H:%M") if audit.at else ""
    name = names.get(audit.subject) or audit.detail.get("title") or audit.detail.get("path")
    subject = subject_of(audit.subject, language, clipped(name, _LONGEST) if name else None)
    said = f"{event_of(audit.event, language, audit.subject)} {subject}"
    what = f"{said}{_change(audit, language)}{_details(audit, audience)}"
    return one_line(LINE.say(language, when=when, who=actor_of(audit.actor, language), what=what)).strip()


def _change(audit: Audit, language: Language) -> str:
    """From what to what, where that is a change."""
    if audit.before == audit.after or not audit.after:
        return ""
    was, now = (value_of(audit.event, audit.subject, one, language) for one in (audit.before, audit.after))
    return INTO.say(language, change=f"{was} → {now}" if was else now)


def _details(audit: Audit, audience: Audience) -> str:
    language, shown = audience.language, []
    for name, value in audit.detail.items():
        if name == "reason":
            shown.append(Audits.REASON.say(language, reason=clipped(_reason(str(value), language), _LONGEST)))
        elif name == "until":
            shown.append(_until(str(value), audience))
        elif name not in _UNSAID | {"title"} and value:
            shown.append(f"{name}={clipped(str(value), _LONGEST)}")
    return f" · {', '.join(shown)}" if shown else ""


def _reason(given: str, language: Language) -> str:
    """Why, in words; what an admin wrote stands as it is."""
    return refusal(Refusal(given), language) if given in set(Refusal) else given


def _until(moment: str, audience: Audience) -> str:
    """When a ban ends."""
    try:
        ends = dt.datetime.fromisoformat(moment)
    except ValueError:
        return one_line(moment)
    return ending(ends, audience)
