"""A bot whose weekly is kept in a real database: what members say goes in, what the outbox holds can be delivered."""

import datetime as dt
import io
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.methods import GetFile, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import File, Message, Update
from PIL import Image
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col

from bot.conversation.keyboards import inline
from bot.publishing.outgoing import Outgoing
from bot.settings import Settings
from bot.wiring.weekly import weekly_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.adapters.sql.spine.tables import OutboxRow
from knowledge.spine.inbox import Claim
from knowledge.weekly.notes import Note, NoteState, Written
from tests.bot.doubles import PERSON, PRIVATE, Conversation, Recorder, RecordingSession
from tests.fakes import FixedClock

EDITORS = -500
OTHER = {"id": 8, "is_bot": False, "first_name": "小红", "language_code": "zh-hans"}
PRIVATE_OF_OTHER = {"id": 8, "type": "private"}


class FileSession(RecordingSession):
    """A session that has files, by the id that a message names."""

    def __init__(self, screen: Recorder) -> None:
        super().__init__(screen)
        self.files: dict[str, bytes] = {}

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  # the library's own signature
    ) -> TelegramType:
        """Tell where a file is; else as before."""
        if isinstance(method, GetFile):
            path: Any = File(file_id=method.file_id, file_unique_id=method.file_id, file_path=method.file_id)
            return path  # type: ignore[no-any-return]
        return await super().make_request(bot, method, timeout)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,  # noqa: ARG002
        timeout: int = 30,  # noqa: ASYNC109, ARG002
        chunk_size: int = 65536,  # noqa: ARG002
        raise_for_status: bool = True,  # noqa: ARG002, FBT001, FBT002
    ) -> AsyncGenerator[bytes, None]:
        """The bytes of a file."""
        yield self.files[url.rsplit("/", 1)[-1]]


class Desk:
    """The dispatcher over the weekly of one database."""

    def __init__(self, engine: AsyncEngine, editors_chat: int | None = EDITORS) -> None:
        self.engine = engine
        self.clock = FixedClock()
        settings = Settings(_env_file=None, editors_chat=editors_chat)
        self.weekly = weekly_of(engine, settings, self.clock)
        self.weekly.own_name.username = "zixue_bot"
        self.chat = Conversation()
        self.session = FileSession(self.chat.screen)
        self.chat.session = self.session
        self.chat.bot = Bot("1:test", session=self.session)
        self.chat.dispatcher["weekly"] = self.weekly
        self.keys: set[str] = set()

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.time += dt.timedelta(seconds=seconds)

    async def say(
        self,
        text: str | None = None,
        where: Mapping[str, Any] = PRIVATE,
        who: Mapping[str, Any] = PERSON,
        **fields: Any,  # noqa: ANN401
    ) -> list[str]:
        """Say something; what is answered at once."""
        moment = int(self.clock.time.timestamp())
        return await self.chat.say(text, where, **{"from": who, "date": moment, **fields})

    async def edit(
        self,
        message_id: int,
        text: str,
        where: Mapping[str, Any] = PRIVATE,
        claim: Claim | None = None,
        **fields: Any,  # noqa: ANN401
    ) -> None:
        """Edit one's message in the chat."""
        moment = int(self.clock.time.timestamp())
        message = {"message_id": message_id, "date": moment, "edit_date": moment, "chat": where, "from": PERSON}
        update = {"update_id": 3, "edited_message": {**message, "text": text, **fields}}
        await self.chat.dispatcher.feed_update(
            self.chat.bot, Update.model_validate(update, context={"bot": self.chat.bot}), claim=claim
        )

    def picture(self, name: str, colour: str = "red") -> list[dict[str, Any]]:
        """A photo of a message, whose bytes can be fetched."""
        data = io.BytesIO()
        Image.new("RGB", (20, 10), colour).save(data, "JPEG")
        self.session.files[name] = data.getvalue()
        return [{"file_id": name, "file_unique_id": name, "width": 20, "height": 10, "file_size": 300}]

    def file(self, name: str, data: bytes) -> dict[str, Any]:
        """A document of a message, whose bytes can be fetched."""
        self.session.files[name] = data
        return {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": len(data)}

    async def press(self, words: str, who: Mapping[str, Any] = PERSON, under: Message | None = None) -> str:
        """Press the button with these words under the newest message that has it; what stands there then."""
        shown = under or self.newest(words)
        assert shown.reply_markup is not None
        buttons = [one for row in shown.reply_markup.inline_keyboard for one in row]
        data = next(one.callback_data for one in buttons if words in one.text)
        await self.chat.press(data or "", shown, who)
        return self.session.messages[shown.chat.id, shown.message_id].text or ""

    def newest(self, words: str) -> Message:
        """The newest message with a button of these words."""
        for message in reversed(self.session.messages.values()):
            rows = message.reply_markup.inline_keyboard if message.reply_markup else []
            if any(words in button.text for row in rows for button in row):
                return message
        raise AssertionError(words)

    async def due(self) -> list[str]:
        """Let what is due be previewed, and deliver what is sent by itself."""
        await self.weekly.submitting.preview_due()
        return [text for _, _, text in await self.delivered()]

    async def edits(self, key: str) -> str | None:
        """In the place of which message this effect goes."""
        async with self.engine.connect() as connection:
            found = await connection.execute(select(col(OutboxRow.payload)).where(col(OutboxRow.key) == key))
            return Outgoing.of_payload(found.scalar_one()).edits

    async def delivered(self) -> list[tuple[str, int, str]]:
        """What the outbox holds anew: key, chat and text, which is shown there."""
        async with self.engine.connect() as connection:
            found = await connection.execute(
                select(col(OutboxRow.key), col(OutboxRow.chat_id), col(OutboxRow.payload)).order_by(col(OutboxRow.id))
            )
            rows = [row for row in found if row.key not in self.keys]
        told = []
        for key, chat_id, payload in rows:
            self.keys.add(key)
            outgoing = Outgoing.of_payload(payload)
            sent = await self.chat.bot.send_message(
                chat_id, outgoing.html, parse_mode="HTML", reply_markup=inline(outgoing.keyboard)
            )
            told.append((key, chat_id, sent.text or ""))
        return told

    async def handed_in(self, text: str, where: Mapping[str, Any] = PRIVATE, who: Mapping[str, Any] = PERSON) -> Note:
        """A note that is handed in by a command with words."""
        await self.say(f"/submit {text}", where, who)
        self.later(3)
        await self.due()
        said = await self.press("确认投稿", who)
        if "第一次投稿" in said:
            await self.press("同意并投稿", who)
        await self.delivered()
        return (await self.mine(int(who["id"])))[0].note

    async def mine(self, user_id: int = 7, state: NoteState | None = None) -> list[Written]:
        """Somebody's notes, the newest first."""
        return await self.weekly.notes.of_author(user_id, None if state is None else {state})


@asynccontextmanager
async def desk_over(database: Path, editors_chat: int | None = EDITORS) -> AsyncIterator[Desk]:
    """A desk over a database's file."""
    async with open_engine(database) as engine:
        yield Desk(engine, editors_chat)
