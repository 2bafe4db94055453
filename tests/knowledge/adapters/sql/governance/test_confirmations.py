"""What waits to be confirmed is kept, and taken once."""

import asyncio
import datetime as dt
from dataclasses import replace

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.adapters.sql.engine import writing
from knowledge.adapters.sql.governance.confirmations import SqlConfirmations
from knowledge.governance.confirmations import Confirmation
from tests.fakes import NOON

SOON = NOON + dt.timedelta(minutes=10)
ASKED = Confirmation(0, -1009876543210, "broadcast", NOON, SOON, 7_000_000_000, {"text": "通知", "chats": [1, None]})


async def test_one_of_many_takes_a_confirmation(engine: AsyncEngine) -> None:
    """With all that was asked; for everybody else, and later, it is gone."""
    confirmations = SqlConfirmations(engine)
    number = await confirmations.ask(ASKED)
    kept = replace(ASKED, id=number)
    assert await confirmations.confirmation(number) == kept
    taken = await asyncio.gather(*(confirmations.take(number, NOON) for _ in range(5)))
    assert sorted(taken, key=bool) == [None] * 4 + [kept]
    assert await confirmations.confirmation(number) is None


async def test_one_that_has_expired_is_not_taken(engine: AsyncEngine) -> None:
    """At its moment, and it is forgotten after that; its number means nothing else later."""
    confirmations = SqlConfirmations(engine)
    expired = await confirmations.ask(ASKED)
    waits = await confirmations.ask(replace(ASKED, user_id=None, arguments={}, expires_at=SOON + dt.timedelta(1)))
    assert await confirmations.take(expired, SOON) is None
    later = SOON + dt.timedelta(seconds=1)
    assert [await confirmations.forget(moment) for moment in (SOON, later, later)] == [0, 1, 0]
    assert await confirmations.take(waits, later) is not None
    assert await confirmations.ask(ASKED) > waits > expired


async def test_whoever_holds_a_confirmation_holds_it_again_after_a_crash(engine: AsyncEngine) -> None:
    """Nobody else does, until it is taken or has expired; nothing is left of the hold then."""
    confirmations = SqlConfirmations(engine)
    number, lost = [await confirmations.ask(ASKED) for _ in range(2)]
    held = await asyncio.gather(*(confirmations.hold(number, holder, NOON) for holder in ("a", "b", "c")))
    (winner,) = [name for name, one in zip("abc", held, strict=True) if one]
    again = [bool(await confirmations.hold(number, holder, NOON)) for holder in (winner, "d")]
    assert again == [True, False]
    assert await confirmations.hold(number, winner, SOON) is None
    assert await confirmations.take(number, NOON)
    assert await confirmations.hold(number, winner, NOON) is None
    assert await confirmations.hold(lost, "a", NOON)
    await confirmations.forget(SOON + dt.timedelta(seconds=1))
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM leases")) == 0


async def test_nobody_holds_a_confirmation_that_is_being_taken(engine: AsyncEngine) -> None:
    """Whoever asks while it is worked off waits for the end of that, and is not given what was freed by it."""
    confirmations = SqlConfirmations(engine)
    number = await confirmations.ask(ASKED)
    async with asyncio.TaskGroup() as tasks, writing(engine).begin() as taking:
        await taking.execute(text("DELETE FROM confirmations WHERE id = :id"), {"id": number})
        late = tasks.create_task(confirmations.hold(number, "late", NOON))
        await asyncio.wait({late}, timeout=0.3)
    assert late.result() is None
