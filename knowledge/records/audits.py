"""Who did what."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

AUTHOR: Final = "author"
"""Who did it, in audits: never an author's number, as the note may be anonymous."""

CLOCK: Final = "clock"
COMMAND_LINE: Final = "command line"


@dataclass(frozen=True, slots=True)
class Audit:
    """Who did what: `actor` is a user's number, or `AUTHOR`, `CLOCK` or `COMMAND_LINE`.

    `subject` is `note:12`, `issue:3`, `chat:-100…`, `member:7`, `source:…`; `detail` is JSON, such as a reason.
    """

    actor: str
    event: str
    subject: str
    before: str
    after: str
    detail: Mapping[str, str] = field(default_factory=dict)
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Audited:
    """An audit as it was written down, by its number."""

    id: int
    audit: Audit
