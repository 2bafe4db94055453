"""A message of the bot as styled lines for a terminal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, pairwise
from typing import Final
from urllib.parse import urlsplit

from aiogram.types import InlineKeyboardButton, Message, MessageEntity
from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from bot.terminal.folding import fold

_STYLES = {
    "bold": Style(bold=True),
    "italic": Style(italic=True),
    "underline": Style(underline=True),
    "strikethrough": Style(strike=True),
    "code": Style(color="cyan"),
    "pre": Style(color="cyan"),
    "spoiler": Style(dim=True),
}
_QUOTES = {"blockquote", "expandable_blockquote"}
_DIM = Style(dim=True)
_BUTTON = Style(color="yellow")
_GAP = "   "
_THUMBS: Final = ("👍", "👎")
_DEEP_LINK = re.compile(r"https://t\.me/\w+\?start=(?P<payload>(?P<kind>[a-z])_(?P<identifier>[\w-]+))")


@dataclass(frozen=True, slots=True)
class Page:
    """How wide the terminal is, in cells, and whether it can open links by itself."""

    width: int
    links: bool


def draw(message: Message, page: Page) -> list[Text]:
    """The message with a mark before its first line, and its buttons as numbers below."""
    lines: list[Text] = []
    for line, quoted in _lines(message, page):
        bar = "│ " if quoted else ""
        folded = fold(line, page.width - 2 - len(bar))
        lines += [Text.assemble((bar, _DIM), part) for part in folded or [Text()]]
    if rows := list(_rows(message, page.width - 2)):
        lines += [Text(), *(part for row in rows for part in fold(Text(row, _BUTTON), page.width - 2))]
    marked = [Text.assemble(("● ", Style(color="green")), line) for line in lines[:1]]
    return [*marked, *(Text("  ") + line if line.plain else line for line in lines[1:])]


def buttons(message: Message) -> list[InlineKeyboardButton]:
    """The buttons under a message that are pressed by their number, in reading order."""
    return [button for button in _all_buttons(message) if _sign(button) is None]


def signs(message: Message) -> dict[str, InlineKeyboardButton]:
    """The buttons under a message that are pressed by typing them: they take no number from what else has one."""
    return {sign: button for button in _all_buttons(message) if (sign := _sign(button))}


def _all_buttons(message: Message) -> list[InlineKeyboardButton]:
    keyboard = message.reply_markup
    return [button for row in keyboard.inline_keyboard for button in row] if keyboard else []


def _sign(button: InlineKeyboardButton) -> str | None:
    """The thumb that a button shows; how many have pressed it may stand behind."""
    return next((sign for sign in _THUMBS if button.text.startswith(sign)), None)


def _rows(message: Message, width: int) -> Iterator[str]:
    """The numbered buttons: as many in a line as fit; a row of its own begins a line where not all fit in one."""
    keyboard = message.reply_markup.inline_keyboard if message.reply_markup else []
    number = count(1)
    rows = [[button.text if _sign(button) else f"[{next(number)}] {button.text}" for button in row] for row in keyboard]
    if cell_len(together := _GAP.join(chain.from_iterable(rows))) <= width:
        yield from filter(None, [together])
        return
    for row in rows:
        line = ""
        for label in row:
            if line and cell_len(line + _GAP + label) > width:
                yield line
                line = ""
            line += _GAP + label if line else label
        yield line


def _lines(message: Message, page: Page) -> Iterator[tuple[Text, bool]]:
    """Logical lines with their styles, and whether they stand in a quotation."""
    line, quoted = Text(), False
    for text, covering, ending in _segments(message.text or "", message.entities or []):
        style = sum(map(_style, covering), Style.null())
        here = any(entity.type in _QUOTES for entity in covering)
        for at, part in enumerate(text.split("\n")):
            if at:
                yield line, quoted
                line, quoted = Text(), here
            if part:
                line.append(part, style)
                quoted = here
        for entity in ending:
            line.append(_address(entity.url or "", text, page), _DIM)
    yield line, quoted


def _segments(
    text: str, entities: Sequence[MessageEntity]
) -> Iterator[tuple[str, list[MessageEntity], list[MessageEntity]]]:
    """Stretches of text with the entities that cover them, and the links that end with them.

    Offsets count UTF-16 units.
    """
    units = text.encode("utf-16-le")
    borders = {0, len(units) // 2}
    borders |= {border for e in entities for border in (e.offset, e.offset + e.length)}
    for start, end in pairwise(sorted(borders)):
        covering = [e for e in entities if e.offset <= start and end <= e.offset + e.length]
        ending = [e for e in covering if e.url and e.offset + e.length == end]
        yield units[start * 2 : end * 2].decode("utf-16-le"), covering, ending


def _style(entity: MessageEntity) -> Style:
    if entity.url:
        return Style(underline=True, link=entity.url)
    return _STYLES.get(entity.type, Style.null())


def _address(url: str, text: str, page: Page) -> str:
    """What to show behind a link: the command that opens it here, or where it leads."""
    if deep := _DEEP_LINK.fullmatch(url):
        return f" (/entry {deep['identifier']})" if deep["kind"] in "ei" else f" (/start {deep['payload']})"
    if text == url:
        return ""
    return f" ({urlsplit(url).hostname})" if page.links else f" <{url}>"
