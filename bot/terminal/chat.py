"""The loop of a chat in the terminal: lines in, updates to the dispatcher, messages on the screen."""

import asyncio
import os
import stat
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TextIO

from aiogram import Bot, Dispatcher
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, InlineKeyboardButton, Message, MessageEntity, Update, User
from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console

from bot.catalogue import Language, Words
from bot.terminal.drawing import buttons
from bot.terminal.screen import PROMPT, TerminalScreen
from bot.terminal.session import TerminalSession
from knowledge.ports import Clock

_TOKEN = "1:terminal"  # noqa: S105  # no token: aiogram wants one of this shape
_PERSON = 2
_LONGEST_LINE: Final = 1 << 24
"""In bytes."""


async def chat(
    dispatcher: Dispatcher,
    bot_name: str,
    clock: Clock,
    language: Language = "zh",
    suggestions: Sequence[str] = (),
) -> None:
    """Talk to the dispatcher in a private chat until the input ends.

    A number presses that button of the bot's last message; where there is none, it asks that suggestion.
    """
    console = Console()
    screen = TerminalScreen(console, language)
    session = TerminalSession(bot_name, screen, clock)
    talk = _Talk(dispatcher, Bot(_TOKEN, session=session), session, language, suggestions)
    screen.notice(_opening(language, suggestions))
    keyboard = sys.stdin is not None and sys.stdin.isatty() and console.is_terminal
    async for line in _typed_lines() if keyboard else _piped_lines():
        if line.strip():
            screen.typed(line)
            await talk.say(line)


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
            yield await prompt.prompt_async(PROMPT)
        except (EOFError, KeyboardInterrupt):
            return


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
    language: Language
    suggestions: Sequence[str]
    updates: int = field(default=0)

    async def say(self, line: str) -> None:
        """Feed what was typed to the dispatcher, as the update that Telegram would send."""
        self.updates += 1
        number = int(line) if line.strip().isdecimal() else 0
        last = self._last_of_the_bot()
        pressable = buttons(last) if last else []
        if last and 0 < number <= len(pressable):
            update = self._press(last, pressable[number - 1])
        elif 0 < number <= len(self.suggestions):
            update = self._message(self.suggestions[number - 1])
        else:
            update = self._message(line)
        await self.dispatcher.feed_update(self.bot, update)

    def _last_of_the_bot(self) -> Message | None:
        return next((one for one in reversed(self.session.messages.values()) if one.from_user == self.session.me), None)

    def _person(self) -> User:
        return User(id=_PERSON, is_bot=False, first_name="terminal", language_code=self.language)

    def _press(self, message: Message, button: InlineKeyboardButton) -> Update:
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
            chat=Chat(id=_PERSON, type=ChatType.PRIVATE),
            from_user=self._person(),
            text=text,
            entities=self._mentions(text) or None,
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
