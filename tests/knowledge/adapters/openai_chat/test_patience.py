"""How long an answer is waited for."""

import asyncio
from dataclasses import replace

import pytest

from knowledge.adapters.openai_chat.failures import CutOff
from knowledge.adapters.openai_chat.patience import Deadlines, Patience
from knowledge.errors import WriterFailed

BROKEN = CutOff("finish_reason None")


def begun(deadlines: Deadlines) -> Patience:
    """What is left for an answer whose first token has come."""
    patience = Patience(deadlines)
    with patience.renewed():
        pass
    return patience


async def late(patience: Patience) -> str:
    """Why waiting for ever ends."""
    with pytest.raises(WriterFailed) as failed:
        async with patience.wait():
            await asyncio.Event().wait()
    return failed.value.reason


async def test_the_first_token_has_a_deadline() -> None:
    """Of its own, and from the question on."""
    assert await late(Patience(Deadlines(first=0.01))) == "no first token in time"


async def test_each_further_token_has_one() -> None:
    """It begins anew with each."""
    patience = Patience(Deadlines(first=60.0, stall=0.01))
    with patience.renewed():
        pass
    assert await late(patience) == "no next token in time"
    with patience.renewed():
        pass
    async with patience.wait():
        pass


async def test_the_whole_has_one() -> None:
    """However many tokens come."""
    patience = Patience(Deadlines(first=60.0, stall=60.0, whole=0.01))
    with patience.renewed():
        pass
    assert await late(patience) == "no end in time"


async def test_pauses_grow_a_little_at_random() -> None:
    """Then there is no further attempt."""
    patience = Patience(Deadlines(pauses=(1.0, 3.0)))
    first, second = patience.pause_after(BROKEN), patience.pause_after(BROKEN)
    assert first is not None
    assert second is not None
    assert 1.0 <= first <= 1.5
    assert 3.0 <= second <= 4.5
    assert patience.pause_after(BROKEN) is None


async def test_nothing_is_tried_again_too_late() -> None:
    """Nor what will fail again, whether it has begun or not."""
    assert Patience(Deadlines(first=0.1)).pause_after(BROKEN) is None
    assert Patience(Deadlines()).pause_after(ValueError()) is None
    assert begun(Deadlines()).pause_after(ValueError()) is None


async def test_an_answer_begins_anew_once() -> None:
    """With a pause; not where all have been used up before it began."""
    patience = begun(Deadlines())
    assert patience.pause_after(BROKEN) is not None
    assert patience.pause_after(BROKEN) is None
    assert begun(Deadlines(pauses=())).pause_after(BROKEN) is None


async def test_an_answer_begins_anew_while_half_of_its_time_is_left() -> None:
    """The pause counts: the second attempt needs about as long as the first."""
    assert begun(Deadlines(whole=60.0, pauses=(15.0,))).pause_after(BROKEN) is not None
    assert begun(Deadlines(whole=60.0, pauses=(30.0,))).pause_after(BROKEN) is None


async def test_an_answer_that_begins_anew_waits_for_a_first_token_again() -> None:
    """Longer than for a further one, and for no longer than the whole may take."""
    quick = Deadlines(first=0.03, stall=0.01, pauses=(0.0,))
    patience = begun(quick)
    assert patience.pause_after(BROKEN) == 0.0
    assert await late(patience) == "no first token in time"
    patience = begun(replace(quick, first=60.0, whole=0.05))
    assert patience.pause_after(BROKEN) == 0.0
    assert await late(patience) == "no end in time"


async def test_the_consumers_time_is_added_to_the_whole() -> None:
    """A chat that takes long to show a token makes no model late."""
    patience = Patience(Deadlines(first=60.0, stall=60.0, whole=0.5))
    with patience.renewed():
        await asyncio.sleep(0.6)
    async with patience.wait():
        await asyncio.sleep(0)
