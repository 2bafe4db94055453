"""What happened, one by one, as far as it is counted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.governance.quotas import Spent
from knowledge.records import Thumb


class Asking(NamedTuple):
    """One question; `mode` is that of its answer, None where there was none."""

    at: dt.datetime
    way: str
    mode: str | None
    user_id: int | None
    elapsed_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Happenings:
    """What happened in some days, in any order: questions, opinions, what each day cost, and the notes' moments."""

    askings: Sequence[Asking] = ()
    thumbs: Sequence[tuple[dt.datetime, Thumb]] = ()
    spent: Sequence[tuple[dt.date, Spent]] = ()
    handed_in: Sequence[dt.datetime] = ()
    published: Sequence[dt.datetime] = ()
