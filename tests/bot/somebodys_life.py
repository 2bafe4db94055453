"""Somebody who does everything that the bot offers: through the real inbox, handlers, outbox and index."""

import asyncio
import datetime as dt
import io
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final

from aiogram import Bot, Dispatcher
from aiogram.types import Message
from PIL import Image, PngImagePlugin

from bot.conversation import dispatcher
from bot.conversation.connecting.handling import Handle
from bot.conversation.guarding.authority import authority_of
from bot.conversation.keyboards import inline
from bot.conversation.requests import Layers
from bot.dependencies import dependencies
from bot.publishing.outgoing import Outgoing
from bot.settings import Settings
from bot.updates import arrived
from bot.wiring import SystemClock, Zixue, zixue
from tests.bot.conversation.submitting.desk import FileSession
from tests.bot.doubles import Recorder
from tests.fakes.spine import Unhurried
from tests.notes import NOTES, shelve

THEIR_ID: Final = 98_765_432_109
NAME: Final = "蓝鲸九号"
ASKED, FURTHER, NOTE, NICK, WORDS, HEARD, LATE = (
    *("量子土豆怎么调学习率", "那翡翠门控呢", "珊瑚火车头的一篇心得，讲遗忘门决定丢掉哪些旧信息", "银杏骆驼"),
    *("这答案像琥珀拖拉机", "琉璃章鱼谁见过", "铁皮鸢尾还能用吗"),
)
MARKERS: Final = (NAME, *("量子土豆", "翡翠门控", "珊瑚火车头", "银杏骆驼", "琥珀拖拉机", "琉璃章鱼", "铁皮鸢尾"))
GROUP_ID: Final = -1_002_003
GROUP: Final = {"id": GROUP_ID, "type": "supergroup", "title": "自学"}
PRIVATE: Final = {"id": THEIR_ID, "type": "private", "first_name": NAME}
PERSON: Final = {"id": THEIR_ID, "is_bot": False, "first_name": NAME, "username": "lapis_whale_9"}
OTHER: Final = {"id": 8, "is_bot": False, "first_name": "小红"}


@dataclass
class Life:
    """One process of a bot, and what it shows."""

    wired: Zixue
    settings: Settings
    root: Dispatcher
    bot: Bot
    session: FileSession
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def say(
        self, text: str | None, chat: Mapping[str, Any] = PRIVATE, who: Mapping[str, Any] = PERSON, **more: object
    ) -> list[Message]:
        """What the bot says to a message, at once."""
        before, number = set(self.session.messages), self.session.next_id()
        said = {"message_id": number, "date": int(SystemClock().now().timestamp()), "chat": chat, "from": who}
        kept = Message.model_validate(said | ({"text": text} if text else {}) | more, context={"bot": self.bot})
        self.session.keep(kept)
        await self.arrive({"message": said | ({"text": text} if text else {}) | more})
        return [one for key, one in self.session.messages.items() if key not in before and one is not kept]

    async def press(self, words: str, who: Mapping[str, Any] = PERSON) -> None:
        """Press the newest button of these words."""
        for shown in reversed(self.session.messages.values()):
            rows = shown.reply_markup.inline_keyboard if shown.reply_markup else []
            data = [one.callback_data for row in rows for one in row if words in one.text]
            if data:
                place = shown.model_dump(mode="json", exclude_none=True, by_alias=True)
                query = {"id": "1", "from": who, "chat_instance": "x", "message": place, "data": data[0]}
                await self.arrive({"callback_query": query})
                return
        raise AssertionError(words)

    async def arrive(self, update: Mapping[str, object], *, worked_off: bool = True) -> None:
        """Let an update come in, and be worked off."""
        now, inbox = SystemClock().now(), self.wired.spine.inbox
        await inbox.keep([arrived({"update_id": next(self.numbers), **update})], now)
        handle = Handle(self.root, self.bot, 3)
        while worked_off and (claims := await inbox.claim("w", 9, now, now + dt.timedelta(minutes=1))):
            for claim in claims:
                async with asyncio.TaskGroup() as group:  # what it knows of its update ends with it
                    group.create_task(handle(claim))
                await inbox.done(claim.id, "w", now)

    async def deliver(self) -> None:
        """Send all that lies in the outbox."""
        outbox = self.wired.spine.outbox
        while sendings := await outbox.claim("s", 9, SystemClock().now()):
            for one in sendings:
                outgoing = Outgoing.of_payload(one.effect.payload)
                keyboard = inline(outgoing.keyboard)
                sent = await self.bot.send_message(
                    one.effect.chat_id, outgoing.html, parse_mode="HTML", reply_markup=keyboard
                )
                await outbox.sent(one.id, sent.message_id, SystemClock().now())

    async def preview(self) -> None:
        """Wait until a note is previewed, and show that."""
        previewing = self.wired.weekly.submitting.preview_due
        await replace(previewing, desk=replace(previewing.desk, clock=Ahead()))()
        await self.deliver()

    def picture(self) -> list[dict[str, Any]]:
        """A photo that says inside who took it."""
        data, meta = io.BytesIO(), PngImagePlugin.PngInfo()
        meta.add_itxt("Author", NAME)
        Image.new("RGB", (20, 10), "red").save(data, "PNG", pnginfo=meta)
        self.session.files["p1"] = data.getvalue()
        return [{"file_id": "p1", "file_unique_id": "p1", "width": 20, "height": 10, "file_size": 300}]

    async def forgotten(self) -> None:
        """Wait for the background, step by step, until nothing is to be done any more."""
        for _ in range(4):
            await self.wired.rights.forget_people()
            await self.deliver()
        assert await self.wired.rights.forget_people.erasures.pending() == []


class Ahead:
    """A `Clock` that is a minute ahead: what is due soon is due."""

    def now(self) -> dt.datetime:
        """In a minute."""
        return SystemClock().now() + dt.timedelta(minutes=1)


@asynccontextmanager
async def life(settings: Settings) -> AsyncIterator[Life]:
    """A bot that has read a few notes."""
    async with zixue(settings) as wired:
        await shelve(wired.library, NOTES)
        await wired.follow()
        session, clock = FileSession(Recorder()), SystemClock()
        session._clock = clock  # noqa: SLF001  what people say now is not old
        Layers(wired.spine.replies, wired.spine.chats, Unhurried(), clock).put_over(session)
        bot = Bot("1:test", session=session)
        authority = authority_of(None, clock, wired.places, wired.governance.roles, settings.admins)
        root = dispatcher(**dependencies(wired, settings), authority=authority)
        yield Life(wired, settings, root, bot, session)
