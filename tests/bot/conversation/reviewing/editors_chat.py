"""The editors' chat over the real dispatcher, the real weekly and a real database."""

import asyncio
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aiogram import Bot
from aiogram.methods import GetChatMember, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import ChatMemberLeft, ChatMemberMember, Message, Update, User
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversation import dispatcher
from bot.conversation.guarding.authority import Authority
from bot.conversation.guarding.memberships import Memberships
from bot.conversation.keyboards import inline
from bot.conversation.requests import Layers
from bot.publishing.outgoing import Outgoing
from bot.settings import Settings
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.governance.roles import SqlRoles
from knowledge.governance.granted import Granted
from knowledge.governance.places import Places
from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.issues import NoteChange, Step
from knowledge.weekly.notes import Note, NoteState, Revision, Written
from tests.bot.conversation.submitting.desk import FileSession
from tests.bot.doubles import Answering, Recorder, Searching, claimed, talking
from tests.fakes import NOON, FixedClock, MemoryLibrary
from tests.fakes.spine import MemoryChats, MemoryReplies, Unhurried

HERE = {"id": -500, "type": "supergroup", "title": "编辑"}
ANN = {"id": 31, "is_bot": False, "first_name": "安编", "language_code": "zh-hans"}
BEN = {"id": 32, "is_bot": False, "first_name": "Ben", "language_code": "en"}
GUEST = {"id": 33, "is_bot": False, "first_name": "路人", "language_code": "zh-hans"}
AUTHOR = 990077


class MembershipSession(FileSession):
    """Telegram that knows who is in the editors' chat."""

    def __init__(self, screen: Recorder) -> None:
        super().__init__(screen)
        self.inside = {31, 32}
        self.memberships = 0

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # the library's own signature
    ) -> TelegramType:
        """Say who is in the chat; the rest as a terminal would."""
        if not isinstance(method, GetChatMember):
            return await super().make_request(bot, method, timeout)
        self.memberships += 1
        user = User(id=method.user_id, is_bot=False, first_name="x")
        inside: Any = ChatMemberMember(user=user) if method.user_id in self.inside else ChatMemberLeft(user=user)
        return inside  # type: ignore[no-any-return]


class EditorsChat:
    """Notes lie in the database, editors press and write, and what came of it can be read."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine, self.clock, self.screen = engine, FixedClock(), Recorder()
        settings = Settings.model_construct(editors_chat=-500, channel=-700, groups=[-800], least_entries=1)
        self.weekly = weekly_of(engine, settings, self.clock)
        self.session = MembershipSession(self.screen)
        self.chats = MemoryChats()
        Layers(MemoryReplies(), self.chats, Unhurried(), self.clock).put_over(self.session)
        self.bot = Bot("1:test", session=self.session)
        library = MemoryLibrary()
        self.dispatcher = dispatcher(
            **talking(Answering(), library),
            search_entries=Searching(),
            library=library,
            chats=self.chats,
            weekly=self.weekly,
            authority=Authority(
                Granted(SqlRoles(engine)), Memberships(self.bot, self.clock), Places(editors_chat=-500)
            ),
            editors_link=lambda number, actor: f"https://weekly.example.org/editors?key={number}-{actor}",
            next_cut_off=lambda now: now + dt.timedelta(days=2, hours=3),
        )
        self.updates = 0

    async def handed_in(self, words: str, author: int = AUTHOR, title: str = "", **fields: Any) -> Note:  # noqa: ANN401
        """A pending note of the open issue."""
        await self.weekly.members.seen(author, f"作者{author}", "zh")
        issue = await self.weekly.issues.open(self.clock.now())
        note = Note(
            id=0,
            author_id=author,
            origin=Origin(author, 1, author, private=True),
            section=Section.STUDY,
            state=NoteState.PENDING,
            opened_at=NOON,
            changed_at=NOON,
            revision=1,
            issue_id=issue.id,
        )
        step = Step(
            notes=(NoteChange(None, replace(note, **fields)),),
            revisions=(Revision(-1, 1, title, words, NOON),),
        )
        taken = await self.weekly.issues.take(step, self.clock.now())
        assert taken is not None
        return taken.notes[0].after

    async def note(self, note: Note) -> Note:
        """A note as it is now."""
        now = await self.weekly.notes.bare(note.id)
        assert now is not None
        return now

    async def written(self, note: Note) -> Written:
        """The same with its words."""
        now = await self.weekly.notes.note(note.id)
        assert now is not None
        return now

    async def card(self, note: Note, before: Revision | None = None) -> Message:
        """The card of a note as its effect says it, in the editors' chat."""
        written = await self.written(note)
        member = None if note.anonymous else await self.weekly.members.member(note.author_id or 0)
        effect = self.weekly.submitting.desk.announcements.card(written, member, (), before)[0]
        outgoing = Outgoing.of_payload(effect.payload)
        keyboard = inline(outgoing.keyboard)
        sent = await self.bot.send_message(effect.chat_id, outgoing.html, parse_mode="HTML", reply_markup=keyboard)
        return self.now(sent)

    def now(self, message: Message) -> Message:
        """A message as it stands in the chat now."""
        return self.session.messages[message.chat.id, message.message_id]

    def last(self) -> Message:
        """The bot's newest message."""
        return self.now(self.screen.messages[-1])

    async def press(self, message: Message, label: str, person: Mapping[str, Any] = ANN) -> None:
        """Press the button of a message, as this copy of it shows it."""
        assert message.reply_markup is not None
        rows = message.reply_markup.inline_keyboard
        data = next(one.callback_data for row in rows for one in row if label in one.text)
        await self.press_data(data or "", message, person)

    async def press_data(self, data: str, message: Message, person: Mapping[str, Any] = ANN) -> None:
        """Press a button with this data."""
        query = {
            "id": "1",
            "from": person,
            "chat_instance": "x",
            "message": message.model_dump(exclude_none=True, by_alias=True),
            "data": data,
        }
        await self._feed({"callback_query": query})

    async def say(
        self,
        words: str | None,
        person: Mapping[str, Any] = ANN,
        chat: Mapping[str, Any] = HERE,
        reply_to: Message | None = None,
        **fields: Any,  # noqa: ANN401
    ) -> list[str]:
        """Write a message; the texts that were sent because of it."""
        before = len(self.screen.messages)
        message: dict[str, Any] = {
            "message_id": self.session.next_id(),
            "date": int(NOON.timestamp()),
            "chat": chat,
            "from": person,
            "text": words,
            **fields,
        }
        if reply_to is not None:
            message["reply_to_message"] = reply_to.model_dump(exclude_none=True, by_alias=True)
        self.session.keep(Message.model_validate(message, context={"bot": self.bot}))
        await self._feed({"message": message})
        return [one.text or "" for one in self.screen.messages[before:]]

    async def edit(self, number: int, words: str, person: Mapping[str, Any], chat: Mapping[str, Any]) -> None:
        """Edit a message, a minute later."""
        self.clock.time += dt.timedelta(minutes=1)
        moment = int(self.clock.time.timestamp())
        message = {"message_id": number, "date": moment, "edit_date": moment, "chat": chat, "from": person}
        await self._feed({"edited_message": {**message, "text": words}})

    async def shown(self, key: str) -> Message:
        """What the outbox holds under a key, where it goes."""
        chat_id, outgoing = (await self.effects())[key]
        keyboard = inline(outgoing.keyboard)
        return self.now(await self.bot.send_message(chat_id, outgoing.html, parse_mode="HTML", reply_markup=keyboard))

    async def both(self, *presses: Any) -> None:  # noqa: ANN401  coroutines
        """Do this at once."""
        await asyncio.gather(*presses)

    async def effects(self) -> dict[str, tuple[int, Outgoing]]:
        """What is in the outbox: by key, for which chat, and what."""
        async with self.engine.connect() as connection:
            rows = (await connection.execute(text("SELECT key, chat_id, payload FROM outbox ORDER BY id"))).all()
        return {
            row.key: (
                row.chat_id,
                Outgoing.of_payload(json.loads(row.payload) if isinstance(row.payload, str) else row.payload),
            )
            for row in rows
        }

    def file(self, name: str, data: bytes) -> dict[str, Any]:
        """A document of a message, whose bytes can be fetched."""
        self.session.files[name] = data
        return {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": len(data)}

    async def _feed(self, content: dict[str, Any]) -> None:
        self.updates += 1
        update = Update.model_validate({"update_id": self.updates, **content}, context={"bot": self.bot})
        await self.dispatcher.feed_update(self.bot, update, claim=claimed(self.updates))
