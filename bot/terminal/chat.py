"""The loop of a chat in the terminal: lines in, updates to the dispatcher, messages on the screen."""

import asyncio
import os
import re
import stat
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, TextIO

from aiogram import Bot, Dispatcher
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, InlineKeyboardButton, Message, MessageEntity, Update, User
from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console

from bot.catalogue import Language, Words
from bot.terminal.drawing import buttons, signs
from bot.terminal.screen import PROMPT, TerminalScreen
from bot.terminal.session import KeptFiles, TerminalSession
from knowledge.ports import Clock

_TOKEN = "1:terminal"  # noqa: S105  # no token: aiogram wants one of this shape
TERMINAL_CHAT: Final = 2
"""The one person, and the private chat with them."""

_A_SECOND: Final = 10
_NUMBERS: Final = 2_000_000_000
_LOOK_SECONDS: Final = 1.0
_MOMENT: Final = 0.2
_MOMENTS: Final = 150
_ANSWERS: Final = re.compile(r"\s*(?:\d+\s*$|/)")
"""A number or a command."""

_DEEP_LINK: Final = re.compile(r"https://t\.me/\w+\?start=(?P<payload>[\w-]+)")
_LONGEST_LINE: Final = 1 << 24
"""In bytes."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a chat in the terminal is like: its language, what may be asked there, and what else comes up in it.

    `beside` sends what goes out by itself; it is called after each line, and every second while none comes. `expects`
    says whether something is to come up within moments: lines of a pipe that answer it wait for it. `files` keeps the
    files that the bot sends.
    """

    language: Language = "zh"
    suggestions: Sequence[str] = ()
    beside: Callable[[Bot], Awaitable[object]] | None = None
    files: KeptFiles | None = None
    expects: Callable[[], Awaitable[bool]] | None = None


async def chat(dispatcher: Dispatcher, bot_name: str, clock: Clock, room: Room | None = None) -> None:
    """Talk to the dispatcher in a private chat until the input ends.

    A number presses that button of the bot's last message; where there is none, it asks that suggestion.
    """
    console, room = Console(), room or Room()
    screen = TerminalScreen(console, room.language)
    session = TerminalSession(bot_name, screen, clock, room.files)
    session.first_id = _first_id(clock)
    talk = _Talk(dispatcher, Bot(_TOKEN, session=session), session, room)
    screen.notice(_opening(room.language, room.suggestions))
    keyboard = sys.stdin is not None and sys.stdin.isatty() and console.is_terminal
    async with _beside(talk):
        async for line in _typed_lines() if keyboard else _piped_lines():
            if line.strip():
                if not keyboard and _ANSWERS.match(line):
                    await talk.wait()
                screen.typed(line)
                await talk.say(line)
        await talk.wait()


def _first_id(clock: Clock) -> int:
    """A number above those of earlier chats, as in Telegram: notes know the messages that they came from by it."""
    return 1 + int(clock.now().timestamp() * _A_SECOND) % _NUMBERS


@asynccontextmanager
async def _beside(talk: "_Talk") -> AsyncIterator[None]:
    """What goes out by itself is shown also while nobody types."""
    if talk.room.beside is None:
        yield
        return
    async with asyncio.TaskGroup() as group:
        looking = group.create_task(talk.look())
        try:
            yield
        finally:
            async with talk.turn:  # in its own turn it may be writing to the database
                looking.cancel()


def _opening(language: Language, suggestions: Sequence[str]) -> str:
    lines = [Words.TERMINAL_WELCOME.say(language)]
    if suggestions:
        lines.append(Words.TERMINAL_SUGGESTIONS.say(language))
    return "\n".join([*lines, *(f"  [{n}] {text}" for n, text in enumerate(suggestions, 1)), ""])


async def _typed_lines() -> AsyncIterator[str]:
    """Lines from a keyboard, with history, until Ctrl-D or Ctrl-C."""
    prompt: PromptSession[str] = PromptSession(history=InMemoryHistory())
    while True:
        try:
            with patch_stdout(raw=True):  # what comes while somebody types stands above their line
                line = await prompt.prompt_async(PROMPT)
        except (EOFError, KeyboardInterrupt):
            return
        yield line


async def _piped_lines() -> AsyncIterator[str]:
    """Lines from a pipe or file; bytes that are no text become replacement characters."""
    if sys.stdin is None:  # closed by whoever started us
        return
    pipe = await _pipe(sys.stdin)
    while line := await (pipe.readline() if pipe else asyncio.to_thread(sys.stdin.buffer.readline)):
        yield line.decode("utf-8", "replace").rstrip("\r\n")


async def _pipe(file: TextIO) -> asyncio.StreamReader | None:
    """A pipe as a stream, because an interrupt could not end a thread that waits for the next line.

    None for what is no pipe.
    """
    if not stat.S_ISFIFO(os.fstat(file.fileno()).st_mode):
        return None
    reader = asyncio.StreamReader(limit=_LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), file)
    return reader


@dataclass(slots=True)
class _Talk:
    """One person in a private chat with the bot."""

    dispatcher: Dispatcher
    bot: Bot
    session: TerminalSession
    room: Room
    updates: int = field(default=0)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)  # one after the other writes on the screen

    async def say(self, line: str) -> None:
        """Feed what was typed to the dispatcher, as the update that Telegram would send."""
        self.updates += 1
        async with self.turn:
            await self.dispatcher.feed_update(self.bot, self._update(line))
            await self._send_beside()

    async def wait(self) -> None:
        """Give what is to come up within moments the time that it takes."""
        for _ in range(_MOMENTS):
            if self.room.expects is None or not await self.room.expects():
                return
            await asyncio.sleep(_MOMENT)
            async with self.turn:
                await self._send_beside()

    async def look(self) -> None:
        """Show every second what has come up."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            async with self.turn:
                await self._send_beside()

    async def _send_beside(self) -> None:
        if self.room.beside is not None:
            await self.room.beside(self.bot)

    def _update(self, line: str) -> Update:
        number = int(line) if line.strip().isdecimal() else 0
        last = self._last_of_the_bot()
        pressable = buttons(last) if last else []
        suggestions = self.room.suggestions
        if last and 0 < number <= len(pressable):
            return self._press(last, pressable[number - 1])
        if last and (thumb := signs(last).get(line.strip())):
            return self._press(last, thumb)
        return self._message(suggestions[number - 1] if 0 < number <= len(suggestions) else line)

    def _last_of_the_bot(self) -> Message | None:
        return next((one for one in reversed(self.session.messages.values()) if one.from_user == self.session.me), None)

    def _person(self) -> User:
        return User(id=TERMINAL_CHAT, is_bot=False, first_name="terminal", language_code=self.room.language)

    def _press(self, message: Message, button: InlineKeyboardButton) -> Update:
        """A press; a button that leads to the bot says what following it would say."""
        if deep := _DEEP_LINK.fullmatch(button.url or ""):
            return self._message(f"/start {deep['payload']}")
        pressed = CallbackQuery(
            id=str(self.updates),
            from_user=self._person(),
            chat_instance="terminal",
            message=message,
            data=button.callback_data,
        )
        return Update(update_id=self.updates, callback_query=pressed)

    def _message(self, text: str) -> Update:
        message = Message(
            message_id=self.session.next_id(),
            date=self.session.now(),
            chat=Chat(id=TERMINAL_CHAT, type=ChatType.PRIVATE),
            from_user=self._person(),
            text=text,
            entities=self._mentions(text) or None,
            reply_to_message=None if text.startswith("/") else self.session.answered(),
        )
        return Update(update_id=self.updates, message=self.session.keep(message))

    def _mentions(self, text: str) -> list[MessageEntity]:
        """Mentions of the bot, marked as Telegram would."""
        name = f"@{self.session.me.username}"
        at = text.casefold().find(name.casefold())
        if at < 0:
            return []
        offset = len(text[:at].encode("utf-16-le")) // 2
        return [MessageEntity(type="mention", offset=offset, length=len(name))]
