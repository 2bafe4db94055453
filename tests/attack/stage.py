"""The whole way of an answer: a deployment with an obedient model behind it, and Telegram's server before it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import SecretStr

from bot.conversation import dispatcher
from bot.conversation.connecting.polling import bot_of
from bot.dependencies import dependencies
from bot.settings import Settings
from bot.wiring import SystemClock, Zixue, zixue
from knowledge.ports import Report
from knowledge.records import Answer, Asked, Citation, Entry, Nearest, Origin, Source, Unanswered
from knowledge.remembering import Converse
from tests.attack.judging import faults
from tests.attack.obedient import ObedientModel, obedient_model
from tests.fakes.telegram_server import TelegramServer

AT_ONCE: Final = 4
"""Questions at a time."""

FIRST_PERSON: Final = 1_000


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a question: the outcome, and each call with a text that was made for it."""

    outcome: Answer | Unanswered | None
    calls: tuple[tuple[str, dict[str, Any]], ...]
    faults: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The last text that was sent."""
        return str(self.calls[-1][1]["text"]) if self.calls else ""


@dataclass
class Overheard:
    """`Converse`, and what it came to by message."""

    converse: Converse
    outcomes: dict[tuple[int, int | None], Answer | Unanswered] = field(default_factory=dict)

    async def __call__(self, text: str, origin: Origin, report: Report | None = None) -> Asked:
        """The same, noted."""
        asked = await self.converse(text, origin, report)
        self.outcomes[origin.chat_id, origin.message_id] = asked.outcome
        return asked

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever else a chat asks of it
        return getattr(self.converse, name)


@dataclass
class Stage:
    """A bot that answers whoever asks in private."""

    wired: Zixue
    telegram: TelegramServer
    model: ObedientModel | None
    bot: Bot
    dispatcher: Dispatcher
    overheard: Overheard
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def ask(self, text: str, person: int = FIRST_PERSON) -> Heard:
        """Ask in private; one question of a person at a time."""
        begun = len(self.telegram.calls)
        message = self.telegram.say(self.telegram.private(person), person, text)
        update = {"update_id": next(self._numbers), "message": message.shown()}
        await self.dispatcher.feed_update(self.bot, Update.model_validate(update, context={"bot": self.bot}))
        outcome = self.overheard.outcomes.pop((person, message.message_id), None)
        made = (call for call in self.telegram.calls[begun:] if call.chat == person and "text" in call.values)
        calls = tuple((call.method, dict(call.values)) for call in made)
        known, secrets = self.known(outcome), self.model.secrets if self.model else set()
        wrong = tuple(fault for method, values in calls for fault in faults(method, values, known, secrets))
        return Heard(outcome, calls, wrong)

    async def ask_all(self, texts: Sequence[str]) -> list[Heard]:
        """Ask all of them, a few at a time."""
        waiting = list(enumerate(texts))[::-1]
        heard: dict[int, Heard] = {}

        async def work(person: int) -> None:
            while waiting:
                place, text = waiting.pop()
                heard[place] = await self.ask(text, person)

        async with asyncio.TaskGroup() as tasks:
            for person in range(FIRST_PERSON, FIRST_PERSON + AT_ONCE):
                tasks.create_task(work(person))
        return [heard[place] for place in range(len(texts))]

    def known(self, outcome: Answer | Unanswered | None) -> set[str]:
        """The addresses that an answer may link to: those of what it cites or calls near, and the bot's own."""
        if outcome is None:
            return set()
        cited: tuple[Citation, ...] = outcome.citations if isinstance(outcome, Answer) else ()
        told: list[Citation | Nearest] = [*cited, *outcome.nearest]
        own = {f"https://t.me/{self.telegram.bot.username}?start=e_{one.entry_id}" for one in told}
        return own | {one.url for one in told if one.url}

    async def read(self, paths: Sequence[Path]) -> list[tuple[Entry, Source]]:
        """Ingest files; what the library holds then."""
        await self.wired.ingest([str(path) for path in paths])
        await self.wired.follow()
        return await self.wired.library.entries()


@asynccontextmanager
async def stage(folder: Path, *, model: bool = True, honest: bool = False, **more: Any) -> AsyncIterator[Stage]:  # noqa: ANN401
    """A stage in a folder; every question reaches the model, whatever was found."""
    async with TelegramServer() as telegram, obedient_model(honest=honest) as endpoint:
        given: dict[str, Any] = {"data_dir": folder, "embedder": "none", "telegram_api_url": telegram.url}
        given |= {"admission": "open", "question_limit": 4096, "stored_answer_days": 0, "user_questions": 0}
        given |= {"chat_questions": 0, "user_tokens": 0, "chat_tokens": 0, "burst_seconds": 0}
        given |= {"model_base_url": endpoint.url, "model_name": "m"} if model else {}
        settings = Settings(_env_file=None, telegram_token=SecretStr(telegram.token), **(given | more))
        bot = bot_of(telegram.token, api_url=telegram.url, clock=SystemClock())
        async with bot, zixue(settings) as wired:
            overheard = Overheard(wired.memory.converse)
            root = dispatcher(**dependencies(wired, settings) | {"converse": overheard})
            yield Stage(wired, telegram, endpoint if model else None, bot, root, overheard)


def tally(heard: Sequence[Heard]) -> Counter[str]:
    """How often which fault was found, and in which way was answered."""
    counts = Counter(kind for one in heard for kind in {kind for kind, _ in one.faults})
    for one in heard:
        match one.outcome:
            case Answer(mode=mode):
                counts[f"answered: {mode}"] += 1
            case Unanswered():
                counts["unanswered"] += 1
            case _:
                counts["refused"] += 1
    return counts
