"""An issue as it stands in channels and groups: published, corrected in its place, withdrawn."""

from typing import Final

from bot.publishing.outgoing import Outgoing
from bot.publishing.weekly.context import Context
from bot.rendering import Audience, issue_buttons, issues
from knowledge.records import Effect
from knowledge.weekly.compiled import CompiledIssue

_CHANNEL: Final = "channel:"
"""How the name of such a target begins: whoever presses there cannot be answered in its place."""


def published(context: Context, issue: CompiledIssue, target: str, chat_id: int, corrects: str | None) -> list[Effect]:
    """The card of an issue for one chat: new and pinned, or with `corrects` in the place of the earlier one."""
    audience = Audience(context.language, context.bot, context.zone)
    pressable = not target.startswith(_CHANNEL)
    keyboard = issue_buttons.under_post(issue, context.site, audience, pressable=pressable)
    outgoing = Outgoing(issues.poster(issue, audience), keyboard=keyboard, edits=corrects, pin=corrects is None)
    return [Effect(f"issue:{issue.number}:{issue.revision}:{target}", chat_id, outgoing.payload())]


def withdrawn(context: Context, issue: CompiledIssue, target: str, chat_id: int, shown: str) -> list[Effect]:
    """That an issue is withdrawn, in the place of what was shown of it."""
    audience = Audience(context.language, context.bot, context.zone)
    outgoing = Outgoing(issues.withdrawn(issue, audience), edits=shown)
    return [Effect(f"withdrawn:{issue.number}:{issue.revision}:{target}", chat_id, outgoing.payload())]
