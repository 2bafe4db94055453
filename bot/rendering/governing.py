"""What is shown of governing: spans of time, moments, and the buttons of the list."""

import datetime as dt
import re
from typing import Final

from bot.buttons import Button, Keyboard, Press
from bot.catalogue.governing import Governing
from bot.rendering.audience import Audience
from bot.rendering.runs import clipped, one_line
from knowledge.weekly.members import FOR_EVER, Member

ALLOW: Final = "allow"
"""What presses about letting a chat in are about."""
BAN: Final = "ban"
_SPAN: Final = re.compile(
    r"(?:(?P<count>\d{1,4})(?P<unit>[mhdw分时天周])|(?P<ever>forever|永久))(?=\s|$)\s*", re.IGNORECASE
)
_UNITS: Final = {
    **dict.fromkeys("m分", dt.timedelta(minutes=1)),
    **dict.fromkeys("h时", dt.timedelta(hours=1)),
    **dict.fromkeys("d天", dt.timedelta(days=1)),
    **dict.fromkeys("w周", dt.timedelta(weeks=1)),
}
_SHOWN: Final = 20
_NAME: Final = 40
_DIGITS: Final = 16


def span_of(words: str) -> tuple[dt.timedelta | None, str]:
    """How long a ban lasts, as it is written in front of its reason, and the reason; for ever where nothing is."""
    found = _SPAN.match(words)
    if found is None:
        return None, words
    rest = words[found.end() :]
    return (None if found["ever"] else int(found["count"]) * _UNITS[found["unit"].lower()]), rest


def chat_of(press: Press) -> int:
    """The chat that a press names; 0, which is none, where it names none."""
    digits = press.more.removeprefix("-")
    known = digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS
    return int(press.more) if known else 0


def ending(until: dt.datetime | None, audience: Audience) -> str:
    """When a ban ends."""
    if until is None or until >= FOR_EVER:
        return Governing.FOR_EVER.say(audience.language)
    return Governing.UNTIL.say(audience.language, at=f"{until.astimezone(audience.zone):%Y-%m-%d %H:%M}")


def lifting(banned: list[Member], audience: Audience) -> Keyboard:
    """A button for each ban that lifts it."""
    return tuple(
        (
            Button(
                Governing.LIFT.say(audience.language, name=clipped(one_line(one.byline), _NAME) or one.user_id),
                Press(BAN, "lift", more=str(one.user_id)).pack(),
            ),
        )
        for one in banned[:_SHOWN]
    )
