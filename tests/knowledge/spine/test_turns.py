"""Turns of messages."""

from knowledge.spine.pacing import Rate
from knowledge.spine.turns import next_turn


class Given:
    """`Paces` that note what they are asked for."""

    def __init__(self, **waits: float) -> None:
        self.waits = waits
        self.asked: dict[str, Rate] = {}

    async def reserve(self, key: str, rate: Rate) -> float:
        """The wait for a key."""
        self.asked[key] = rate
        return self.waits.get(key.partition(":")[0], 0.0)

    async def take(self, key: str, rate: Rate) -> float:
        """Now."""
        return await self.reserve(key, rate)

    async def hold(self, key: str, seconds: float) -> None:
        """Nothing is held here."""


async def test_a_group_gets_twenty_messages_a_minute_and_a_person_one_a_second() -> None:
    """Beside thirty a second in all."""
    paces = Given()
    assert await next_turn(paces, -100) == await next_turn(paces, 7) == 0
    a_minute = {key: round(60 / rate.every) for key, rate in paces.asked.items()}
    assert a_minute == {"chat:-100": 20, "chat:7": 60, "all": 1800}


async def test_a_turn_comes_when_both_have_come() -> None:
    """That of the chat and that of all."""
    assert await next_turn(Given(chat=2.0, all=0.5), -100) == 2.0
    assert await next_turn(Given(all=0.5), -100) == 0.5
