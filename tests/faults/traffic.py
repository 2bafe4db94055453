"""People who ask and press buttons while the bot dies again and again, and what they got in the end."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from knowledge import samples
from tests.fakes.telegram_server import Call, Chat, Posted, TelegramServer

PRIVATE, GROUPS = 3, 1
PATIENCE = 400.0


def questions() -> list[str]:
    """What the samples answer, or do not."""
    lines = (samples.FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [str(json.loads(line)["question"]) for line in lines]


@dataclass
class Traffic:
    """A few chats in which somebody asks, one to three questions at a time, and waits for the answers.

    With `wishes`, nothing answers the questions, and who asked presses the button that keeps them open.
    """

    telegram: TelegramServer
    random: Random
    wishes: bool = False
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[Posted] = field(default_factory=list)
    pressed: list[tuple[str, Posted]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chats = [self.telegram.private(1000 + n) for n in range(PRIVATE)]
        self.chats += [self.telegram.group() for _ in range(GROUPS)]
        self.questions = questions()

    async def run(self) -> None:
        """Ask until it is enough, and wait for what is owed."""
        async with asyncio.TaskGroup() as tasks:
            for chat in self.chats:
                tasks.create_task(self._converse(chat))

    async def _converse(self, chat: Chat) -> None:
        while not self.enough.is_set():
            burst = [self._ask(chat) for _ in range(self.random.randint(1, 3))]
            self.asked += burst
            await self.telegram.until(lambda: all(replies(one) for one in burst), PATIENCE)  # noqa: B023  awaited here
            if self.wishes:
                await self._press(burst)

    def _ask(self, chat: Chat) -> Posted:
        person = chat.id if chat.private else self.random.choice([2001, 2002])
        n = len(self.asked)
        question = f"第{n}号暗箱里的蓝鹭几时回巢？" if self.wishes else self.random.choice(self.questions)
        return self.telegram.say(chat, person, question if chat.private else f"/ask {question}")

    async def _press(self, burst: Sequence[Posted]) -> None:
        queries: list[str] = []
        for one in burst:
            (answer, *_) = replies(one)
            queries.append(self.telegram.press(int(str(sender(one))), answer))
            self.pressed.append((queries[-1], one))
        pressed = self.telegram.pressed
        await self.telegram.until(lambda: all(pressed[query].answer is not None for query in queries), PATIENCE)


def sender(posted: Posted) -> object:
    """Who wrote a message."""
    who = posted.content["from"]
    assert isinstance(who, dict)
    return who["id"]


def replies(question: Posted) -> list[Posted]:
    """What stands below a question."""
    after = question.chat.log[question.message_id :]  # numbers count from 1, and nothing is taken out
    return [one for one in after if one.mine and target(one) == question.message_id]


def target(posted: Posted) -> int | None:
    """The number of the message that this one replies to."""
    replied = posted.content.get("reply_to_message")
    return int(str(replied["message_id"])) if isinstance(replied, dict) else None


def sendings(telegram: TelegramServer) -> dict[tuple[int, int], list[Call]]:
    """The calls that put a message below another one, by its chat and number."""
    found: dict[tuple[int, int], list[Call]] = defaultdict(list)
    for call in telegram.called("sendMessage"):
        given = call.values.get("reply_parameters")
        below = json.loads(given) if isinstance(given, str) else given
        if call.took_effect and call.chat is not None and isinstance(below, dict):
            found[call.chat, int(below["message_id"])].append(call)
    return found
