"""A group with an admin, over the real dispatcher, real use cases and a real database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, GetChatMember, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import ChatMemberMember, ChatMemberOwner, User
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversation.guarding.authority import authority_of
from bot.teaching import Teaching
from bot.wiring.governance import governance_ports_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.overhearings import SqlOverhearings
from knowledge.adapters.sql.policies import SqlPolicies
from knowledge.answering import AnswerQuestion
from knowledge.finding.find_passages import FindPassages
from knowledge.governance.manners import ChangeManners
from knowledge.governance.places import Places
from knowledge.indexing import FollowLibrary
from knowledge.listening.calibrate_chat import CalibrateChat
from knowledge.listening.fit_gate import FitGate
from knowledge.listening.overhearing import Overhear
from knowledge.listening.should_answer import ShouldAnswer
from knowledge.records import Entry, Overheard, Passage, Source
from knowledge.spine.pacing import InProcessPaces
from tests.bot.doubles import GROUP, PERSON, Conversation, Recorder, RecordingSession, talking
from tests.fakes import NOON, FixedClock, MemoryIndex, MemoryLibrary

CHAT, ADMIN_ID = -100, 7000
ADMIN: dict[str, Any] = {"id": ADMIN_ID, "is_bot": False, "first_name": "管理", "language_code": "zh-hans"}
ADMINS_OWN: dict[str, Any] = {"id": 7000, "type": "private"}
READ = "池化层是怎么算出来的：池化层取邻近输出的最大值，一般设成二乘二。"
ASKED = "池化层是怎么算出来的"
UNREAD = "随机森林一般设成多少"


class MembershipSession(RecordingSession):
    """Telegram that knows who governs groups, which is asked beside the chat."""

    def __init__(self) -> None:
        super().__init__(Recorder())
        self.governing = {ADMIN_ID}

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # the library's own signature
    ) -> TelegramType:
        """Say what somebody is in a group."""
        if not isinstance(method, GetChatMember):
            return await super().make_request(bot, method, timeout)
        user = User(id=method.user_id, is_bot=False, first_name="x")
        owner: Any = ChatMemberOwner(user=user, is_anonymous=False)
        member: Any = ChatMemberMember(user=user)
        return owner if method.user_id in self.governing else member  # type: ignore[no-any-return]


class Group:
    """The chat, and what stands behind it."""

    def __init__(self, engine: AsyncEngine, find: FindPassages, library: MemoryLibrary) -> None:
        self.chat, self.clock, self.seconds = Conversation(library=library), FixedClock(), 1e6
        self.memberships = MembershipSession()
        self.policies, self.overhearings = SqlPolicies(engine), SqlOverhearings(engine)
        self.governance = governance_ports_of(engine)
        self.fit_gate = FitGate(None, self.clock)
        decide = ShouldAnswer(self.policies, find, None, answer_threshold=0.2, listen_threshold=0.6)
        change = ChangeManners(self.policies, self.overhearings, self.clock)
        calibrate = CalibrateChat(self.overhearings, self.policies, self.fit_gate)
        authority = authority_of(
            Bot("2:members", session=self.memberships), self.clock, Places(), self.governance.roles, [1]
        )
        self.chat.dispatcher.workflow_data.update(
            talking(AnswerQuestion(find), library, self.chat.memory),
            should_answer=decide,
            overhears=Overhear(decide, self.overhearings, self.clock),
            paces=InProcessPaces(lambda: self.seconds),
            policies=self.policies,
            change_manners=change,
            teaching=Teaching(change, calibrate, self.overhearings, library, self.governance.admissions),
            governance=self.governance,
            authority=authority,
        )

    async def order(self, text: str, person: dict[str, Any] = ADMIN, chat: dict[str, Any] = GROUP) -> list[str]:
        """Somebody's command."""
        return await self.chat.say(text, chat, **{"from": person})

    async def said(self, text: str, **fields: Any) -> list[str]:  # noqa: ANN401
        """What a member writes in the group."""
        return await self.chat.say(text, GROUP, **{"from": PERSON} | fields)

    async def press(self, words: str, person: dict[str, Any] = ADMIN) -> str:
        """Press the first button with these words under what the bot said last; what stands there then."""
        shown = self.shown()
        rows = shown.reply_markup.inline_keyboard if shown.reply_markup else []
        data = next(one.callback_data for row in rows for one in row if words in one.text)
        await self.chat.press(data or "", shown, person)
        return self.shown().text or ""

    def shown(self) -> Any:  # noqa: ANN401
        """The message that the bot sent or edited last."""
        both = [*self.chat.screen.messages, *self.chat.screen.edits]
        return max(both, key=lambda one: (one.message_id, one.edit_date or 0, both.index(one)))

    def alerts(self) -> list[str]:
        """What presses were answered with, where that is words."""
        answers = [one for one in self.chat.calls() if isinstance(one, AnswerCallbackQuery)]
        return [one.text for one in answers if one.text]

    async def audited(self) -> list[tuple[str, str, str, str]]:
        """What was written down: who, what, and from what to what."""
        told = [one.audit for one in reversed(await self.governance.audit_log.latest(50, subject=f"chat:{CHAT}"))]
        return [(one.actor, one.event, one.before, one.after) for one in told]

    async def hear(self, number: int, text: str, *, would: bool = True, score: float | None = None) -> int:
        """Something that was overheard before."""
        heard = Overheard(0, CHAT, number, 8, text, NOON, would_answer=would, score=score, confidence=0.5, entry_id="e")
        return await self.overhearings.hear(heard)


@asynccontextmanager
async def group_over(database: Path) -> AsyncIterator[Group]:
    """A group that has read one entry, about pooling."""
    library, index = MemoryLibrary(), MemoryIndex()
    source = Source("s", "/n", "n", "notes", "笔记", "0", NOON)
    await library.keep(source, [Entry("e", "s", 0, "池化<b>", READ)], [Passage("e", 0, ("池化",), READ)])
    await FollowLibrary(library, index, "none")()
    async with open_engine(database) as engine:
        yield Group(engine, FindPassages(library, index, None, None), library)
