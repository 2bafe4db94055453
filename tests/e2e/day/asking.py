"""The questions of the day: by command, by mention, in reply to an answer, in private; in one piece or in several."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from knowledge import samples
from tests.e2e.day.people import ASKERS
from tests.e2e.day.running import Hours
from tests.fakes.telegram_server import Chat, Posted, TelegramServer, User

UNANSWERABLE: Final = (
    "食堂三楼的红烧肉几点卖完？",
    "Which bus goes from the east gate to the harbour?",
    "第七号暗箱里的蓝鹭几时回巢？",
    "老鲍的猫叫什么名字？",
)
FOLLOW_UPS: Final = ("它有什么缺点？", "为什么？", "能举个例子吗？", "Why is that?", "那实际训练时怎么用？")
TYPOS: Final = (("归一化", "归1化"), ("梯度", "剃度"), ("训练", "讯练"), ("softmax", "sofmax"), ("模型", "模形"))
GREETINGS: Final = ("大家好，想请教一下", "quick question", "不好意思又来打扰")
QUIET: Final = (14.0, 16.5)
"""Hours between which nobody is to be answered who does not command it; later, where the bot is late itself."""

COMMANDS, MENTIONS, PRIVATE, REPLIES, PRIVATE_REPLIES = 37, 28, 55, 18, 12
"""A hundred and fifty in all: the first questions of the talks are among the first three."""

LAST: Final = 22.5
_LOOK: Final = 0.25
PATIENCE: Final = 400.0


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the message that it begins with, and when it was whole, by Telegram's clock."""

    way: str
    manner: str
    posted: Posted
    at: float
    words: str


@dataclass
class Asking:
    """People who ask; `asked` are to be answered, `ignored` are said while the group wants quiet."""

    telegram: TelegramServer
    group: Chat
    topics: tuple[int, ...]
    hours: Hours
    random: Random
    asked: list[Question] = field(default_factory=list)
    ignored: list[Posted] = field(default_factory=list)
    may_mention: asyncio.Event = field(default_factory=asyncio.Event)
    is_quiet: asyncio.Event = field(default_factory=asyncio.Event)
    _texts: list[str] = field(default_factory=list)

    async def all_day(self) -> None:
        """Ask them all, at hours of their own."""
        async with asyncio.TaskGroup() as tasks:
            for work, many in self._works():
                for _ in range(many):
                    tasks.create_task(self._later(work))
            for _ in range(10):
                tasks.create_task(self._while_quiet())

    def _works(self) -> list[tuple[Callable[[User], Coroutine[None, None, Question]], int]]:
        return [
            (self._command, COMMANDS - REPLIES // 2),
            (self._mention, MENTIONS - REPLIES // 2),
            (self._in_private, PRIVATE - PRIVATE_REPLIES),
            (self._reply_to(self._command, "/ask"), REPLIES // 2),
            (self._reply_to(self._mention, "mention"), REPLIES - REPLIES // 2),
            (self._reply_to(self._in_private, "private"), PRIVATE_REPLIES),
        ]

    async def _later(self, work: Callable[[User], Coroutine[None, None, Question]]) -> None:
        hour = self.random.uniform(1.5, LAST)
        while work not in {self._command, self._in_private} and QUIET[0] - 1.0 < hour < QUIET[1]:
            hour = self.random.uniform(1.5, LAST)
        await self.hours.until(hour)
        if work == self._mention:
            await self.may_mention.wait()
        await work(self.random.choice(ASKERS))

    async def _while_quiet(self) -> None:
        await self.hours.until(self.random.uniform(*QUIET))
        await self.is_quiet.wait()
        text = f"@{self.telegram.bot.username} {self._question()}"
        self.ignored.append(self.telegram.say(self.group, self.random.choice(ASKERS), text, topic=self._topic()))

    def _reply_to(
        self, first: Callable[[User], Coroutine[None, None, Question]], kind: str
    ) -> Callable[[User], Coroutine[None, None, Question]]:
        """Ask, and then ask about the answer; in a group it may be somebody else who does."""

        async def follow_up(person: User) -> Question:
            if first == self._mention:
                await self.may_mention.wait()
            before = await first(person)
            answer = await self._answer(before)
            await asyncio.sleep(self.random.uniform(0.5, 2.0))
            chat = before.posted.chat
            if not chat.private:
                await self.may_mention.wait()
            who = person if chat.private else self.random.choice(ASKERS)
            words, topic = self.random.choice(FOLLOW_UPS), _topic_of(before.posted)
            posted = self.telegram.say(chat, who, words, reply_to=answer, topic=topic)
            return self._note("private" if chat.private else "reply", f"follow-up to {kind}", posted, words)

        return follow_up

    async def _command(self, person: User) -> Question:
        words = self._question()
        command = self.random.choice(("/ask", f"/ask@{self.telegram.bot.username}"))
        topic = self._topic()
        return self._note(
            "/ask", "plain", self.telegram.say(self.group, person, f"{command} {words}", topic=topic), words
        )

    async def _mention(self, person: User) -> Question:
        words, topic, name = self._question(), self._topic(), f"@{self.telegram.bot.username}"
        manner = self.random.choice(("plain", "plain", "behind", "emoji", "edited", "burst"))
        said = {"behind": f"{words} {name}", "emoji": f"🤖👩‍💻🇨🇳 {name} {words}", "edited": words}
        if manner == "burst":
            posted = await self._burst(self.group, person, (f"{name} {self._greeting()}", words), topic)
        else:
            posted = self.telegram.say(self.group, person, said.get(manner, f"{name} {words}"), topic=topic)
        if manner == "edited":
            await asyncio.sleep(1.0)
            self.telegram.edit(posted, f"{name} {words}")
        return self._note("mention", manner, posted, words)

    async def _in_private(self, person: User) -> Question:
        words, chat = self._question(), self.telegram.private(person)
        if self.random.random() < 0.2:
            posted = await self._burst(chat, person, (self._greeting(), words, "谢谢！"), 0)
            return self._note("private", "burst", posted, words)
        return self._note("private", "plain", self.telegram.say(chat, person, words), words)

    async def _burst(self, chat: Chat, person: User, pieces: Sequence[str], topic: int) -> Posted:
        first = self.telegram.say(chat, person, pieces[0], topic=topic)
        for piece in pieces[1:]:
            await asyncio.sleep(self.random.uniform(0.3, 0.8))
            self.telegram.say(chat, person, piece, topic=topic)
        return first

    def _note(self, way: str, manner: str, posted: Posted, words: str) -> Question:
        question = Question(way, manner, posted, self.telegram.clock.elapsed(), words)
        self.asked.append(question)
        return question

    async def _answer(self, question: Question) -> Posted:
        """The answer below a question, once it is whole."""
        loop = asyncio.get_running_loop()
        limit = loop.time() + PATIENCE
        while not (found := whole(question.posted)):
            assert loop.time() < limit, f"no answer to {question} by {self.hours.now:.1f} o'clock"
            await asyncio.sleep(_LOOK)
        return found[0]

    def _question(self) -> str:
        if not self._texts:
            self._texts = [*questions(), *UNANSWERABLE, self.random.choice(UNANSWERABLE)]
            self.random.shuffle(self._texts)
        text = self._texts.pop()
        if self.random.random() < 0.25:
            for right, wrong in TYPOS:
                text = text.replace(right, wrong)
        return text

    def _greeting(self) -> str:
        return self.random.choice(GREETINGS)

    def _topic(self) -> int:
        return self.random.choice((0, *self.topics))


def questions() -> list[str]:
    """What the samples answer."""
    lines = map(json.loads, samples.QUESTIONS.read_text(encoding="utf-8").splitlines())
    return [str(one["question"]) for one in lines]


def whole(question: Posted) -> list[Posted]:
    """What stands below a question and does not grow any more."""
    return [
        one for one in below(question) if not any("stop" in str(key.get("callback_data", "")) for key in one.buttons)
    ]


def below(question: Posted) -> list[Posted]:
    """What the bot has said in reply to a message, and stands there now."""
    chat = question.chat
    after = chat.log[question.message_id :]  # numbers count from 1, and nothing is taken out
    return [one for one in after if one.mine and not one.deleted and target(one) == question.message_id]


def target(posted: Posted) -> int | None:
    """The number of the message that this one replies to."""
    replied = posted.content.get("reply_to_message")
    return int(str(replied["message_id"])) if isinstance(replied, dict) else None


def _topic_of(posted: Posted) -> int:
    topic = posted.content.get("message_thread_id") if posted.content.get("is_topic_message") else None
    return topic if isinstance(topic, int) else 0
