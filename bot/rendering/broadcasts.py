"""A broadcast before it goes out, while it does, and when it has."""

from collections.abc import Collection, Sequence
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue import Language
from bot.catalogue.administering import Announcing, Menu
from bot.rendering.administering import button, paragraph
from bot.rendering.audience import Audience
from bot.rendering.layout import messages
from bot.rendering.runs import Block, clipped
from knowledge.governance.broadcasting import Reached

_NAME: Final = 40
_MOST: Final = 40
"""Chats that have a button; the others are where it goes as well."""


def choice(
    number: int, targets: Sequence[tuple[int, str]], chosen: Collection[int], audience: Audience
) -> tuple[str, Keyboard]:
    """Below the preview: where it goes, a button for each chat, and those that send it or do not."""
    spoken = audience.language
    said = Announcing.PREVIEW.say(spoken, chosen=len(chosen), all=len(targets))
    rows = [
        (button(f"{'☑' if chat in chosen else '☐'} {clipped(name, _NAME)}", "target", number, at),)
        for at, (chat, name) in enumerate(targets[:_MOST])
    ]
    last = (
        button(Announcing.SEND.say(spoken), "send", number),
        Button(Announcing.CANCEL.say(spoken), Press("confirm", "no", number).pack()),
    )
    return messages([paragraph(said)])[0], (*rows, last)


def going_out(reached: Reached, audience: Audience) -> tuple[str, Keyboard]:
    """How far it is, with the buttons that look again and stop the rest."""
    spoken, number = audience.language, reached.broadcast.id
    refresh = button(Menu.REFRESH.say(spoken), "look", number)
    stop = button(Announcing.WITHDRAW.say(spoken), "withdraw", number)
    if not reached.pending:
        return messages(_ended(reached, spoken))[0], ()
    said = Announcing.GOING_OUT.say(
        spoken,
        id=number,
        sent=reached.sent,
        pending=reached.pending,
        failed=reached.failed,
        uncertain=reached.uncertain,
    )
    return messages([paragraph(said)])[0], ((refresh, stop),)


def ended(reached: Reached, language: Language) -> str:
    """What is told when it has ended everywhere."""
    return messages(_ended(reached, language))[0]


def _ended(reached: Reached, language: Language) -> list[Block]:
    said = Announcing.ENDED.say(
        language,
        id=reached.broadcast.id,
        sent=reached.sent,
        failed=reached.failed,
        uncertain=reached.uncertain,
    )
    stopped = Announcing.ENDED_WITHDRAWN.say(language, count=reached.withdrawn) if reached.withdrawn else ""
    return [paragraph(said), *([paragraph(stopped)] if stopped else [])]
