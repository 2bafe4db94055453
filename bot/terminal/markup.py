"""Telegram's HTML as text and entities, by the rules of its server."""

import re
from dataclasses import dataclass, field
from html import unescape

from aiogram.types import MessageEntity

_PIECE = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z][a-z0-9-]*)(?P<attributes>(?:\s+[a-z-]+(?:=\"[^\"]*\")?)*)\s*>"
    r"|(?P<reference>&(?:lt|gt|amp|quot|#\d+|#x[0-9A-Fa-f]+);)"
    r"|(?P<text>[^<&]+|&)"
)
_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip


class MarkupError(Exception):
    """The HTML is not what Telegram takes; the message is worded like the server's."""


@dataclass(slots=True)
class _Parser:
    units: int = 0
    text: list[str] = field(default_factory=list)
    entities: list[MessageEntity] = field(default_factory=list)
    opened: list[tuple[str, MessageEntity]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.text.append(text)
        self.units += len(text.encode("utf-16-le")) // 2

    def open(self, tag: str, attributes: str) -> None:
        if tag not in _TYPES:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {self.units}')
        entity = MessageEntity(type=_TYPES[tag], offset=self.units, length=0)
        if address := re.search(r'href="([^"]*)"', attributes):
            entity.url = unescape(address[1])
        if "expandable" in attributes:
            entity.type = "expandable_blockquote"
        if language := re.search(r'class="language-([^"]*)"', attributes):
            entity.language = unescape(language[1])
        self.opened.append((tag, entity))
        self.entities.append(entity)

    def close(self, tag: str) -> None:
        if not self.opened or self.opened[-1][0] != tag:
            raise MarkupError(f'Unmatched end tag at byte offset {self.units}, found "</{tag}>"')
        _, entity = self.opened.pop()
        entity.length = self.units - entity.offset
        if entity.type == "code" and self.opened and self.opened[-1][0] == "pre":
            self.opened[-1][1].language = entity.language
            self.entities.remove(entity)


def parse(html: str) -> tuple[str, list[MessageEntity]]:
    """The visible text and its entities, outer ones first.

    Source: https://core.telegram.org/bots/api#html-style

    Raises:
        MarkupError: an unknown, unclosed or crossed tag.
    """
    parser, at = _Parser(), 0
    while at < len(html):
        piece = _PIECE.match(html, at)
        if not piece:
            raise MarkupError(f"Unexpected character at byte offset {at}")
        if piece["tag"] and piece["close"]:
            parser.close(piece["tag"])
        elif piece["tag"]:
            parser.open(piece["tag"], piece["attributes"])
        else:
            parser.add(unescape(piece.group()))
        at = piece.end()
    if parser.opened:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{parser.opened[-1][0]}"')
    return "".join(parser.text), [entity for entity in parser.entities if entity.length]
