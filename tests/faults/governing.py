"""People who order, ask, judge and want to be forgotten while the bot dies again and again."""

import asyncio
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from bot.catalogue.administering import Intake
from bot.catalogue.rights import RightsWords
from knowledge.records import Thumb
from tests.fakes.telegram_server import Chat, Posted, TelegramServer
from tests.fakes.telegram_server.asked import Upload
from tests.faults.handing_in import buttons, within
from tests.faults.sound import count, rows
from tests.faults.traffic import questions, replies

INGESTS, BROADCASTS, PAIRS = ADMINS = (9001, 9002, 9003)
PATIENCE: Final = 300.0
IMPATIENT: Final = 8.0
"""Seconds after which somebody does the same once more."""

_CODE: Final = re.compile(r"\b[A-HJ-NP-Z2-9]{7}\b")
_FIRST_FORGOTTEN: Final = 7_310_000
_BURST: Final = 3


@dataclass
class Doing(ABC):
    """Somebody who does one thing after the other; `at_work` while one of them is begun and not at its end."""

    telegram: TelegramServer
    database: Path | str
    random: Random
    group: Chat
    at_work: bool = False
    rounds: int = 0

    async def run(self, enough: asyncio.Event) -> None:
        """Go on until it is enough; what was begun is brought to its end."""
        while not enough.is_set():
            self.at_work = True
            self.rounds += 1
            await self.once()
            self.at_work = False
            await asyncio.sleep(0)

    @abstractmethod
    async def once(self) -> None:
        """Do it once, until it has ended."""

    def private(self, user_id: int) -> Chat:
        """The private chat of a member of the group."""
        self.telegram.promote(self.group, user_id, "member")
        return self.telegram.private(user_id)

    async def insist(self, do: Callable[[], object], happens: Callable[[], object]) -> None:
        """Do something, and again where nothing comes of it in time."""
        async with asyncio.timeout(PATIENCE):
            while not happens():
                do()
                await within(IMPATIENT, self.telegram.until(happens, PATIENCE))

    async def gone(self, what: str) -> None:
        """Wait until there is no such row."""
        async with asyncio.timeout(PATIENCE):
            while await count(self.database, what):
                await self.telegram.next_change(0.2)

    async def pressed(self, user_id: int, posted: Posted, button: str) -> bool:
        """Press a button; whether the press was answered before it was too old for that."""
        query = self.telegram.pressed[self.telegram.press(user_id, posted, button)]
        async with asyncio.timeout(PATIENCE):
            while query.answer is None and query.expires > self.telegram.clock.now():
                await self.telegram.next_change(0.2)
        return query.answer is not None


@dataclass
class Ingesting(Doing):
    """An admin who sends files to be read."""

    orders: list[Posted] = field(default_factory=list)

    async def once(self) -> None:
        """One file is one order, and ends in what came of it."""
        text = f"# 第{self.rounds}篇\n\n第{self.rounds}只蓝鹭在暗箱里孵出第{self.rounds}窝雏鸟，雨停才回巢。\n"
        file = Upload(f"heron-{self.rounds}.md", text.encode())
        order = self.telegram.share(self.telegram.private(INGESTS), INGESTS, file, "/ingest")
        self.orders.append(order)
        await self.telegram.until(lambda: any(ended(one) for one in replies(order)), PATIENCE)


@dataclass
class Broadcasting(Doing):
    """An admin who says something to every group."""

    sent: dict[int, str] = field(default_factory=dict)

    async def once(self) -> None:
        """It is over when nothing of it is on its way."""
        words, chat = f"第{self.rounds}次公告", self.telegram.private(BROADCASTS)
        while True:
            await self.insist(
                lambda: self.telegram.say(chat, BROADCASTS, f"/broadcast {words}"), lambda: _to_send(chat, words)
            )
            if (shown := _to_send(chat, words)) is None:
                continue
            posted, number = shown
            await self.pressed(BROADCASTS, posted, "发送")
            if await count(self.database, f"outbox WHERE key LIKE 'broadcast:{number}:%'"):
                break
            posted.content.pop("reply_markup", None)  # a press that was lost: it is not found again
        self.sent[number] = words
        await self.gone(f"outbox WHERE key LIKE 'broadcast:{number}:%' AND state IN ('pending', 'sending')")


@dataclass
class Pairing(Doing):
    """Groups that nobody has let in yet, and an admin who does."""

    groups: list[Chat] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    async def once(self) -> None:
        """A group hears its code once, or that is in doubt, and is let in by it or by a button."""
        group = self.telegram.group(f"新群{self.rounds}")
        self.groups.append(group)
        async with asyncio.timeout(PATIENCE):
            while not _code(self.telegram.sent(group)) and not await count(self.database, in_doubt(group)):
                self.telegram.say(group, 3001, "/help")
                await within(IMPATIENT, self.telegram.until(lambda: _code(self.telegram.sent(group)), PATIENCE))
        ((code,),) = await rows(self.database, f"SELECT code FROM admissions WHERE chat_id = {group.id}")  # noqa: S608
        self.codes.append(str(code))
        by_button = self.random.random() < 0.5
        chat = self.telegram.private(PAIRS)
        waiting = f"admissions WHERE chat_id = {group.id} AND standing = 'waiting'"
        while await count(self.database, waiting):
            card = next((one for one in chat.log if one.mine and str(group.id) in one.text and one.buttons), None)
            if by_button and card is not None:
                await self.pressed(PAIRS, card, "允许")
            else:
                order = self.telegram.say(chat, PAIRS, f"/allow {self.codes[-1]}")
                await self.telegram.until(lambda: replies(order), PATIENCE)  # noqa: B023  awaited here


def in_doubt(group: Chat) -> str:
    """The effect by which a group hears its code, where a process died while it was sent: it is not sent again."""
    return f"outbox WHERE key LIKE 'pairing:{group.id}:%' AND state = 'uncertain'"


@dataclass
class Judging(Doing):
    """Two who think something of each answer, and now and then the other thing."""

    thought: dict[int, dict[int, Thumb]] = field(default_factory=dict)
    unsure: set[int] = field(default_factory=set)

    async def once(self) -> None:
        """One answer gets one opinion of each."""
        asked = self.telegram.say(self.group, 4000, f"/ask {self.random.choice(questions())}")
        await self.telegram.until(lambda: replies(asked), PATIENCE)
        if not _thumbs(asked):  # a refusal
            return
        opinions = self.thought.setdefault(asked.message_id, {})
        for judge in (4001, 4002):
            for thumb, sign in self.random.sample([(Thumb.UP, "👍"), (Thumb.DOWN, "👎")], self.random.choice([1, 2])):
                if not await self.pressed(judge, _thumbs(asked)[0], sign):
                    self.unsure.add(asked.message_id)
                opinions[judge] = thumb


@dataclass
class Bursting(Doing):
    """Somebody who writes one question in three messages."""

    written: list[list[Posted]] = field(default_factory=list)

    async def once(self) -> None:
        """The first of them has the answer."""
        chat = self.private(5001)
        said = [self.telegram.say(chat, 5001, f"〔{self.rounds}·{part}〕暗箱里的蓝鹭") for part in range(_BURST)]
        self.written.append(said)
        await self.telegram.until(lambda: replies(said[0]), PATIENCE)


@dataclass
class Leaving(Doing):
    """People who ask something and want to be forgotten."""

    people: list[int] = field(default_factory=list)

    async def once(self) -> None:
        """They are told when it is done; that is lost where the process died over it."""
        person = _FIRST_FORGOTTEN + self.rounds
        chat = self.private(person)
        asked = self.telegram.say(chat, person, f"第{self.rounds}位要走的人问：蓝鹭几时回巢？")
        await self.telegram.until(lambda: replies(asked), PATIENCE)
        while not (_done(chat) or await count(self.database, f"erasures WHERE user_id = {person}")):
            order = self.telegram.say(chat, person, "/forget_me")
            await self.telegram.until(lambda: replies(order), PATIENCE)  # noqa: B023  awaited here
            page = next((one for one in replies(order) if one.buttons), None)
            if page is not None:
                await self.pressed(person, page, "确认")
        await self.gone(f"erasures WHERE user_id = {person}")
        self.people.append(person)


def ended(posted: Posted) -> bool:
    """Whether a message says what came of an order to read."""
    return posted.text.startswith(Intake.DONE.say("zh", counts=""))


def _thumbs(asked: Posted) -> list[Posted]:
    """The answers that can be judged."""
    return [one for one in replies(asked) if any(buttons(one, "opinion", "up"))]


def _done(chat: Chat) -> bool:
    return any(one.mine and one.text == RightsWords.DONE.say("zh") for one in chat.log)


def _code(sent: Sequence[Posted]) -> str:
    found = (_CODE.search(one.text) for one in sent)
    return next((one.group() for one in found if one), "")


def _to_send(chat: Chat, words: str) -> tuple[Posted, int] | None:
    """The newest message that sends these words when its button is pressed, and the number of that."""
    at = next((one.message_id for one in reversed(chat.log) if one.mine and one.text == words), None)
    if at is None:
        return None
    below = (one for one in reversed(chat.log) if one.mine and one.message_id > at)
    return next(((one, press.id) for one in below for _, press in buttons(one, "admin", "send")), None)
