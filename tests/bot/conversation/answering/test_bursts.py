"""Several messages of one person within seconds are one question, through the inbox and the dispatcher."""

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.answering.bursts import Bursts
from bot.conversation.connecting.handling import Handle
from bot.updates import arrived
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.inbox import SqlInbox
from knowledge.spine.endings import TryAgain
from knowledge.spine.inbox import Claim
from tests.bot.doubles import GROUP, PERSON, PRIVATE, Conversation
from tests.fakes import NOON, FixedClock

BO = {"id": 8, "is_bot": False, "first_name": "Bo"}
LEASE = dt.timedelta(minutes=1)
SECONDS = 1.5
MENTION = {"entities": [{"type": "mention", "offset": 0, "length": 10}]}
NAME = "@zixue_bot"


@dataclass
class Group:
    """A conversation whose messages come through an inbox; time passes only when it is told to."""

    inbox: SqlInbox
    chat: Conversation = field(default_factory=Conversation)
    clock: FixedClock = field(default_factory=FixedClock)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def says(self, text: str, chat: Mapping[str, Any] = PRIVATE, person: object = PERSON, **more: Any) -> None:  # noqa: ANN401
        """A message arrives."""
        date, number = int(self.clock.now().timestamp()), next(self.numbers)
        message = {"message_id": 100 + number, "date": date, "chat": chat, "from": person, "text": text, **more}
        await self.inbox.keep([arrived({"update_id": number, "message": message})], self.clock.now())

    def passes(self, seconds: float) -> None:
        """Time goes on."""
        self.clock.time += dt.timedelta(seconds=seconds)

    async def attempt(self, worker: str) -> list[tuple[Claim, TryAgain | None]]:
        """A process works on all that is due, and dies before it can say so; what came of each."""
        self.chat.dispatcher["bursts"] = Bursts(self.inbox, self.clock, worker, SECONDS, 2000)
        handle, now = Handle(self.chat.dispatcher, self.chat.bot, 5), self.clock.now()
        ended: list[tuple[Claim, TryAgain | None]] = []
        for claim in await self.inbox.claim(worker, 9, now, now + LEASE):
            try:
                await handle(claim)
                ended.append((claim, None))
            except TryAgain as again:
                ended.append((claim, again))
        return ended

    async def works(self, worker: str = "w") -> list[str]:
        """A process works on all that is due, and on what comes of that; all that was asked so far."""
        while ended := await self.attempt(worker):
            for claim, again in ended:
                if again is None:
                    await self.inbox.done(claim.id, worker, self.clock.now())
                else:
                    assert again.after is not None
                    await self.inbox.put_back(claim.id, worker, self.clock.now() + again.after, counted=again.counted)
        return self.chat.answering.asked

    async def is_quiet(self) -> bool:
        """Whether nothing waits, and every question was answered by one message."""
        waiting = (await self.inbox.backlog()).waiting
        return not waiting and len(self.chat.screen.messages) == len(self.chat.answering.asked)


@pytest.fixture
async def group(database: Path | str) -> AsyncIterator[Group]:
    """Nothing said yet."""
    async with open_engine(database) as engine:
        yield Group(SqlInbox(engine))


@pytest.fixture
async def here(sqlite_database: Path) -> AsyncIterator[Group]:
    """The same, where it does not matter which database it is."""
    async with open_engine(sqlite_database) as engine:
        yield Group(SqlInbox(engine))


@pytest.mark.parametrize(
    ("chat", "begins", "marked"), [(PRIVATE, "门控", {}), (GROUP, f"{NAME} 门控", MENTION)], ids=["private", "group"]
)
async def test_messages_within_seconds_are_one_question(
    here: Group, chat: Mapping[str, Any], begins: str, marked: dict[str, Any]
) -> None:
    """It is asked when the last is a while ago; in a group only the first needs to name the bot."""
    await here.says(begins, chat, **marked)
    for text in ("为什么", "用两种函数？"):
        assert await here.works() == []
        here.passes(1)
        await here.says(text, chat)
    here.passes(SECONDS - 0.1)
    assert await here.works() == []
    here.passes(0.1)
    assert await here.works() == ["门控\n为什么\n用两种函数？"]
    assert await here.is_quiet()


async def test_a_burst_is_answered_once_whoever_dies(group: Group) -> None:
    """Before it is joined, after that, and after the answer was sent: the next process finds what is left to do."""
    for text in ("门控", "为什么", "用两种函数？"):
        await group.says(text)
    for worker in ("waits", "joins", "answers"):
        assert [claim.update_id for claim, _ in await group.attempt(worker)] == [1]
        group.passes(LEASE.total_seconds())
    assert set(await group.works("ends")) == {"门控\n为什么\n用两种函数？"}
    assert len(group.chat.screen.messages) == 1
    assert (await group.inbox.backlog()).waiting == 0


async def test_people_who_write_at_once_are_told_apart(here: Group) -> None:
    """Each has their own question, in the order in which they began."""
    for text, person in (("甲一", PERSON), ("乙一", BO), ("甲二", PERSON), ("乙二", BO)):
        await here.says(f"{NAME} {text}", GROUP, person, **MENTION)
    here.passes(SECONDS)
    await here.works()
    here.passes(SECONDS)
    assert [one.split() for one in await here.works()] == [["甲一", "甲二"], ["乙一", "乙二"]]
    assert await here.is_quiet()


async def test_a_command_ends_a_question(here: Group) -> None:
    """It is asked at once then; neither the command nor what follows belongs to it."""
    for text in ("门控", "为什么", "/ask 别的", "还有呢"):
        await here.says(text)
    assert await here.works() == ["门控\n为什么", "别的"]
    here.passes(SECONDS)
    assert await here.works() == ["门控\n为什么", "别的", "还有呢"]
    assert await here.is_quiet()


async def test_nobody_holds_a_chat_up_by_writing_on(here: Group) -> None:
    """After a few pauses what there is is asked."""
    for n in range(5):
        await here.says(f"句{n}")
        assert await here.works() == []
        here.passes(1)
    assert await here.works() == ["句0\n句1\n句2\n句3\n句4"]


async def test_what_was_written_during_an_outage_is_asked_at_once(here: Group) -> None:
    """However new it is here: its dates tell how long nothing has followed."""
    here.passes(-60)
    sent = int(here.clock.now().timestamp())
    here.passes(60)
    for text in ("门控", "为什么？"):
        await here.says(text, date=sent)
    assert await here.works() == ["门控\n为什么？"]


async def test_what_is_not_for_the_bot_is_not_held_back(here: Group) -> None:
    """Nor are commands: others wait behind them."""
    await here.says("大家好", GROUP)
    await here.says("/ask 门控", GROUP)
    assert await here.works() == ["门控"]
    assert await here.is_quiet()


async def test_a_part_that_is_edited_is_not_asked_again(here: Group) -> None:
    """What it said was answered as a part; what is said and edited after that is a question of its own."""
    await here.says("门控")
    here.passes(1)
    await here.says("为什么用俩种函数")
    here.passes(2)
    assert len(await here.works()) == 1
    await here.chat.edit("为什么用两种函数", 102, 10, PRIVATE)
    assert len(here.chat.answering.asked) == 1
    later = int(NOON.timestamp()) + 60
    await here.chat.edit("什么是门控", 103, 70, PRIVATE, date=later)
    assert here.chat.answering.asked[1:] == ["什么是门控"]
