"""Telegram's HTML, parsed byte by byte as tdlib does. tdlib/td td/telegram/MessageEntity.cpp `parse_html`."""

import re
from dataclasses import dataclass, field

from tests.fakes.telegram_server.asked import Json
from tests.fakes.telegram_server.entities import checked_link
from tests.fakes.telegram_server.errors import Refused, bad_request

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
"""Bot API, "HTML style": tags that mean one thing."""

TAGS = frozenset(STYLES) | {"a", "tg-emoji", "pre", "code", "blockquote"}
SPACES = b" \t\r\n\0\v"
REFERENCE = re.compile(rb"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<dec>[0-9]{1,7})|(?P<name>lt|gt|amp|quot)(?![a-zA-Z]));?")
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
ATTRIBUTE = re.compile(rb"[^ \t\r\n\0\v=>/\"']*")
TOKEN = re.compile(rb"[0-9A-Za-z.-]*")
TAG = re.compile(rb"[^ \t\r\n\0\v>]*")


LONE_SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


def unparsable(why: str) -> Refused:
    """400 for markup that cannot be read."""
    return bad_request(f"can't parse entities: {why}")


def units(text: str) -> int:
    """UTF-16 code units, in which Telegram counts; Bot API, MessageEntity `offset`."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def decoded(data: bytes) -> str:
    """Text with its character references resolved; unknown ones stay as they are.

    `decode_html_entity`: only lt, gt, amp, quot and numbers, with or without a semicolon.
    """
    pieces, at = [], 0
    for reference in REFERENCE.finditer(data):
        pieces += [data[at : reference.start()].decode(), _character(reference)]
        at = reference.end()
    return "".join([*pieces, data[at:].decode()])


def _character(reference: re.Match[bytes]) -> str:
    if name := reference["name"]:
        return NAMED[name]
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["dec"])
    if not 0 < code < 0x10FFFF:
        return reference[0].decode()
    if 0xD800 <= code <= 0xDFFF:
        raise unparsable(LONE_SURROGATE)
    return chr(code)


@dataclass(frozen=True, slots=True)
class Open:
    """A tag whose end has not come."""

    tag: str
    argument: str
    offset: int
    begins: int


@dataclass
class HtmlParser:
    """One pass over the bytes of a message."""

    data: bytes
    at: int = 0
    text: str = ""
    units: int = 0
    open: list[Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def parse(self) -> tuple[str, list[Json]]:
        """The text and its entities, by offset, the longer first.

        Raises:
            Refused: in Telegram's words, with the byte offset.
        """
        while self.at < len(self.data):
            end = self.data.find(b"<", self.at)
            end = len(self.data) if end < 0 else end
            self._say(decoded(self.data[self.at : end]))
            self.at = end
            if end < len(self.data):
                self._tag()
        if self.open:
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return self.text, self.entities

    def _say(self, text: str) -> None:
        self.text += text
        self.units += units(text)

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.data[self.at : self.at + 1] == b"/":
            self._end(begin)
        else:
            self._start(begin)

    def _start(self, begin: int) -> None:
        name = self._match(TAG)
        if self.at >= len(self.data):
            raise unparsable(f"Unclosed start tag at byte offset {begin}")
        tag = name.decode(errors="replace").lower()
        if tag not in TAGS:
            raise unparsable(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        self._skip_spaces()
        while self.data[self.at : self.at + 1] != b">":
            argument = self._attribute(tag, begin) or argument
            self._skip_spaces()
        if tag == "span" and argument != "spoiler":
            raise unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.at += 1
        self.open.append(Open(tag, argument, self.units, len(self.text)))

    def _attribute(self, tag: str, begin: int) -> str:
        name = self._match(ATTRIBUTE).decode(errors="replace")
        if not name:
            raise unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self.data[self.at : self.at + 1] != b"=":
            if self.at >= len(self.data):
                raise unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
            return "1" if (tag, name) == ("blockquote", "expandable") else ""
        self.at += 1
        self._skip_spaces()
        if self.at >= len(self.data):
            raise unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._value()
        if self.at >= len(self.data):
            raise unparsable(f"Unclosed start tag at byte offset {begin}")
        return argument_of(tag, name, value)

    def _value(self) -> str:
        quote = self.data[self.at : self.at + 1]
        if quote not in (b"'", b'"'):
            begin = self.at
            token = self._match(TOKEN)
            if self.data[self.at : self.at + 1] not in [b">", *(bytes([space]) for space in SPACES)]:
                raise unparsable(f"Unexpected end of name token at byte offset {begin}")
            return token.decode().lower()
        end = self.data.find(quote, self.at + 1)
        value = self.data[self.at + 1 : end] if end >= 0 else b""
        self.at = end + 1 if end >= 0 else len(self.data)
        return decoded(value)

    def _end(self, begin: int) -> None:
        if not self.open:
            raise unparsable(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        tag = self._match(TAG).decode(errors="replace").lower()
        self._skip_spaces()
        if self.data[self.at : self.at + 1] != b">":
            raise unparsable(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise unparsable(f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{tag}>"')
        if self.units > opened.offset:
            add_entity(self.entities, opened, self.units - opened.offset, self.text[opened.begins :])

    def _match(self, pattern: re.Pattern[bytes]) -> bytes:
        found = pattern.match(self.data, self.at)
        taken = found[0] if found else b""
        self.at += len(taken)
        return taken

    def _skip_spaces(self) -> None:
        while self.at < len(self.data) and self.data[self.at] in SPACES:
            self.at += 1


def argument_of(tag: str, name: str, value: str) -> str:
    """What an attribute tells the tag's entity; attributes without a meaning are ignored."""
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, name) == ("blockquote", "expandable") else ""


def add_entity(entities: list[Json], opened: Open, length: int, inside: str) -> None:
    """The entity of a tag that has just ended; links that lead nowhere make none."""
    place: Json = {"offset": opened.offset, "length": length}
    if style := STYLES.get(opened.tag):
        entities.append({"type": style, **place})
    elif opened.tag == "a":
        if url := checked_link(opened.argument or inside):
            entities.append({"type": "text_link", **place, "url": url})
    elif opened.tag == "tg-emoji":
        entities.append({"type": "custom_emoji", **place, "custom_emoji_id": _emoji_id(opened.argument)})
    elif opened.tag == "blockquote":
        entities.append({"type": "expandable_blockquote" if opened.argument else "blockquote", **place})
    else:
        _add_code(entities, opened, place)


def _add_code(entities: list[Json], opened: Open, place: Json) -> None:
    """`<pre><code class="language-x">` and `<code …><pre>` over the same text are one entity."""
    last = entities[-1] if entities else {}
    same = {key: last.get(key) for key in place} == place
    other = {"pre": "code", "code": "pre"}[opened.tag]
    language = last.get("language") if opened.tag == "pre" else opened.argument
    if same and last.get("type") == other and language:
        last |= {"type": "pre", "language": language}
    else:
        entities.append({"type": opened.tag, **place} | ({"language": opened.argument} if opened.argument else {}))


def _emoji_id(argument: str) -> str:
    if not argument.isdecimal() or not 0 < int(argument) < 2**63:
        raise unparsable("Invalid custom emoji identifier specified")
    return argument
