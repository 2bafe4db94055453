"""A deployment that nobody has set up yet: the dispatcher over a real database, at a Bot API server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.conversation import dispatcher
from bot.conversation.connecting.polling import bot_of
from bot.conversation.guarding.authority import authority_of
from bot.places import Deployed, SettingUp
from bot.settings import Settings
from bot.wiring.governance import governance_ports_of
from knowledge.adapters.sql.engine import open_engine
from knowledge.governance.granted import Granted
from knowledge.governance.setting_up import ClaimBot, OfferCode, SetPlace
from tests.fakes import FixedClock
from tests.fakes.telegram_server import Chat, Posted, TelegramServer, User

WANG = User(7, "小王", language_code="zh-hans")
LI = User(8, "小李", language_code="zh-hans")


@dataclass
class Deployment:
    """One process of the deployment; another one, or one that was started anew, is made by `again`."""

    telegram: TelegramServer
    bot: Bot
    engine: AsyncEngine
    settings: Settings
    clock: FixedClock = field(default_factory=FixedClock)

    def __post_init__(self) -> None:
        self.kept = kept = governance_ports_of(self.engine)
        self.places, clock = Deployed(self.settings, kept.set_up), self.clock
        self.granted = Granted(kept.roles, frozenset(self.settings.admins))
        claim = ClaimBot(kept.confirmations, self.granted, kept.admissions, kept.set_up, clock)
        place = SetPlace(kept.set_up, kept.admissions, clock)
        offer = OfferCode(kept.confirmations, self.granted, clock)
        self.setting_up = SettingUp(offer, claim, place, kept.admissions, self.places)
        authority = authority_of(self.bot, clock, self.places, kept.roles, self.settings.admins)
        named = {"governance": kept, "authority": authority}
        self.root = dispatcher(setting_up=self.setting_up, places=self.places, **named)

    def again(self, **settings: Any) -> "Deployment":  # noqa: ANN401  values of any field
        """The same deployment after a restart."""
        return Deployment(self.telegram, self.bot, self.engine, self.settings.model_copy(update=settings), self.clock)

    async def work(self) -> None:
        """Work off what waits at Telegram."""
        for one in list(self.telegram.updates.waiting):
            self.telegram.updates.forget(one)
            update = Update.model_validate(one.shown(), context={"bot": self.bot})
            await self.root.feed_update(self.bot, update)

    async def say(self, user: User, text: str, chat: Chat | None = None) -> list[Posted]:
        """Say something; what the bot sent because of it."""
        place = chat or self.telegram.private(user)
        before = len(self.telegram.sent(place))
        self.telegram.say(place, user, text)
        await self.work()
        return self.telegram.sent(place)[before:]

    async def choose(self, user: User, chat: Chat) -> list[Posted]:
        """Choose a chat by the keyboard that was shown last; what the bot sent because of it."""
        private = self.telegram.private(user)
        before = self.telegram.sent(private)
        asked = next(one for one in reversed(before) if one.keys)
        key = next(n for n, one in enumerate(asked.keys) if "request_chat" in one)
        self.telegram.choose_chat(user, asked, chat, key=key)
        await self.work()
        return self.telegram.sent(private)[len(before) :]

    async def press(self, user: User, posted: Posted, words: str) -> str:
        """Press a button; what the bot answers to it."""
        query = self.telegram.press(user, posted, words)
        await self.work()
        answer = self.telegram.pressed[query].answer or {}
        return str(answer.get("text", ""))

    async def admin(self) -> "Deployment":
        """The same with somebody who has taken the code."""
        await self.say(WANG, f"/setup {await self.setting_up.offer_code()}")
        return self


@asynccontextmanager
async def deployed(telegram: TelegramServer, database: Path) -> AsyncIterator[Deployment]:
    """A deployment over a database."""
    async with open_engine(database) as engine, bot_of(telegram.token, api_url=telegram.url) as bot:
        yield Deployment(telegram, bot, engine, Settings(_env_file=None))


@pytest.fixture
async def deployment(telegram: TelegramServer, sqlite_database: Path) -> AsyncIterator[Deployment]:
    """A deployment without an admin."""
    async with deployed(telegram, sqlite_database) as made:
        yield made
