"""The list of gaps."""

import datetime as dt

from knowledge.records import Exchange, Fault, Feedback, Meaning, OpenQuestion, Origin, Thumb
from knowledge.remembering.gaps import Gap, GapKind, ListGaps, list_disliked
from tests.fakes import NOON
from tests.knowledge.memory_exchanges import MemoryExchanges
from tests.knowledge.memory_opinions import MemoryOpinions

DAY = dt.timedelta(days=1)


class Group:
    """What is kept of a few chats."""

    def __init__(self) -> None:
        self.exchanges = MemoryExchanges()
        self.opinions = MemoryOpinions(self.exchanges)
        self.gaps = ListGaps(self.exchanges, self.opinions)

    async def answered(self, question: str, thumbs: str, origin: Origin, at: dt.datetime = NOON) -> None:
        """An answer that people find good (u) or bad (d)."""
        exchange = Exchange(0, origin, at, question, Meaning(question), "answered", "model", "门。[1]")
        number = await self.exchanges.add(exchange)
        for person, thumb in enumerate(thumbs):
            is_bad = thumb == "d"
            fault = Fault.OUTDATED if is_bad and person else None
            await self.opinions.give(Feedback(number, person, Thumb.DOWN if is_bad else Thumb.UP, at, fault))

    async def asked(self, question: str, chat_id: int, times: int) -> None:
        """A question that nothing answers."""
        exchange = Exchange(0, Origin(chat_id, 1, 7), NOON, question, Meaning(question), "unanswered", "model")
        numbers = [await self.exchanges.add(exchange) for _ in range(times)]
        opened = await self.exchanges.open(OpenQuestion(0, chat_id, Meaning(question), NOON, 0), numbers[0])
        for number in numbers[1:]:
            await self.exchanges.asked_again(opened, number)


async def test_gaps_are_what_is_open_and_what_is_found_bad() -> None:
    """The widest first; one meaning is one gap; private chats, draws and what lies outside the time are left out."""
    group, here, there = Group(), Origin(-100, 1, 7), Origin(-200, 1, 7)
    await group.asked("没人知道？", -100, 2)
    await group.asked("私下的？", 7, 9)
    await group.answered("坏的？", "dd", here)
    await group.answered("坏的", "d", here, NOON + DAY / 2)
    await group.answered("别处坏的？", "d", there)
    await group.answered("平手？", "du", here)
    await group.answered("私下坏的？", "dd", Origin(7, 1, 7, private=True))
    await group.answered("上周坏的？", "dd", here, NOON - DAY)
    bad = Gap("坏的", GapKind.DISLIKED, -100, 3, NOON + DAY / 2, Fault.OUTDATED)
    unknown = Gap("没人知道？", GapKind.OPEN, -100, 2, NOON)
    elsewhere = Gap("别处坏的？", GapKind.DISLIKED, -200, 1, NOON)
    assert await group.gaps(NOON, NOON + DAY, 9) == [bad, unknown, elsewhere]
    assert await group.gaps(NOON, NOON + DAY, 9, -100) == [bad, unknown]
    assert await group.gaps(NOON, NOON + DAY, 1) == [bad]
    assert await list_disliked(group.opinions, NOON, NOON + DAY, 9) == [bad, elsewhere]
