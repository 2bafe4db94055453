"""Buttons under messages, as plain data that both of Telegram's libraries can make theirs of."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

_PRESS: Final = re.compile(
    r"w:(?P<about>[a-z]+):(?P<action>[a-z_]+):(?P<id>\d{1,9}):(?P<version>\d{1,9})(?::(?P<more>.*))?"
)
"""Programs that are no client of Telegram's press what they like: a longer number fits into no column."""
_DIGITS: Final = 10
_LONGEST: Final = 64
"""Bytes of a button's data. Source: https://core.telegram.org/bots/api#inlinekeyboardbutton"""


@dataclass(frozen=True, slots=True)
class Button:
    """One button: it presses `data`, or opens `url`."""

    text: str
    data: str | None = None
    url: str | None = None


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says: what it is about, what is to be done, and the version that it was shown for.

    `about` is `note`, `issue`, `confirm` …; `more` is a short word of the action's own.
    """

    about: str
    action: str
    id: int = 0
    version: int = 0
    more: str = ""

    def pack(self) -> str:
        """The button's data.

        Raises:
            ValueError: it is longer than Telegram takes.
        """
        data = f"w:{self.about}:{self.action}:{self.id}:{self.version}" + (f":{self.more}" if self.more else "")
        if len(data.encode()) > _LONGEST:
            raise ValueError(data)
        return data

    @classmethod
    def of(cls, data: str | None) -> "Press | None":
        """What a button says; None where it was packed by nobody here."""
        found = _PRESS.fullmatch(data or "")
        if found is None:
            return None
        return cls(found["about"], found["action"], int(found["id"]), int(found["version"]), found["more"] or "")

    @property
    def number(self) -> int | None:
        """What `more` says where it is the number of something; None where it is none."""
        return int(self.more) if self.more.isdecimal() and len(self.more) < _DIGITS else None
