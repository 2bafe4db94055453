"""Turns of messages."""

from knowledge.spine.pacing import Rate
from knowledge.spine.turns import next_turn


class Given:
    """`Paces` that note what they are asked for."""

    def __init__(self, **waits: float) -> None:
        self.waits = waits
        self.asked: dict[str, Rate] = {}
        self.taken: list[str] = []

    async def reserve(self, key: str, rate: Rate) -> float:
        """The wait for a key."""
        self.asked[key] = rate
        return self.waits.get(key.partition(":")[0], 0.0)

    async def take(self, key: str, rate: Rate, within: float = 0.0) -> float:
        """As `reserve`, where that is soon enough."""
        wait = await self.reserve(key, rate)
        self.taken += [key] if wait <= within else []
        return wait

    async def give_back(self, key: str, rate: Rate) -> None:
        """Nothing is taken for good here."""

    async def hold(self, key: str, seconds: float) -> None:
        """Nothing is held here."""


async def test_a_group_gets_twenty_messages_a_minute_and_a_person_one_a_second() -> None:
    """Beside thirty a second in all."""
    paces = Given()
    assert await next_turn(paces, -100) == await next_turn(paces, 7) == 0
    a_minute = {key: round(60 / rate.every) + rate.burst for key, rate in paces.asked.items()}
    assert a_minute == {"chat:-100": 20, "chat:7": 63, "all": 1830}


async def test_a_turn_comes_when_both_have_come() -> None:
    """That of the chat and that of all."""
    assert await next_turn(Given(chat=2.0, all=0.5), -100) == 2.0
    assert await next_turn(Given(all=0.5), -100) == 0.5


async def test_a_turn_that_nobody_waits_for_is_left_to_others() -> None:
    """Neither that of the chat nor one of all is taken where it comes too late."""
    late, soon = Given(chat=12.0), Given(chat=8.0)
    assert await next_turn(late, -100, 10.0) == 12.0
    assert late.taken == []
    assert list(late.asked) == ["chat:-100"]
    assert await next_turn(soon, -100, 10.0) == 8.0
    assert soon.taken == ["chat:-100"]
    assert "all" in soon.asked
