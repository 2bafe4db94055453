"""Which chats are lost is asked now and then."""

import datetime as dt

from knowledge.spine.known_chats import KnownChats
from tests.fakes import NOON, FixedClock
from tests.fakes.spine import MemoryChats


async def test_the_same_is_not_asked_again_for_a_while() -> None:
    """What another process notes meanwhile is known later; a clock that is put back makes no answer eternal."""
    clock, below = FixedClock(), MemoryChats()
    chats = KnownChats(below, clock)
    assert not await chats.is_lost(1)
    await below.lost(1, "kicked", NOON)
    assert not await chats.is_lost(1)
    assert below.asked == 1
    clock.time += dt.timedelta(seconds=31)
    assert await chats.is_lost(1)
    await below.heard(1)
    clock.time -= dt.timedelta(hours=1)
    assert not await chats.is_lost(1)


async def test_what_is_noted_here_is_known_here_at_once() -> None:
    """Without asking."""
    below = MemoryChats()
    chats = KnownChats(below, FixedClock())
    await chats.lost(1, "kicked", NOON)
    assert await chats.is_lost(1)
    await chats.heard(1)
    assert not await chats.is_lost(1)
    assert (below.asked, below.reasons) == (0, {})


async def test_of_a_chat_that_moved_nothing_is_known() -> None:
    """Neither of the old number nor of the new."""
    below = MemoryChats()
    chats = KnownChats(below, FixedClock())
    await chats.lost(1, "kicked", NOON)
    await chats.moved(1, 2)
    below.reasons.clear()
    assert not await chats.is_lost(1)
    assert not await chats.is_lost(2)
    assert below.moves == [(1, 2)]
