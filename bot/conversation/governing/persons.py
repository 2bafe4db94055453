"""Whom a command is about: the number behind it, else who wrote what it replies to."""

import re
from dataclasses import dataclass
from typing import Final

from aiogram.filters import CommandObject
from aiogram.types import Message

_NUMBER: Final = re.compile(r"(?P<id>\d{1,16})(?=\s|$)\s*")
_CHAT: Final = re.compile(r"(?P<id>-[1-9]\d{0,15})(?=\s|$)\s*")


@dataclass(frozen=True, slots=True)
class Meant:
    """A person by their number, None where nobody is named; `words` are the rest of the command.

    A negative number is that of a channel in whose name somebody writes.
    """

    user_id: int | None
    words: str


def speaker(message: Message, command: CommandObject) -> Meant:
    """Who is meant, or the channel: but for the group itself, in whose name its admins write."""
    words = (command.args or "").strip()
    if found := _CHAT.match(words):
        return Meant(int(found["id"]), words[found.end() :])
    whom, original = meant(message, command), message.reply_to_message
    channel = original.sender_chat if original is not None else None
    if whom.user_id is None and channel is not None and channel.id != message.chat.id:
        return Meant(channel.id, whom.words)
    return whom


def meant(message: Message, command: CommandObject) -> Meant:
    """Who is meant; a name is nobody, as it may be another's tomorrow, and a bot is no person."""
    words = (command.args or "").strip()
    found = _NUMBER.match(words)
    if found and int(found["id"]):
        return Meant(int(found["id"]), words[found.end() :])
    author = message.reply_to_message.from_user if message.reply_to_message else None
    spoken_as_chat = message.reply_to_message is not None and message.reply_to_message.sender_chat is not None
    if author is None or author.is_bot or spoken_as_chat:
        return Meant(None, words)
    return Meant(author.id, words)
