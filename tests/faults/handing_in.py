"""Members who hand in notes while the bot dies again and again, and what their notes have to say in the end."""

import asyncio
import io
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Final

from PIL import Image

from bot.buttons import Press
from tests.fakes.telegram_server import Chat, Posted, TelegramServer
from tests.fakes.telegram_server.asked import Upload
from tests.faults.traffic import replies

PRIVATE, GROUPS = 3, 1
PATIENCE: Final = 300.0
IMPATIENT: Final = 8.0
"""Seconds after which somebody asks for the preview once more, or presses again."""

_MARKER: Final = re.compile(r"〔(\d+)·(\d+)〕")


@dataclass
class HandedIn:
    """A note that its author was told to be handed in, and what it has to say: markers in their order, and pictures."""

    number: int
    chat: Chat
    parts: list[Posted] = field(default_factory=list)
    markers: list[tuple[int, int]] = field(default_factory=list)
    pictures: int = 0
    note_id: int = 0
    withdrawn: bool = False


@dataclass
class Members:
    """A few chats in which somebody hands in one note after the other, each in one of the ways in which that is done.

    Some of them change a message of it afterwards, some take it back.
    """

    telegram: TelegramServer
    random: Random
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    notes: list[HandedIn] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chats = [self.telegram.private(1000 + n) for n in range(PRIVATE)]
        self.chats += [self.telegram.group(bot="administrator") for _ in range(GROUPS)]

    async def run(self) -> None:
        """Hand in until it is enough; what was begun is brought to its end."""
        async with asyncio.TaskGroup() as tasks:
            for chat in self.chats:
                tasks.create_task(self._member(chat))

    async def _member(self, chat: Chat) -> None:
        while not self.enough.is_set():
            note = HandedIn(len(self.notes) + 1, chat)
            self.notes.append(note)
            await self._hand_in(note)
            after = self.random.choice([self._nothing, self._nothing, self._edit, self._withdraw])
            await after(note)

    async def _hand_in(self, note: HandedIn) -> None:
        ways: list[Callable[[HandedIn], None]] = [self._at_once, self._album, self._paste]
        began = note.chat.last_id
        if note.chat.private and self.random.random() < 0.5:
            await self._message_by_message(note)
        else:
            self.random.choice(ways)(note)
        while not _handed_in(note.chat, began):
            if shown := _to_confirm(note.chat, began):
                posted, button, _ = shown
                self.telegram.press(self._author(note.chat), posted, button)
                await self._soon(lambda: _to_confirm(note.chat, began) != shown)
            elif not await self._soon(lambda: _to_confirm(note.chat, began)):
                self._say(note, "/done")
        note.note_id = _handed_in(note.chat, began)

    async def _message_by_message(self, note: HandedIn) -> None:
        await self._told(self._say(note, "/submit"))
        for _ in range(self.random.randint(2, 4)):
            if self.random.random() < 0.3:
                self._pictures(note, self._marker(note))
            else:
                note.parts.append(self._say(note, self._marker(note)))
        await self._told(self._say(note, "/done"))

    def _at_once(self, note: HandedIn) -> None:
        note.parts.append(self._say(note, f"/submit {self._marker(note)}"))

    def _album(self, note: HandedIn) -> None:
        self._pictures(note, f"/submit {self._marker(note)}")

    def _paste(self, note: HandedIn) -> None:
        """Longer than a message: cut wherever it happens to be, through a marker too."""
        text = "".join(self._marker(note) + "积" * 97 for _ in range(65))
        self.telegram.paste(note.chat, self._author(note.chat), f"/submit {text}")

    def _pictures(self, note: HandedIn, caption: str) -> None:
        pictures = [_picture(self.random) for _ in range(self.random.randint(2, 4))]
        self.telegram.album(note.chat, self._author(note.chat), pictures, caption)
        note.pictures += len(pictures)

    async def _nothing(self, note: HandedIn) -> None:
        """It stays as it is."""

    async def _edit(self, note: HandedIn) -> None:
        if not note.parts:
            return
        posted = self.random.choice(note.parts)
        (was,) = markers_in(posted.text)
        now = (note.number, was[1] + 100)
        note.markers[note.markers.index(was)] = now
        self.telegram.edit(posted, posted.text.replace(_written(was), _written(now)))
        await self._told(posted)

    async def _withdraw(self, note: HandedIn) -> None:
        await self._told(self._say(note, f"/withdraw {note.note_id}"))
        note.withdrawn = True

    async def _told(self, posted: Posted) -> None:
        await self.telegram.until(lambda: replies(posted), PATIENCE)

    async def _soon(self, happens: Callable[[], object]) -> bool:
        return await within(IMPATIENT, self.telegram.until(happens, PATIENCE))

    def _say(self, note: HandedIn, text: str) -> Posted:
        return self.telegram.say(note.chat, self._author(note.chat), text)

    def _author(self, chat: Chat) -> int:
        return chat.id if chat.private else 2000

    def _marker(self, note: HandedIn) -> str:
        note.markers.append((note.number, len(note.markers)))
        return _written(note.markers[-1])


async def within(seconds: float, waiting: Awaitable[object]) -> bool:
    """Whether this came to its end in time."""
    try:
        async with asyncio.timeout(seconds):
            await waiting
    except TimeoutError:
        return False
    return True


def markers_in(text: str) -> list[tuple[int, int]]:
    """The markers of a text, in order."""
    return [(int(number), int(part)) for number, part in _MARKER.findall(text)]


def buttons(posted: Posted, about: str, action: str) -> Iterator[tuple[int, Press]]:
    """Which buttons of a message are of this kind."""
    for at, button in enumerate(posted.buttons):
        press = Press.of(str(button.get("callback_data")))
        if press is not None and (press.about, press.action) == (about, action):
            yield at, press


def _to_confirm(chat: Chat, began: int) -> tuple[Posted, int, int] | None:
    """The newest button since then that hands a note in, with its version."""
    for posted in reversed(chat.log):
        if posted.message_id <= began:
            return None
        for at, press in buttons(posted, "note", "confirm") if posted.mine else ():
            return posted, at, press.version
    return None


def _handed_in(chat: Chat, began: int) -> int:
    """The note that a message since then offers to take back; 0 where none does."""
    since = [posted for posted in reversed(chat.log) if posted.mine and posted.message_id > began]
    return next((press.id for posted in since for _, press in buttons(posted, "note", "withdraw")), 0)


def _written(marker: tuple[int, int]) -> str:
    return f"〔{marker[0]}·{marker[1]}〕"


def _picture(random: Random) -> Upload:
    data = io.BytesIO()
    Image.new("RGB", (24, 16), tuple(random.randrange(256) for _ in range(3))).save(data, "PNG")
    return Upload("x.png", data.getvalue())
