"""A bot with admins and a list of chats over the real dispatcher and a real database."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import GetChatMember, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import ChatMemberLeft, ChatMemberMember, ChatMemberOwner, Message, Update, User
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.buttons import Button
from bot.conversation.guarding.admitting import Gate
from bot.conversation.guarding.authority import authority_of
from bot.conversation.guarding.floods import Floods
from bot.conversation.guarding.served import Served
from bot.conversation.keyboards import inline
from bot.conversation.requests import Layers
from bot.governance import governance_of
from bot.places import Deployed
from bot.publishing.admissions import OutboxDoorkeeper
from bot.publishing.outgoing import Outgoing
from bot.settings import Settings
from bot.wiring.governance import governance_ports_of
from knowledge.adapters.sql.spine.outbox import SqlOutbox
from knowledge.adapters.sql.weekly.members import SqlMembers
from knowledge.governance.admissions import Admission, Standing
from knowledge.spine.pacing import InProcessPaces
from tests.bot.doubles import PERSON, Conversation, Recorder, RecordingSession
from tests.fakes import FixedClock

BOSS = {"id": 50, "is_bot": False, "first_name": "管", "language_code": "zh-hans"}
GUEST = {"id": 60, "is_bot": False, "first_name": "客", "language_code": "zh-hans"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
GROUP = {"id": -100, "type": "supergroup", "title": "自学"}
STRANGE = {"id": -999, "type": "supergroup", "title": "陌生<群>"}


def alone(person: Mapping[str, Any]) -> dict[str, Any]:
    """Somebody's private chat."""
    return {"id": person["id"], "type": "private"}


class KnowingSession(RecordingSession):
    """Telegram that knows who is in which chat, as `member`, `creator` or `left`; of others it says nothing."""

    def __init__(self, screen: Recorder) -> None:
        super().__init__(screen)
        self.members: dict[tuple[int, int], str] = {}
        self.failure: Exception | None = None

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # the library's own signature
    ) -> TelegramType:
        """Say who is in a chat; the rest as a terminal would."""
        if not isinstance(method, GetChatMember):
            return await super().make_request(bot, method, timeout)
        if self.failure:
            raise self.failure
        status = self.members.get((int(method.chat_id), method.user_id))
        if status is None:
            raise TelegramBadRequest(method, "Bad Request: user not found")
        user = User(id=method.user_id, is_bot=False, first_name="x")
        found: Any = {
            "member": ChatMemberMember(user=user),
            "left": ChatMemberLeft(user=user),
            "creator": ChatMemberOwner(user=user, is_anonymous=True),
        }[status]
        return found  # type: ignore[no-any-return]


class Governed(Conversation):
    """A conversation behind the gate; 管 is an admin by the settings."""

    def __init__(self, engine: AsyncEngine, **settings: Any) -> None:  # noqa: ANN401
        super().__init__()
        self.engine, self.clock = engine, FixedClock()
        given = {"admins": [50], "editors_chat": -500, **settings}
        self.settings = Settings(_env_file=None).model_copy(update=given)
        self.knowing = KnowingSession(self.screen)
        self.session = self.knowing
        Layers(self.replies, self.chats, self.paces, self.clock, pause=self._pause).put_over(self.session)
        self.bot = Bot("1:test", session=self.session)
        self.turns = InProcessPaces(self._seconds)
        self.outbox, places = SqlOutbox(engine), Deployed(self.settings)
        self.ports = governance_ports_of(engine)
        members = SqlMembers(engine)
        self.governing = governance_of(self.ports, members, self.turns, self.clock, self.settings)
        authority = authority_of(self.bot, self.clock, places, self.ports.roles, self.settings.admins)
        granted, zone = self.governing.granted, dt.UTC
        doorkeeper = OutboxDoorkeeper(self.outbox, self.clock, places, granted, "zh", zone)
        served = Served(authority, self.governing.admit_chat, places, self.memory)
        floods, listed = Floods(self.turns), self.settings.admission == "listed"
        self.dispatcher.workflow_data.update(
            gate=Gate(served, self.governing.ban_member, floods, doorkeeper, listed=listed),
            authority=authority,
            governing=self.governing,
            governance=self.ports,
            metering=self.governing.metering,
            paces=self.turns,
        )

    def _seconds(self) -> float:
        return self.clock.time.timestamp()

    async def hear(
        self,
        words: str,
        person: Mapping[str, Any] = PERSON,
        chat: Mapping[str, Any] | None = None,
        **fields: Any,  # noqa: ANN401
    ) -> list[str]:
        """What is answered to somebody's words, in private where no chat is named."""
        return await self.say(words, chat or alone(person), **{"from": person, **fields})

    async def admit(self, chat: Mapping[str, Any] = GROUP) -> None:
        """Let a chat in."""
        await self.governing.admit_chat.come(chat["id"], chat["type"], chat.get("title"))
        await self.governing.admit_chat.decide(chat["id"], Standing.ADMITTED, "50")

    async def standing(self, chat: Mapping[str, Any]) -> Admission | None:
        """How a chat stands."""
        return await self.ports.admissions.admission(chat["id"])

    async def told(self) -> list[tuple[int, Outgoing]]:
        """What went into the outbox since this was last asked, and where to."""
        taken = []
        while sendings := await self.outbox.claim("test", 100, self.clock.now()):
            for one in sendings:
                taken.append((one.effect.chat_id, Outgoing.of_payload(one.effect.payload)))
                await self.outbox.sent(one.id, 1, self.clock.now())
        return taken

    async def press_of(self, button: Button, person: Mapping[str, Any], chat: Mapping[str, Any] | None = None) -> str:
        """Press a button of a message that came by the outbox; what is said to whoever pressed."""
        keyboard = inline(((button,),))
        shown = await self.bot.send_message((chat or alone(person))["id"], "?", reply_markup=keyboard)
        return await self.touch(button.data or "", person, shown)

    async def touch(self, data: str, person: Mapping[str, Any], under: Message | None = None) -> str:
        """Press a button with this data; what is said to whoever pressed."""
        before = len(self.screen.notices)
        await self.press(data, under, person)
        return " ".join(self.screen.notices[before:])

    async def join(self, chat: Mapping[str, Any], by: Mapping[str, Any]) -> None:
        """Somebody brings the bot into a group."""
        me = {"id": 1, "is_bot": True, "first_name": "zixue_bot"}
        moved = {
            "chat": chat,
            "from": by,
            "date": 0,
            "old_chat_member": {"status": "left", "user": me},
            "new_chat_member": {"status": "member", "user": me},
        }
        update = Update.model_validate({"update_id": 1, "my_chat_member": moved}, context={"bot": self.bot})
        await self.dispatcher.feed_update(self.bot, update)

    async def everything(self) -> dict[str, list[Any]]:
        """Every row of what is governed and remembered."""
        tables = ("admissions", "roles", "quotas", "confirmations", "members", "audits", "outbox", "notes", "chats")
        async with self.engine.connect() as connection:
            return {
                name: [tuple(row) for row in await connection.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608
                for name in tables
            }
