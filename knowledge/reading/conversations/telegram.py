"""The messages of a chat that Telegram Desktop exported as JSON.

The format: https://core.telegram.org/import-export and Telegram Desktop's export_output_json.cpp. Every field may be
missing or of another type, since exports are cut, joined and filtered by people.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from knowledge.reading import repair
from knowledge.reading.conversations.masking import MASK
from knowledge.reading.conversations.messages import Message
from knowledge.reading.conversations.nicknames import nickname, nicknames

Fields = Mapping[str, Any]

_ANONYMOUS: Final = "管理员"
_BOT: Final = re.compile(r"(?:bot|机器人|助手)$", re.IGNORECASE)
_COMMAND: Final = re.compile(r"^/(\w+)(?:@\w+)?\s*")
_ASKING_COMMANDS: Final = frozenset({"ask", "q", "question"})
_HEADING: Final = re.compile(r"^(\s{0,3})#{1,6}(?=\s)", re.MULTILINE)
_UNSAFE: Final = re.compile(r"[\[\]()\s<>]")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_FURTHEST: Final = dt.timedelta(hours=18)


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one chat of an export holds; `topics` are the titles of a forum's topics by their ids."""

    messages: tuple[Message, ...]
    topics: Mapping[int, str]


def conversation(chat: Fields) -> Conversation:
    """The messages of a group, without service messages, bots and what their senders' accounts are."""
    records: list[Fields] = [record for record in _list(chat.get("messages")) if isinstance(record, dict)]
    people = _People(records, f"channel{chat.get('id')}")
    topics = {
        number: str(record["title"])
        for record in records
        if record.get("action") == "topic_created" and isinstance(record.get("title"), str)
        if (number := _number(record.get("id"))) is not None
    }
    return Conversation(tuple(_messages(records, people, topics)), topics)


def text_of(record: Fields, people: "_People | None" = None) -> str:
    """What a message says, as light Markdown: code fenced, links kept, mentions as `@` and a nickname."""
    given = record.get("text")
    parts = given if isinstance(given, list) and given else [given] if given else _list(record.get("text_entities"))
    text = "".join(_entity(part, people) if isinstance(part, dict) else _plain(part) for part in parts)
    return repair.clean(text.encode("utf-8", "ignore").decode()).strip()


def time_of(record: Fields) -> dt.datetime | None:
    """When a message was sent, in the exporter's time zone where the two times of the record give it."""
    local = _local(record.get("date"))
    seconds = _number(record.get("date_unixtime"))
    try:
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds is not None else None
    except (OverflowError, OSError, ValueError):
        moment = None
    if local is None or moment is None:
        return moment or (local.replace(tzinfo=dt.UTC) if local else None)
    offset = local - moment.replace(tzinfo=None)
    return local.replace(tzinfo=dt.timezone(offset)) if abs(offset) < _FURTHEST else moment


class _People:
    """The nicknames of a chat, by the ids that are left behind here."""

    def __init__(self, records: list[Fields], chat_id: str) -> None:
        names: dict[str, str | None] = {}
        for record in records:
            if record.get("type") == "message":
                name = record.get("from")
                names.setdefault(_key(record), name if isinstance(name, str) else None)
        if chat_id in names:
            names[chat_id] = _ANONYMOUS
        self._bots = {key for key, name in names.items() if name and _BOT.search(name.strip())}
        self._nicknames = nicknames(names)
        self._by_letters = {_letters(name): self._nicknames[key] for key, name in names.items() if name}

    def of(self, record: Fields) -> str:
        """The nickname of who sent a message."""
        return self._nicknames.get(_key(record)) or nickname(None)

    def is_bot(self, record: Fields) -> bool:
        """Whether a bot sent it, or somebody by way of one."""
        return bool(record.get("via_bot")) or _key(record) in self._bots

    def called(self, username: str) -> str | None:
        """The nickname of who is shown under this username, if anybody is."""
        return self._by_letters.get(_letters(username))

    def with_id(self, number: object) -> str | None:
        """The nickname of a numbered user who wrote in this chat."""
        return self._nicknames.get(f"user{number}")


def _messages(records: list[Fields], people: _People, topics: Mapping[int, str]) -> Iterator[Message]:
    topic_of: dict[int, int | None] = dict.fromkeys(topics)
    topic_of.update((number, number) for number in topics)
    for record in records:
        number, time = _number(record.get("id")), time_of(record)
        if number is None or time is None or record.get("type") != "message":
            continue
        reply = _number(record.get("reply_to_message_id"))
        topic_of[number] = topic = topic_of.get(reply) if reply is not None else None
        if people.is_bot(record):
            continue
        yield Message(
            id=number,
            time=time,
            person=people.of(record),
            text=_uncommanded(text_of(record, people)),
            reply_to=None if reply in topics or record.get("reply_to_peer_id") else reply,
            topic=topic,
            forwarded="forwarded_from" in record,
        )


def _uncommanded(text: str) -> str:
    """A question to a bot without the command; nothing of other commands."""
    command = _COMMAND.match(text)
    if command is None:
        return text
    return text[command.end() :] if command[1].lower() in _ASKING_COMMANDS else ""


def _entity(part: Fields, people: _People | None) -> str:
    text = part.get("text")
    if not isinstance(text, str):
        return ""
    match part.get("type"):
        case "pre" | "code":
            return _code(part, text)
        case "text_link":
            return _link(text, part.get("href"))
        case "email" | "phone" | "bank_card":
            return MASK
        case "mention" | "mention_name":
            return _mention(part, text, people)
        case _:
            return _plain(text)


def _code(part: Fields, text: str) -> str:
    if part.get("type") == "code" and "\n" not in text:
        return f"`{text.replace('`', '')}`"
    language = part.get("language")
    mark = language if isinstance(language, str) and language.isalnum() else ""
    code = text.replace("```", "`").strip("\n")
    return f"\n```{mark}\n{code}\n```\n"


def _link(text: str, href: object) -> str:
    if not isinstance(href, str) or not href.startswith(("http://", "https://")) or _UNSAFE.search(href):
        return _plain(text)
    label = " ".join(re.sub(r"[\[\]]", "", text).split())
    return f"[{label}]({href})" if label and label != href else href


def _mention(part: Fields, text: str, people: _People | None) -> str:
    if people is None:
        return ""
    known = people.called(text.lstrip("@")) if part.get("type") == "mention" else people.with_id(part.get("user_id"))
    if known is None and part.get("type") == "mention_name":
        known = nickname(text)
    return f"@{known} " if known else ""


def _plain(text: object) -> str:
    """Typed text: what would read as a fence or a heading does so no more."""
    return _HEADING.sub(r"\1", text.replace("```", "`")) if isinstance(text, str) else ""


def _key(record: Fields) -> str:
    return str(record.get("from_id") or record.get("from") or "")


def _letters(name: str) -> str:
    return _NOT_LETTERS.sub("", name).casefold()


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _number(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.isascii() and value.lstrip("-").isdigit() and len(value) <= 20:  # noqa: PLR2004
        return int(value)
    return value if isinstance(value, int) else None


def _local(value: object) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(value).replace(tzinfo=None) if isinstance(value, str) else None
    except ValueError:
        return None
