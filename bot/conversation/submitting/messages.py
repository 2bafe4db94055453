"""Messages of Telegram as what is handed in: who writes, the words as Markdown, pictures and files as bytes."""

import re
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from aiogram import Bot
from aiogram.types import Document, Message, MessageOriginUser, PhotoSize

from bot.conversation.addressing import text_of
from bot.conversation.answering.origins import origin_of
from bot.conversation.submitting.quoting import quoted_of, source_link
from knowledge.reading.decoding import decode
from knowledge.weekly.notes import LONGEST_TEXT
from knowledge.weekly.submitting import Handed, NoteRefusal, NoteRefused, Sender
from knowledge.weekly.writing import from_chat

LARGEST: Final = 20 * 1024 * 1024
"""In bytes. Source: https://core.telegram.org/bots/api#getfile"""

_LARGEST_TEXT: Final = 8 * LONGEST_TEXT
"""In bytes: twice what the longest note takes in any encoding; to find out the encoding of more takes seconds."""

_SUBMIT: Final = re.compile(r"/submit(?:@[A-Za-z0-9_]+)?(?![A-Za-z0-9_])[\s，,：:、]*", re.IGNORECASE)
_TEXTS: Final = frozenset({".md", ".markdown", ".txt", ".text"})
_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})


def sender_of(message: Message) -> Sender:
    """Who writes.

    Raises:
        NoteRefused: it is written in the name of a chat.
    """
    person = message.from_user
    if person is None or message.sender_chat is not None or person.is_bot:
        raise NoteRefused(NoteRefusal.NOBODY)
    return Sender(person.id, person.full_name, person.language_code)


def heading_of(message: Message) -> Handed:
    """A message without what it says: enough to find the note that it belongs to.

    Raises:
        NoteRefused: it is written in the name of a chat.
    """
    return Handed(
        sender=sender_of(message),
        origin=origin_of(message),
        message_id=message.message_id,
        text="",
        sent_at=message.date,
        album=message.media_group_id,
    )


async def handed_of(message: Message, bot: Bot) -> Handed:
    """A message with all that it says; a forwarded one names whose words it holds.

    Raises:
        NoteRefused: it is written in the name of a chat, of another kind, or its file is too large.
        SourceRefused: its file holds no text.
    """
    heading = heading_of(message)
    text, pictures = await contents_of(message, bot)
    own = isinstance(message.forward_origin, MessageOriginUser) and (
        message.forward_origin.sender_user.id == heading.sender.user_id
    )
    if message.forward_origin is None or own:
        return replace(heading, text=text, pictures=pictures)
    text = "\n\n".join(filter(None, (text.strip(), source_link(message.forward_origin))))
    return replace(heading, text=text, pictures=pictures, quoted=quoted_of(message))


async def contents_of(message: Message, bot: Bot) -> tuple[str, tuple[bytes, ...]]:
    """The words of a message and of its file, and its picture.

    Raises:
        NoteRefused: it is of another kind, or its file is too large.
        SourceRefused: its file holds no text.
    """
    words = words_of(message)  # as it was cut from a paste: white space at its edges too
    if message.photo:
        return words, (await _downloaded(message.photo[-1], bot),)
    if message.document:
        text, pictures = await _document(message.document, bot)
        return "\n\n".join(filter(None, (words.strip(), text))), pictures
    if not message.text:
        raise NoteRefused(NoteRefusal.FILE_KIND)
    return words, ()


def is_submission(message: Message) -> bool:
    """Whether a message is the command, with or without words."""
    return message.forward_origin is None and _SUBMIT.match(text_of(message)) is not None


def words_of(message: Message) -> str:
    """The words of a message as Markdown, without the command before them."""
    text = text_of(message)
    entities = (message.entities if message.text else message.caption_entities) or []
    command = None if message.forward_origin else _SUBMIT.match(text)
    cut = command.end() if command else 0  # of characters that are one UTF-16 unit each
    shifted = [
        one.model_dump(mode="json", exclude_none=True) | {"offset": one.offset - cut}
        for one in entities
        if one.offset >= cut
    ]
    return from_chat(text[cut:], shifted)


async def _document(document: Document, bot: Bot) -> tuple[str, tuple[bytes, ...]]:
    name = document.file_name or ""
    if document.mime_type in _PICTURES:
        return "", (await _downloaded(document, bot),)
    if PurePath(name).suffix.lower() not in _TEXTS:
        raise NoteRefused(NoteRefusal.FILE_KIND)
    if _LARGEST_TEXT < (document.file_size or 0) <= LARGEST:
        raise NoteRefused(NoteRefusal.TOO_LONG, detail=str(LONGEST_TEXT))
    return decode(name, await _downloaded(document, bot)).strip(), ()


async def _downloaded(file: Document | PhotoSize, bot: Bot) -> bytes:
    if (file.file_size or 0) > LARGEST:
        raise NoteRefused(NoteRefusal.FILE_SIZE)
    data = await bot.download(file.file_id)
    return data.read() if data else b""
