"""The terminal as a screen: prints messages, and redraws the last one in place where it can."""

from dataclasses import dataclass

from aiogram.types import Message
from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.style import Style
from rich.text import Text

from bot.catalogue import Language, Words
from bot.terminal.drawing import Page, draw
from bot.terminal.folding import fold

PROMPT = "› "


@dataclass(slots=True)
class TerminalScreen:
    """Draws on a rich console."""

    console: Console
    language: Language
    last: Message | None = None
    rows: int = 0
    below: int = 0
    busy: bool = False

    def sent(self, message: Message) -> None:
        """Print a new message."""
        self._wipe()
        lines = draw(message, self._page())
        self._print([*lines, Text()])
        self.last, self.rows, self.below = message, len(lines) + 1, 0

    def edited(self, message: Message) -> None:
        """Redraw the last message in place; print any other again."""
        self._wipe()
        if self._can_redraw(message):
            self.console.control(Control(
                (ControlType.CURSOR_UP, self.rows + self.below), (ControlType.CURSOR_MOVE_TO_COLUMN, 0)
            ))  # fmt: skip
            self.console.file.write("\x1b[J")
        else:
            self.notice(Words.TERMINAL_EDITED.say(self.language))
        self.sent(message)

    def notice(self, text: str) -> None:
        """Print dimmed lines."""
        self._wipe()
        lines = [part for line in text.split("\n") for part in fold(Text(line, Style(dim=True)), self.console.width)]
        self._print(lines)
        self.below += len(lines)

    def typing(self) -> None:
        """Show on a terminal that the bot is at work, until something else is printed."""
        if self.console.is_terminal and not self.busy:
            self.console.print(Text(Words.TERMINAL_WORKING.say(self.language), Style(dim=True)), end="")
            self.busy = True

    def typed(self, line: str) -> None:
        """Take note of a line of input; where it came from a pipe, print it."""
        if self.console.is_terminal:
            self.below += 1 + cell_len(PROMPT + line) // self.console.width
        else:
            self._print(fold(Text(PROMPT + line), self.console.width))

    def _can_redraw(self, message: Message) -> bool:
        is_last = self.last is not None and self.last.message_id == message.message_id
        return self.console.is_terminal and is_last and self.rows + self.below < self.console.height

    def _wipe(self) -> None:
        if self.busy:
            self.console.file.write("\r\x1b[K")
            self.busy = False

    def _page(self) -> Page:
        return Page(self.console.width, links=self.console.is_terminal)

    def _print(self, lines: list[Text]) -> None:
        for line in lines:
            self.console.print(line, no_wrap=True, overflow="ignore", crop=False, highlight=False)
