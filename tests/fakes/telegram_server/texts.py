"""Texts as Telegram takes them: parsed, trimmed, counted, their entities found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.fakes.telegram_server.asked import Asked, Json
from tests.fakes.telegram_server.entities import checked, clipped, normal
from tests.fakes.telegram_server.errors import bad_request
from tests.fakes.telegram_server.html import HtmlParser, units
from tests.fakes.telegram_server.styles import span

MAX_TEXT, MAX_CAPTION, MAX_ENTITIES = 4096, 1024, 100
"""Bot API, sendMessage and sendPhoto: characters after entities parsing. The 100 are in no document of Telegram's."""

FOUND = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}\b"),
    "url": re.compile(r"https?://[A-Za-z0-9.-]+\.[a-z]{2,}(?::\d+)?(?:/[^\s<>\"，。；！？（）《》]*)?"),
    "hashtag": re.compile(r"(?<![\w#])#\w{1,256}\b"),
}
"""What Telegram marks by itself; a rough likeness of MessageEntity.cpp `find_entities`."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, offsets in UTF-16 code units."""

    text: str
    entities: Sequence[Json] = ()

    def shown(self, name: str = "text") -> Json:
        """Its fields in a Message: `text` and `entities`, or `caption` and `caption_entities`."""
        entities = "entities" if name == "text" else f"{name}_entities"
        return {name: self.text} | ({entities: list(self.entities)} if self.entities else {})


def formatted(asked: Asked, name: str = "text") -> Formatted:
    """The text that a call sends. Bot API, "Formatting options"; Client.cpp `get_formatted_text`.

    Entities that are given win over `parse_mode`. Texts are trimmed (MessageEntity.cpp `fix_formatted_text`), and
    entities beyond the hundredth are dropped without a word.

    Raises:
        Refused: the text is empty or its markup cannot be read.
    """
    text = asked.text(name)
    mode = asked.text("parse_mode").lower()
    given = asked.json("entities" if name == "text" else f"{name}_entities")
    if name == "text" and not text:
        raise bad_request("message text is empty")
    if isinstance(given, list):
        found = text, checked(given, units(text))
    elif mode == "html":
        found = HtmlParser(text.encode(errors="surrogatepass")).parse()
    elif mode in {"", "none"}:
        found = text, []
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("this double of Telegram reads no Markdown; send HTML or entities")
    else:
        raise bad_request("unsupported parse_mode")
    trimmed = _trimmed(*found)
    if name == "text" and not trimmed.text:
        raise bad_request("text must be non-empty")
    return Formatted(trimmed.text, all_entities(trimmed)[:MAX_ENTITIES])


def all_entities(text: Formatted) -> list[Json]:
    """Those of a text with what is found in it, as they are counted."""
    return normal([*text.entities, *_new(text)])


def _trimmed(text: str, entities: Sequence[Json]) -> Formatted:
    kept = text.strip(" \n\r\t\v\0")
    before = units(text[: text.index(kept)]) if kept else 0
    return Formatted(kept, clipped(entities, before, units(kept)))


def found_entities(text: str) -> list[Json]:
    """What Telegram marks by itself in a text: commands, mentions, addresses, hashtags."""
    return [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
        for kind, pattern in FOUND.items()
        for match in pattern.finditer(text)
    ]


def _new(text: Formatted) -> Iterator[Json]:
    """What is found outside code and links."""
    closed = [span(entity) for entity in text.entities if entity["type"] in {"code", "pre", "text_link", "url"}]
    for entity in found_entities(text.text):
        begin, end = span(entity)
        if all(end <= first or begin >= last for first, last in closed):
            yield entity
