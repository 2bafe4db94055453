"""Everything that Telegram knows: the bot, people, chats, files, the queue of updates, the record of calls."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from tests.fakes.telegram_server.asked import Asked, Json, Upload
from tests.fakes.telegram_server.chats import Chat, Posted, User
from tests.fakes.telegram_server.errors import bad_request
from tests.fakes.telegram_server.timing import Clock
from tests.fakes.telegram_server.updates import DAY, UpdateQueue

T = TypeVar("T")

TOKEN = "1234567890:AA-no-secret-only-for-the-double-00"  # noqa: S105  opens nothing
LOOK_AGAIN = 0.02
"""Seconds after which a condition that may depend on more than this server is looked at again."""


@dataclass(slots=True)
class Call:
    """A call that the bot made, and how it ended.

    `at`: seconds on Telegram's monotonic clock. `status`: of the HTTP answer; 0 where none was sent. `took_effect`:
    whether Telegram did what was asked, whatever the bot heard of it.
    """

    method: str
    values: Mapping[str, object]
    at: float
    status: int = 0
    took_effect: bool = False

    def integer(self, name: str) -> int | None:
        """A parameter that is a whole number, or None."""
        value = str(self.values.get(name, ""))
        return int(value) if value.lstrip("-").isdecimal() else None

    @property
    def chat(self) -> int | None:
        """The chat that is written to."""
        return self.integer("chat_id")

    @property
    def text(self) -> str:
        """The text as it was sent, markup and all."""
        return str(self.values.get("text", self.values.get("caption", "")))


@dataclass
class Pressed:
    """A button's press, or an inline query, that waits to be answered."""

    expires: float
    answer: Json | None = None


@dataclass
class World:
    """One bot's Telegram."""

    token: str = TOKEN
    privacy: bool = True
    inline: bool = False
    clock: Clock = field(default_factory=Clock)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    pressed: dict[str, Pressed] = field(default_factory=dict)
    typed: dict[str, Pressed] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    said_of_itself: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "default"})
    drafts: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    reactions: dict[tuple[int, int], list[Json]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bot = User(int(self.token.partition(":")[0]), "Zixue", is_bot=True, username="zixue_bot")
        self.updates = UpdateQueue(self.clock)
        self.arrived: Callable[[str], None] = lambda _lane: None
        self._changed = asyncio.Event()

    def changed(self) -> None:
        """Tell whoever waits that something happened."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, predicate: Callable[[], T], seconds: float = 10.0) -> T:
        """What the predicate says as soon as it says something true.

        Raises:
            AssertionError: it said nothing true for so many real seconds.
        """
        limit = time.monotonic() + seconds
        while not (said := predicate()):
            left = limit - time.monotonic()
            assert left > 0, f"nothing of it in {seconds} s; the last calls: {self.calls[-5:]}"
            await self.next_change(min(left, LOOK_AGAIN))
        return said

    async def next_change(self, seconds: float) -> None:
        """Wait for the next event, so many real seconds at most."""
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            pass

    def queue(self, content: Json, lane: str, seconds: float = DAY) -> int | None:
        """Send an update on its way to the bot."""
        update_id = self.updates.add(content, lane, self.clock.now() + seconds)
        self.arrived(lane)
        self.changed()
        return update_id

    def chat(self, asked: Asked, name: str = "chat_id") -> Chat:
        """The chat that a call names. Client.cpp `check_chat`.

        Raises:
            Refused: it names none, or one that the bot never met.
        """
        if not asked.text(name):
            raise bad_request(f"{name} is empty")
        if (chat := self.chats.get(asked.integer(name))) is None:
            raise bad_request("chat not found")
        return chat

    def message(self, chat: Chat, message_id: int, missing: str) -> Posted:
        """A message that is shown in a chat.

        Raises:
            Refused: it is not there; `missing` says so.
        """
        if (posted := chat.find(message_id)) is None:
            raise bad_request(missing)
        return posted
