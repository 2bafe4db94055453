"""The chats of the scripted day, and what somebody in them can wait for."""

import asyncio
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import TypeVar

from tests.e2e.day.asking import PATIENCE, below
from tests.e2e.day.running import Deployment, Hours
from tests.fakes.telegram_server import Chat, Posted, TelegramServer, User
from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.people import QUERY_SECONDS
from tests.fakes.telegram_server.world import Pressed

T = TypeVar("T")
_LOOK = 0.3


@dataclass
class Stage:
    """A group with its topics; `spoken` is what was said to the bot beside the questions."""

    deployment: Deployment
    hours: Hours
    group: Chat
    topics: tuple[int, ...]
    neighbour: str
    spoken: list[Posted] = field(default_factory=list)
    banned: list[Posted] = field(default_factory=list)
    """What somebody said who was banned before."""
    told: dict[str, str] = field(default_factory=dict)
    """What came of it, by the names that the script gives them."""

    @property
    def telegram(self) -> TelegramServer:
        """Where all of it happens."""
        return self.deployment.telegram

    def command(self, chat: Chat, user: User, text: str, **more: object) -> Posted:
        """Say something to the bot, and do not wait."""
        posted = self.telegram.say(chat, user, text, **more)  # type: ignore[arg-type]  # passed on
        self.spoken.append(posted)
        return posted

    async def answer(self, posted: Posted) -> Posted:
        """What the bot says below a message, the last of it."""
        return (await self.until(lambda: below(posted), posted.text))[-1]

    async def press(self, user: User, posted: Posted, words: str) -> str:
        """Press the button with these words, once it is there; what is answered, which may be nothing."""
        await self.until(lambda: any(words in str(one["text"]) for one in posted.buttons), words)
        pressed = self.telegram.pressed[self.telegram.press(user, posted, words)]
        return str((await self.until(lambda: pressed.answer, words)).get("text", ""))

    async def caught_up(self) -> None:
        """Wait until everything is handled that was said until now."""
        last = self.telegram.updates.next_id - 1

        def handled() -> bool:
            if any(one.update_id <= last for one in self.telegram.updates.waiting):
                return False
            query = "SELECT count(*) FROM inbox WHERE update_id <= ? AND state IN ('waiting', 'claimed')"
            with closing(sqlite3.connect(self.deployment.data / "library.sqlite")) as database:
                return bool(database.execute(query, (last,)).fetchone() == (0,))

        await self.until(handled, "catching up")

    async def forge(self, user: User, posted: Posted, data: str) -> str:
        """Press a button that is not there, as programs can that are no client of Telegram's; what is answered."""
        query = str(secrets.randbelow(10**18))
        pressed = self.telegram.pressed[query] = Pressed(self.telegram.clock.now() + QUERY_SECONDS)
        content: Json = {"id": query, "from": user.shown(), "message": posted.shown()}
        content |= {"chat_instance": str(posted.chat.id), "data": data}
        self.telegram.queue({"callback_query": content}, f"query:{user.id}", QUERY_SECONDS)
        return str((await self.until(lambda: pressed.answer, data)).get("text", ""))

    async def until(self, predicate: Callable[[], T | None], what: str) -> T:
        """What the predicate says as soon as it says something true."""
        limit = self.hours.seconds + PATIENCE
        while not (found := predicate()):
            assert self.hours.seconds < limit, f"no {what!r}: {self.deployment.log[-1500:]}"
            await asyncio.sleep(_LOOK)
        return found
