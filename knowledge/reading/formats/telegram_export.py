"""Telegram Desktop's export: a group's questions with their answers, a channel's posts."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from knowledge.errors import Refusal, SourceRefused
from knowledge.language.sentences import sentences
from knowledge.reading.conversations.masking import mask
from knowledge.reading.conversations.nicknames import UNKNOWN, nickname
from knowledge.reading.conversations.question_answers import draft, links, shortened
from knowledge.reading.conversations.telegram import Fields, conversation, text_of, time_of
from knowledge.reading.conversations.threads import threads
from knowledge.records import Draft, Reading

SANDBOXED: Final = True

_HEAD: Final = 4000
_MESSAGES: Final = re.compile(rb'"(?:messages|chats|left_chats|personal_information|about)"\s*:')
_SINGLE: Final = re.compile(
    rb'"type"\s*:\s*"(?:saved_messages|replies|personal_chat|bot_chat'
    rb'|private_group|private_supergroup|public_supergroup|private_channel|public_channel)"'
)
_ACCOUNT: Final = re.compile(rb'"(?:chats|left_chats|personal_information|contacts|frequent_contacts)"\s*:\s*[{]')
_CHANNELS: Final = frozenset({"private_channel", "public_channel"})
_GROUPS: Final = frozenset({"private_group", "private_supergroup", "public_supergroup"})
_LINKED: Final = frozenset({"private_supergroup", "public_supergroup", "private_channel", "public_channel"})
_CONTROL: Final = re.compile(rb"(\\\\)|\\x([0-9A-F]{2})")
_POST_LENGTH: Final = 40
_UNTITLED: Final = "聊天记录"


def recognises(name: str, data: bytes) -> bool:
    """Whether it is the `result.json` of one chat or of a whole account, by what stands at its beginning."""
    del name
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and bool(
        (_SINGLE.search(head) and _MESSAGES.search(head)) or (_ACCOUNT.search(head) and b'"about"' in head)
    )


def read(name: str, data: bytes, url: str | None) -> Reading:
    """The questions that were answered in the groups, and the posts of the channels, of one export.

    Of a whole account, conversations between two people are left out.

    Raises:
        SourceRefused: it is cut off or nested too deeply, or holds no answered question and no post.
    """
    del name, url
    chats = _chats(_parsed(data))
    entries = tuple(entry for chat in chats for entry in _entries(chat))
    if not entries:
        raise SourceRefused(Refusal.NO_ANSWERS)
    return Reading(
        shape="chat_export",
        title=_title(chats),
        entries=entries,
        private=any(chat.get("type") != "public_channel" for chat in chats),
    )


def _parsed(data: bytes) -> Fields:
    try:
        try:
            parsed = json.loads(data)
        except json.JSONDecodeError:
            # Telegram Desktop writes control characters as \x0B, which is no JSON.
            parsed = json.loads(_CONTROL.sub(lambda found: found[1] or b" ", data))
    except RecursionError as exc:
        raise SourceRefused(Refusal.TOO_COMPLEX) from exc
    except ValueError as exc:
        raise SourceRefused(Refusal.DAMAGED) from exc
    if not isinstance(parsed, dict):
        raise SourceRefused(Refusal.DAMAGED)
    return parsed


def _chats(parsed: Fields) -> list[Fields]:
    if isinstance(parsed.get("messages"), list):
        return [parsed]
    lists = (part.get("list") for key in ("chats", "left_chats") if isinstance(part := parsed.get(key), dict))
    found = [chat for chats in lists if isinstance(chats, list) for chat in chats if isinstance(chat, dict)]
    return [chat for chat in found if chat.get("type") in _GROUPS | _CHANNELS]


def _title(chats: list[Fields]) -> str:
    named = [_name(chat) for chat in chats]
    if not named:
        return _UNTITLED
    return named[0] if len(named) == 1 else f"{named[0]} 等 {len(named)} 个聊天"


def _name(chat: Fields) -> str:
    """What the chat is called; one between two people bears a name, which is shortened."""
    name = chat.get("name")
    if not isinstance(name, str) or not name.strip():
        return _UNTITLED
    shown = name.encode("utf-8", "ignore").decode().strip()
    return mask(shown) if chat.get("type") in _GROUPS | _CHANNELS else nickname(shown)


def _entries(chat: Fields) -> Iterator[Draft]:
    if chat.get("type") in _CHANNELS:
        yield from _posts(chat)
        return
    said = conversation(chat)
    for thread in threads(said.messages):
        asked = thread.question[0]
        section = said.topics.get(asked.topic) if asked.topic is not None else None
        yield draft(thread, section or _name(chat), _address(chat, asked.id))


def _posts(chat: Fields) -> Iterator[Draft]:
    messages: Any = chat.get("messages")
    for record in messages if isinstance(messages, list) else ():
        time = time_of(record) if isinstance(record, dict) and record.get("type") == "message" else None
        if time is None:
            continue
        text = mask(text_of(record))
        if len(text) < _POST_LENGTH:
            continue
        signed = record.get("author")
        yield Draft(
            title=shortened(next(iter(sentences(text)), text)),
            text=text,
            section=_name(chat),
            author=nickname(signed) if isinstance(signed, str) and nickname(signed) != UNKNOWN else None,
            date=time.date(),
            url=_address(chat, record.get("id")),
            links=links(text),
        )


def _address(chat: Fields, message: object) -> str | None:
    """The link to a message, which opens for members only where the chat has no public name."""
    number = str(chat.get("id")).removeprefix("-100")
    if chat.get("type") not in _LINKED or not number.isdecimal() or not isinstance(message, int) or message <= 0:
        return None
    public = chat.get("username")
    if isinstance(public, str) and re.fullmatch(r"\w{4,32}", public, re.ASCII):
        return f"https://t.me/{public}/{message}"
    return f"https://t.me/c/{number}/{message}"
