"""Effects go out once, in order in each chat; what nobody knows the end of is not tried again."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from knowledge.adapters.sql.engine import open_engine, writing
from knowledge.adapters.sql.spine.outbox import SqlOutbox, put_effects
from knowledge.errors import LibraryUnavailable
from knowledge.records import Effect
from knowledge.spine.outbox import EffectState, Kept
from tests.fakes import NOON

GROUP, OTHER = -1001234567890, 42
MINUTE = dt.timedelta(minutes=1)
LATER = NOON + MINUTE
PENDING, SENDING, SENT, FAILED, UNCERTAIN = EffectState


@pytest.fixture
def outbox(engine: AsyncEngine) -> SqlOutbox:
    """An empty outbox."""
    return SqlOutbox(engine)


def effect(key: str, chat_id: int = GROUP) -> Effect:
    """Something to be sent."""
    return Effect(key, chat_id, {"html": f"<b>{key}</b> \0", "reply_to": None})


async def claimed(outbox: SqlOutbox, now: dt.datetime = NOON, limit: int = 100) -> dict[str, int]:
    """Keys and ids of what a sender gets."""
    return {one.effect.key: one.id for one in await outbox.claim("me", limit, now)}


async def states(outbox: SqlOutbox) -> dict[str, EffectState]:
    """How each effect is, by its key."""
    return {kept.key: kept.state for kept in await outbox.effects(list(EffectState))}


async def test_an_effect_is_put_once(outbox: SqlOutbox) -> None:
    """By its key, also after it was sent; its content comes back as it was, and is forgotten with that."""
    assert await outbox.put([effect("a"), effect("b"), effect("a", OTHER)], NOON) == 2
    [sending] = await outbox.claim("me", 9, NOON)
    assert (sending.effect, sending.attempt) == (effect("a"), 1)
    assert await outbox.sent(sending.id, 77, LATER)
    assert not await outbox.sent(sending.id, 78, LATER)
    assert await outbox.effects([SENT]) == [Kept(sending.id, "a", GROUP, SENT, NOON, 1, 77, None)]
    assert await outbox.put([effect("a"), effect("b"), effect("c")], LATER) == 1
    assert await outbox.put([], NOON) == 0
    async with outbox.engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM outbox WHERE payload IS NULL")) == 1


async def test_effects_are_there_with_the_change_that_they_tell_of_or_not_at_all(outbox: SqlOutbox) -> None:
    """`put_effects` is a part of its caller's transaction."""
    async with AsyncSession(writing(outbox.engine, durable=True)) as session:
        assert await put_effects(session, [effect("a")], NOON) == 1
        await session.rollback()
    assert await outbox.counts() == dict.fromkeys(EffectState, 0)


async def test_a_chats_effects_go_out_one_after_the_other(outbox: SqlOutbox) -> None:
    """The next when the one before has ended; other chats do not wait; the oldest come first."""
    await outbox.put([effect("a"), effect("b"), effect("x", OTHER), effect("y", OTHER)], NOON)
    first = await claimed(outbox, limit=1)
    assert list(first) == ["a"]
    other = await claimed(outbox)
    assert list(other) == ["x"]
    assert await claimed(outbox) == {}
    assert await outbox.sent(first["a"], 1, NOON)
    assert await outbox.uncertain(other["x"], "timeout", NOON)
    assert list(await claimed(outbox)) == ["b", "y"]
    assert await states(outbox) == {"a": SENT, "b": SENDING, "x": UNCERTAIN, "y": SENDING}


async def test_an_effect_does_not_wait_for_a_clock_that_is_put_back(outbox: SqlOutbox) -> None:
    """It goes out at once."""
    await outbox.put([Effect("a", 1, {})], NOON)
    assert [one.effect.key for one in await outbox.claim("s", 9, NOON - dt.timedelta(hours=1))] == ["a"]


async def test_one_that_is_tried_again_holds_up_its_chat(outbox: SqlOutbox) -> None:
    """Until then nothing goes out there, so that the order stays; the attempt after it is the second."""
    await outbox.put([effect("a"), effect("b"), effect("x", OTHER)], NOON)
    ids = await claimed(outbox)
    assert await outbox.again(ids["a"], LATER)
    assert await claimed(outbox, LATER - dt.timedelta(seconds=1)) == {}
    [sending] = await outbox.claim("me", 9, LATER)
    assert (sending.effect.key, sending.attempt) == ("a", 2)
    assert not await outbox.again(99, LATER)


async def test_a_held_chat_gets_nothing_sooner(outbox: SqlOutbox) -> None:
    """Not even when the one that was refused is given up; another chat does."""
    await outbox.put([effect("a"), effect("b"), effect("x", OTHER), effect("y", OTHER)], NOON)
    ids = await claimed(outbox)
    assert await outbox.again(ids["a"], LATER, hold_chat=True)
    assert await outbox.sent(ids["x"], 1, NOON)
    assert list(await claimed(outbox)) == ["y"]
    again = await claimed(outbox, LATER)
    assert await outbox.failed(again["a"], "bad request", LATER)
    assert await claimed(outbox, LATER - dt.timedelta(seconds=1)) == {}
    assert list(await claimed(outbox, LATER)) == ["b"]


async def test_a_dead_chats_effects_all_fail(outbox: SqlOutbox) -> None:
    """Those that wait, too; no other chat's."""
    await outbox.put([effect("a"), effect("b"), effect("x", OTHER), effect("y", OTHER)], NOON)
    ids = await claimed(outbox)
    assert await outbox.failed(ids["a"], "kicked", LATER, whole_chat=True)
    assert await states(outbox) == {"a": FAILED, "b": FAILED, "x": SENDING, "y": PENDING}
    assert [kept.reason for kept in await outbox.effects([FAILED])] == ["kicked", "kicked"]


async def test_what_another_sender_left_is_uncertain(outbox: SqlOutbox) -> None:
    """It may have gone out; one's own sendings stay."""
    await outbox.put([effect("a"), effect("x", OTHER)], NOON)
    await outbox.claim("dead", 1, NOON)
    await claimed(outbox)
    assert [(kept.key, kept.state, kept.reason) for kept in await outbox.abandoned("me", LATER)] == [
        ("a", UNCERTAIN, "abandoned")
    ]
    assert await outbox.abandoned("me", LATER) == []
    assert await states(outbox) == {"a": UNCERTAIN, "x": SENDING}


async def test_what_certainly_did_not_go_out_is_pending_again(outbox: SqlOutbox) -> None:
    """As if not tried; what others are sending stays."""
    await outbox.put([effect("a"), effect("x", OTHER)], NOON)
    await outbox.claim("deaf", 1, NOON)
    await claimed(outbox)
    assert await outbox.unclaim({"deaf", "unknown"}) == 1
    assert await states(outbox) == {"a": PENDING, "x": SENDING}
    [sending] = await outbox.claim("me", 1, NOON)
    assert (sending.effect.key, sending.attempt) == ("a", 1)


async def test_a_person_decides_over_what_is_uncertain(outbox: SqlOutbox) -> None:
    """It goes out again, before what came later and not beside what is being sent; or it counts as sent."""
    await outbox.put([effect("a"), effect("b"), effect("x", OTHER)], NOON)
    ids = await claimed(outbox)
    assert not await outbox.resolve(ids["a"], send=True, now=NOON)
    for key in ("a", "x"):
        assert await outbox.uncertain(ids[key], "timeout", NOON)
    ids |= await claimed(outbox)
    assert await outbox.resolve(ids["a"], send=True, now=LATER)
    assert await outbox.resolve(ids["x"], send=False, now=LATER)
    assert await claimed(outbox, LATER) == {}
    assert await outbox.sent(ids["b"], 5, LATER)
    assert await claimed(outbox, LATER) == {"a": ids["a"]}
    assert await states(outbox) == {"a": SENDING, "b": SENT, "x": SENT}


async def test_effects_are_found_by_their_keys(outbox: SqlOutbox) -> None:
    """In any state; keys that nobody has are left out."""
    await outbox.put([effect("a"), effect("b"), effect("x", OTHER)], NOON)
    ids = await claimed(outbox)
    assert await outbox.sent(ids["a"], 77, LATER)
    found = await outbox.by_keys(["x", "a", "unknown"])
    assert {key: (kept.state, kept.message_id) for key, kept in found.items()} == {
        "a": (SENT, 77),
        "x": (SENDING, None),
    }
    assert await outbox.by_keys([]) == {}


async def test_what_is_withdrawn_is_not_sent_any_more(outbox: SqlOutbox) -> None:
    """Only what is still pending of it: what is being sent may have gone out."""
    await outbox.put([effect("a"), effect("b"), effect("c")], NOON)
    await claimed(outbox)
    assert await outbox.withdraw(["a", "b", "x"], "withdrawn", LATER) == 1
    assert await states(outbox) == {"a": SENDING, "b": FAILED, "c": PENDING}
    assert [kept.reason for kept in await outbox.effects([FAILED])] == ["withdrawn"]


async def test_what_is_over_is_forgotten_in_time(outbox: SqlOutbox) -> None:
    """Sent and failed ones; what is uncertain waits for a person."""
    await outbox.put([effect(str(chat), chat) for chat in range(5)], NOON)
    ids = await claimed(outbox, limit=4)
    await outbox.sent(ids["0"], 1, NOON)
    await outbox.failed(ids["1"], "kicked", NOON)
    await outbox.uncertain(ids["2"], "timeout", NOON)
    assert await outbox.counts() == dict.fromkeys(EffectState, 1)
    assert await outbox.forget(NOON) == 0
    assert await outbox.forget(LATER) == 2
    assert await states(outbox) == {"2": UNCERTAIN, "3": SENDING, "4": PENDING}


async def test_two_senders_at_once_get_no_effect_twice(database: Path | str) -> None:
    """Nor do they ever send to one chat at the same time."""
    async with open_engine(database) as one, open_engine(database) as other:
        await SqlOutbox(one).put([effect(f"{chat}/{n}", chat) for n in range(4) for chat in range(4)], NOON)
        claims = await asyncio.gather(*(SqlOutbox(engine).claim("s", 3, NOON) for engine in [one, other] * 3))
        keys = [sending.effect.key for claim in claims for sending in claim]
        assert sorted(keys) == ["0/0", "1/0", "2/0", "3/0"]


async def test_a_database_that_fails_is_unavailable(outbox: SqlOutbox) -> None:
    """Its library's error does not come through."""
    async with outbox.engine.begin() as connection:
        await connection.execute(text("DROP TABLE outbox"))
    for failing in (outbox.put([effect("a")], NOON), outbox.claim("me", 1, NOON), outbox.counts()):
        with pytest.raises(LibraryUnavailable):
            await failing
