"""Forgetting what was asked long ago."""

import datetime as dt

from knowledge.remembering.forgetting import ForgetExchanges
from tests.knowledge.remembering.talking import Talk, asked_in

YEAR = dt.timedelta(days=365)


async def test_exchanges_are_kept_for_so_long_and_no_longer() -> None:
    """From the moment they were asked."""
    talk = Talk()
    await talk.read()
    await talk.converse("门的值有多大", asked_in())
    forget = ForgetExchanges(talk.memory, talk.clock, YEAR)
    talk.clock.time += YEAR
    assert await forget() == 0
    talk.clock.time += dt.timedelta(seconds=1)
    assert await forget() == 1
    assert talk.memory.exchanges == {}
