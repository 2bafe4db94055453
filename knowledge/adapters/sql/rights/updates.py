"""Updates that name a person: what waits of theirs, and what is still worked on."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Row, TextClause, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.adapters.sql.spine.tables import InboxRow
from knowledge.adapters.sql.writes import batches

_Rows: TypeAlias = Sequence[Row[*tuple[Any, ...]]]
INBOX: Final = InboxRow.metadata.tables["inbox"]
_COLUMN: Final = INBOX.c
_NOBODYS: Final = "nobody"
"""The lane of updates of which nothing but the number is left."""


async def naming(connection: AsyncConnection, user_id: int, *where: ColumnElement[bool] | TextClause) -> _Rows:
    """The updates whose payload names somebody: id, state, lane, payload and when it came."""
    fields = _COLUMN.id, _COLUMN.state, _COLUMN.lane, _COLUMN.payload, _COLUMN.arrived_at
    query = select(*fields).where(_COLUMN.payload.contains(str(user_id)), *where).order_by(_COLUMN.id)
    return [row for row in (await connection.execute(query)).all() if names(row.payload, user_id)]


async def drop_own(connection: AsyncConnection, rows: _Rows, user_id: int) -> set[int]:
    """Let nobody work off what is somebody's own and nobody has taken yet; the ids of what is in work still."""
    own = [row.id for row in rows if row.state == "waiting" and is_from(row.payload, user_id)]
    dropped: set[int] = set()
    for batch in batches(own):
        free = _COLUMN.id.in_(batch), _COLUMN.state == "waiting"
        emptied = update(INBOX).where(*free).values(_empty(ended_at=_COLUMN.arrived_at)).returning(_COLUMN.id)
        dropped |= set(await connection.scalars(emptied))
    return {row.id for row in rows} - dropped


async def forget_ended(connection: AsyncConnection, user_id: int) -> None:
    """Let nothing that ended name somebody: not in what it said, where it was given up, and not in its lane."""
    given_up = await naming(connection, user_id, _COLUMN.state == "buried")
    for batch in batches(row.id for row in given_up):
        await connection.execute(update(INBOX).where(_COLUMN.id.in_(batch)).values(_empty()))
    lane = or_(_COLUMN.lane.like(f"%:{user_id}"), _COLUMN.lane.like(f"%:{user_id}:%"))
    await connection.execute(update(INBOX).where(lane, _COLUMN.state.in_(["done", "buried"])).values(lane=_NOBODYS))


def _empty(**more: object) -> dict[str, Any]:
    return {"state": "done", "payload": None, "lane": _NOBODYS, "reason": None, **more}


def names(payload: str, user_id: int) -> bool:
    """Whether an update has somebody in it: as whoever wrote, pressed, joined, is replied to or mentioned."""
    try:
        parsed = json.loads(payload)
    except (ValueError, RecursionError):
        return str(user_id) in payload
    return has_in_it(parsed, user_id)


def has_in_it(parsed: object, user_id: int) -> bool:
    """Whether something that Telegram sent names somebody anywhere."""
    return any(one.get("id") == user_id for one in _objects(parsed))


def is_from(payload: str, user_id: int) -> bool:
    """Whether somebody wrote or pressed it."""
    try:
        parsed = json.loads(payload)
    except (ValueError, RecursionError):
        return False
    contents = parsed.values() if isinstance(parsed, dict) else ()
    return any(_id(one.get("from")) == user_id for one in contents if isinstance(one, dict))


def said_by(payload: str, user_id: int) -> list[str]:
    """What somebody wrote or pressed in an update; nothing of what they reply to."""
    contents = (one for one in json.loads(payload).values() if isinstance(one, dict))
    theirs = (one for one in contents if _id(one.get("from")) == user_id)
    return [str(one[name]) for one in theirs for name in ("text", "caption", "data") if one.get(name)]


def _id(somebody: object) -> object:
    return somebody.get("id") if isinstance(somebody, dict) else None


def _objects(parsed: object) -> Iterator[dict[str, Any]]:
    """Every object of JSON; `json` has refused what is nested too deeply."""
    waiting = [parsed]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
