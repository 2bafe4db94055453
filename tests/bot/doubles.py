"""Records, use cases and a recording chat that the bot's tests share."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.methods import SendChatAction, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Message, Update

from bot.conversation import dispatcher
from bot.conversation.requests import Layers
from bot.terminal.session import TerminalSession
from knowledge.finding.find_passages import FindPassages
from knowledge.ports import Report
from knowledge.records import Answer, Citation, Entry, Found, Link, Passage, Source, Turn, Unanswered
from knowledge.remembering import Converse
from knowledge.remembering.converse import AnswerInThread
from knowledge.remembering.giving_opinions import GiveOpinion, GiveReason
from knowledge.remembering.meanings import Meanings
from knowledge.remembering.open_list import KeepOpen
from knowledge.remembering.recalling import RecallAnswer
from knowledge.spine.inbox import Claim
from tests.fakes import NOON, FixedClock, MemoryIndex, MemoryLibrary
from tests.fakes.spine import MemoryChats, MemoryReplies, Unhurried
from tests.knowledge.memory_exchanges import MemoryExchanges
from tests.knowledge.memory_opinions import MemoryOpinions

ME = {"id": 1, "is_bot": True, "first_name": "zixue_bot", "username": "zixue_bot"}
PERSON = {"id": 7, "is_bot": False, "first_name": "小明", "language_code": "zh-hans"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "自学"}

SOURCE = Source(
    id="s1",
    key="sample:weekly",
    path="weekly.txt",
    shape="weekly",
    title="周刊 <第 9 期>",
    content_hash="0",
    fetched_at=NOON,
    date=dt.date(2024, 5, 1),
    url="https://example.org/9?a=1&b=2",
)
ENTRY = Entry(
    id="e1",
    source_id="s1",
    position=0,
    title="门控为什么用两种激活函数",
    text="# 背景\n门的值在零和一之间。",
    section="疑问解答",
    author="小明",
    date=dt.date(2024, 5, 1),
    url="https://example.org/9#q3",
    links=(Link("https://example.org/paper", "论文"), Link("javascript:alert(1)", "坏")),
    truncated=True,
)
LONG_ENTRY = Entry(id="e2", source_id="s1", position=1, title="长文", text="这一句用来占满页面。" * 500)
FOUND = Found(1, Passage("e1", 0, ("门控",), "门的值\n在零和一之间。" + "很长" * 100), ENTRY, SOURCE, 1.0)
CITATION = Citation(
    n=1,
    entry_id="e1",
    title="门控为什么用<两种>激活函数",
    source="周刊第 9 期",
    quote="门的值",
    section="疑问解答",
    author="小明",
    date=dt.date(2024, 5, 1),
    url="https://example.org/9#q3",
)
ANSWER = Answer("门的值在零和一之间。[1]", (CITATION,), "extractive")


@dataclass
class Answering:
    """An `AnswerQuestion` that gives what it was given, and remembers what it was asked."""

    outcome: Answer | Unanswered | Exception = ANSWER
    asked: list[str] = field(default_factory=list)
    threads: list[Sequence[Turn]] = field(default_factory=list)

    async def __call__(
        self,
        text: str,
        thread: Sequence[Turn] = (),
        report: Report | None = None,
        threshold: float | None = None,
    ) -> Answer | Unanswered:
        """The outcome."""
        del report, threshold
        self.asked.append(text)
        self.threads.append(tuple(thread))
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@dataclass
class Searching:
    """A `SearchEntries` with fixed results."""

    results: list[Found] = field(default_factory=lambda: [FOUND])
    asked: list[str] = field(default_factory=list)

    async def __call__(self, words: str, limit: int = 10) -> list[Found]:
        """The results."""
        self.asked.append(words)
        return self.results[:limit]


def talking(
    answering: AnswerInThread, library: MemoryLibrary | None = None, memory: MemoryExchanges | None = None
) -> dict[str, object]:
    """What remembers talks, over doubles, by the names that handlers ask for."""
    held, kept, clock = library or MemoryLibrary(), memory or MemoryExchanges(), FixedClock()
    meanings = Meanings(FindPassages(held, MemoryIndex(), None, None))
    recall = RecallAnswer(kept, held, clock, dt.timedelta(days=180))
    keep_open = KeepOpen(kept, kept, held, meanings)
    converse = Converse(answering, kept, recall, keep_open, meanings, clock)
    opinions = MemoryOpinions(kept)
    judging = {"give_opinion": GiveOpinion(kept, opinions, clock), "give_reason": GiveReason(kept, opinions)}
    return {"converse": converse, "keep_open": keep_open, "open_questions": kept, **judging}


def claimed(update_id: int = 1, attempt: int = 1) -> Claim:
    """An update that a worker holds."""
    return Claim(update_id, update_id, "chat:1", "{}", NOON, attempt)


class Recorder:
    """A `Screen` that keeps what it is shown."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.edits: list[Message] = []
        self.notices: list[str] = []

    def sent(self, message: Message) -> None:
        """Keep a message."""
        self.messages.append(message)

    def edited(self, message: Message) -> None:
        """Keep an edit."""
        self.edits.append(message)

    def notice(self, text: str) -> None:
        """Keep a notice."""
        self.notices.append(text)

    def typing(self) -> None:
        """Nothing to keep."""


class RecordingSession(TerminalSession):
    """Keeps the calls, and refuses those it is told to: each exception is raised once."""

    def __init__(self, screen: Recorder) -> None:
        super().__init__("zixue_bot", screen, FixedClock())
        self.calls: list[TelegramMethod[Any]] = []
        self.refusals: list[BaseException] = []

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # the library's own signature
    ) -> TelegramType:
        """Keep the call; answer like the terminal's session, or refuse."""
        self.calls.append(method)
        if self.refusals and isinstance(method, SendMessage):
            raise self.refusals.pop(0)
        return await super().make_request(bot, method, timeout)


class Conversation:
    """The real dispatcher with fake use cases: messages go in, and what was sent can be read."""

    def __init__(
        self,
        outcome: Answer | Unanswered | Exception = ANSWER,
        library: MemoryLibrary | None = None,
        found: list[Found] | None = None,
    ) -> None:
        self.screen = Recorder()
        self.session = RecordingSession(self.screen)
        self.pauses: list[float] = []
        self._updates = count(1)
        self.chats, self.replies, self.paces = MemoryChats(), MemoryReplies(), Unhurried()
        Layers(self.replies, self.chats, self.paces, FixedClock(), pause=self._pause).put_over(self.session)
        self.bot = Bot("1:test", session=self.session)
        self.answering = Answering(outcome)
        self.searching = Searching([FOUND] if found is None else found)
        self.library = library or MemoryLibrary()
        self.memory = MemoryExchanges()
        self.dispatcher: Dispatcher = dispatcher(
            **talking(self.answering, self.library, self.memory),
            search_entries=self.searching,
            library=self.library,
            chats=self.chats,
        )

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def say(self, text: str | None = None, chat: Mapping[str, Any] = PRIVATE, **fields: Any) -> list[str]:  # noqa: ANN401
        """Feed one message to the dispatcher; the texts that were sent because of it.

        `claim` is a worker's, and stands beside the message.
        """
        before, claimed = len(self.screen.messages), {name: fields.pop(name) for name in ("claim",) if name in fields}
        message = {
            "message_id": self.session.next_id(),
            "date": int(NOON.timestamp()),
            "chat": chat,
            "from": PERSON,
            **({"text": text} if text is not None else {}),
            **fields,
        }
        update = Update.model_validate(
            {"update_id": next(self._updates), "message": message}, context={"bot": self.bot}
        )
        if update.message:
            self.session.keep(update.message)
        await self.dispatcher.feed_update(self.bot, update, **claimed)
        return [message.text or "" for message in self.screen.messages[before:]]

    async def edit(self, text: str, message_id: int, seconds: int, chat: Mapping[str, Any], **fields: Any) -> None:  # noqa: ANN401
        """Feed a message that was edited so many seconds after it was sent."""
        said = {"message_id": message_id, "date": int(NOON.timestamp()), "chat": chat, "from": PERSON, "text": text}
        edited = {**said, "edit_date": int(NOON.timestamp()) + seconds, **fields}
        update = {"update_id": next(self._updates), "edited_message": edited}
        await self.dispatcher.feed_update(self.bot, Update.model_validate(update, context={"bot": self.bot}))

    async def press(
        self,
        data: str,
        message: Message | None = None,
        person: Mapping[str, Any] = PERSON,
        claim: Claim | None = None,
    ) -> None:
        """Press a button under the bot's last message."""
        under, number = message or self.screen.messages[-1], next(self._updates)
        query = {
            "id": str(claim.update_id) if claim else f"{id(self)}:{number}",
            "from": person,
            "chat_instance": "x",
            "message": under.model_dump(exclude_none=True, by_alias=True),
            "data": data,
        }
        update = Update.model_validate({"update_id": number, "callback_query": query}, context={"bot": self.bot})
        await self.dispatcher.feed_update(self.bot, update, **({"claim": claim} if claim else {}))

    def sends(self) -> list[SendMessage]:
        """The messages as they were handed to Telegram."""
        return [call for call in self.calls() if isinstance(call, SendMessage)]

    def calls(self) -> Sequence[TelegramMethod[Any]]:
        """Every call except those that show the bot at work."""
        return [call for call in self.session.calls if not isinstance(call, SendChatAction)]


async def library() -> MemoryLibrary:
    """A library of one source with a short and a long entry."""
    held = MemoryLibrary()
    await held.keep(SOURCE, [ENTRY, LONG_ENTRY], [])
    return held
