"""`SqlStatistics`: how the bot was used, read from an SQL database."""

import asyncio
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, case, cast, null, select
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.governance.tables import ConsumptionRow
from knowledge.adapters.sql.spine.statements import readonly
from knowledge.adapters.sql.tables import ExchangeRow, OpinionRow
from knowledge.adapters.sql.weekly.tables import IssueRow, NoteRow
from knowledge.governance.quotas import Scope, Spent
from knowledge.records import Thumb
from knowledge.statistics.happenings import Asking, Happenings
from knowledge.statistics.periods import Period
from knowledge.weekly.notes import NoteState
from knowledge.weekly.taking_part.streaks import COUNTS

_EXCHANGES: Final = ExchangeRow.metadata.tables["exchanges"]
_OPINIONS: Final = OpinionRow.metadata.tables["opinions"]
_CONSUMPTION: Final = ConsumptionRow.metadata.tables["consumption"]
_NOTES: Final = NoteRow.metadata.tables["notes"]
_ISSUES: Final = IssueRow.metadata.tables["issues"]


@dataclass(frozen=True, slots=True)
class SqlStatistics:
    """The `Statistics` port over one database, all of it as it is at one moment."""

    engine: AsyncEngine

    async def happenings(self, period: Period, chat_id: int | None = None) -> Happenings:
        """All that happened in these days, in one chat or with None in all."""
        begins, *_, ends = period.borders()
        dates = period.dates()
        async with readonly(self.engine) as connection:

            async def rows(query: Select[Any]) -> list[Any]:
                return list(await connection.execute(query))

            asked = await rows(_asked(begins, ends, chat_id))
            thumbs = await rows(_thumbs(begins, ends, chat_id))
            spent = await rows(_spent(dates[0], dates[-1], chat_id))
            handed_in = [] if chat_id is not None else await rows(_handed_in(begins, ends))
            published = [] if chat_id is not None else await rows(_published(begins, ends))
        return Happenings(
            askings=await asyncio.to_thread(_askings, asked),
            thumbs=[(at, Thumb(thumb)) for at, thumb in thumbs],
            spent=[(day, Spent(*counts)) for day, *counts in spent],
            handed_in=[at for (at,) in handed_in],
            published=[at for (at,) in published],
        )


def _asked(begins: dt.datetime, ends: dt.datetime, chat_id: int | None) -> Select[Any]:
    mode = case((_EXCHANGES.c.status == "answered", _EXCHANGES.c.mode), else_=null())
    elapsed = cast(_EXCHANGES.c.elapsed_ms, String)
    at = cast(_EXCHANGES.c.asked_at, String)  # else each of thousands of rows would be converted in the event loop
    columns = (at, _EXCHANGES.c.way, mode, _EXCHANGES.c.user_id, elapsed)
    return select(*columns).where(
        _EXCHANGES.c.asked_at >= begins, _EXCHANGES.c.asked_at < ends, *_in(_EXCHANGES.c.chat_id, chat_id)
    )


def _askings(rows: Sequence[Any]) -> list[Asking]:
    """The questions; what stands as JSON in each row is parsed at one go, as that is what takes the time."""
    elapsed = json.loads(f"[{','.join(row[-1] or '{}' for row in rows)}]")
    return [
        Asking(_moment(at), way or "", mode, user_id, took)
        for (at, way, mode, user_id, _), took in zip(rows, elapsed, strict=True)
    ]


def _moment(written: str) -> dt.datetime:
    """A moment as a database writes it; SQLite leaves out that it is UTC."""
    at = dt.datetime.fromisoformat(written)
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _thumbs(begins: dt.datetime, ends: dt.datetime, chat_id: int | None) -> Select[Any]:
    given = select(_OPINIONS.c.given_at, _OPINIONS.c.thumb).where(
        _OPINIONS.c.given_at >= begins, _OPINIONS.c.given_at < ends
    )
    if chat_id is None:
        return given
    return given.join_from(_OPINIONS, _EXCHANGES, _EXCHANGES.c.id == _OPINIONS.c.exchange_id).where(
        _EXCHANGES.c.chat_id == chat_id
    )


def _spent(first: dt.date, last: dt.date, chat_id: int | None) -> Select[Any]:
    """What chats used on each day: what persons did is the same once more."""
    counts = [_CONSUMPTION.c[name] for name in Spent.__slots__]
    return select(_CONSUMPTION.c.day, *counts).where(
        _CONSUMPTION.c.scope == Scope.CHAT.value,
        _CONSUMPTION.c.day.between(first, last),
        *_in(_CONSUMPTION.c.id, chat_id),
    )


def _handed_in(begins: dt.datetime, ends: dt.datetime) -> Select[Any]:
    """When notes were begun that members have handed in; nobody writes at one for longer than a day."""
    return select(_NOTES.c.opened_at).where(
        _NOTES.c.opened_at >= begins,
        _NOTES.c.opened_at < ends,
        _NOTES.c.state.in_(sorted(COUNTS)),
        _NOTES.c.exchange_id.is_(None),
    )


def _published(begins: dt.datetime, ends: dt.datetime) -> Select[Any]:
    """When the issues of published notes were published, once for each note."""
    return (
        select(_ISSUES.c.published_at)
        .join_from(_NOTES, _ISSUES, _NOTES.c.issue_id == _ISSUES.c.id)
        .where(
            _ISSUES.c.published_at >= begins,
            _ISSUES.c.published_at < ends,
            _NOTES.c.state == NoteState.PUBLISHED.value,
        )
    )


def _in(column: ColumnElement[int], chat_id: int | None) -> list[ColumnElement[bool]]:
    return [] if chat_id is None else [column == chat_id]
