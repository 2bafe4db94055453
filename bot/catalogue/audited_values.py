"""What something was before it was changed and after, in words: the values of the audit log."""

from collections.abc import Mapping
from typing import Any, Final

from bot.catalogue.administering import POLICIES, ROLES, STANDINGS, Menu
from bot.catalogue.overviews import ISSUE_STATES
from bot.catalogue.phrase import Language, Phrase
from bot.catalogue.reviewing import NOTE_STATES
from bot.catalogue.setting_up import SettingUpWords
from knowledge.governance.prices import MILLION
from knowledge.governance.setting_up import Place

_SWITCHES: Final = {"true": Menu.ON.value, "false": Menu.OFF.value}
_LABELS: Final = {"true": Phrase("该答", "to be answered"), "false": Phrase("不该答", "not to be answered")}
_LANGUAGES: Final = {"zh": Phrase("中文", "Chinese"), "en": Phrase("英文", "English"), "auto": Menu.AS_SET.value}
_BANS: Final = {"banned": Phrase("已封禁", "banned"), "free": Phrase("未封禁", "not banned")}
_READ: Final = {
    "new": Phrase("新增", "new"),
    "changed": Phrase("更新", "changed"),
    "unchanged": Phrase("没变", "unchanged"),
    "removed": Phrase("删除", "removed"),
    "refused": Phrase("读不了", "refused"),
}
_PLACES: Final = {place.value: SettingUpWords[f"SHORT_{place.value.upper()}"].value for place in Place}
_OF_EVENTS: Final[Mapping[str, Mapping[Any, Phrase]]] = {
    "policy": POLICIES,
    "shadow": _SWITCHES,
    "label": _LABELS,
    "language": _LANGUAGES,
    "ban": _BANS,
    "unban": _BANS,
    "admit": STANDINGS,
    "refuse": STANDINGS,
    "grant": ROLES,
    "revoke": ROLES,
    "claim": ROLES,
}
_OF_SUBJECTS: Final[Mapping[str, Mapping[Any, Phrase]]] = {
    "note": NOTE_STATES,
    "issue": ISSUE_STATES,
    "source": _READ,
    "chat": _PLACES,
}
_QUOTA: Final = Phrase(
    "每分钟提问 {questions}，每天 token {tokens}，每天费用 {cost}",
    "{questions} questions a minute, {tokens} tokens a day, cost {cost} a day",
)
_LIMITS: Final = 3


def value_of(event: str, subject: str, value: str, language: Language) -> str:
    """One value of what an event did to a subject; what has no words stands for itself."""
    if event == "quota":
        return _quota(value, language)
    words = _OF_EVENTS.get(event) or _OF_SUBJECTS.get(subject.partition(":")[0]) or {}
    phrase = words.get(value)
    return phrase.say(language) if phrase else value


def _quota(value: str, language: Language) -> str:
    """Questions, tokens and millionths of the cost."""
    limits = value.split(" ")
    if len(limits) != _LIMITS:
        return Menu.AS_SET.say(language) if value == "default" else value
    questions, tokens, cost = (Menu.UNLIMITED.say(language) if one == "off" else one for one in limits)
    cost = f"{int(cost) / MILLION:g}" if cost.isdecimal() else cost
    return _QUOTA.say(language, questions=questions, tokens=tokens, cost=cost)
