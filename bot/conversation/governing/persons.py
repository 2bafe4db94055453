"""Whom a command is about: the number behind it, else who wrote what it replies to."""

import re
from dataclasses import dataclass
from typing import Final

from aiogram.filters import CommandObject
from aiogram.types import Message

_NUMBER: Final = re.compile(r"(?P<id>\d{1,16})(?=\s|$)\s*")


@dataclass(frozen=True, slots=True)
class Meant:
    """A person by their number, None where nobody is named; `words` are the rest of the command."""

    user_id: int | None
    words: str


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
