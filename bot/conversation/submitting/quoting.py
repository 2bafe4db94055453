"""Whose words a message holds, where they are not its sender's."""

from typing import Final

from aiogram.types import (
    Chat,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUnion,
    MessageOriginUser,
    User,
)

from bot.rendering import message_link
from bot.rendering.runs import one_line
from knowledge.weekly.notes import Quoted

_LONGEST: Final = 60


def quoted_of(message: Message) -> Quoted | None:
    """Whose words these are: of where it was forwarded from, else of who wrote it; None where nobody is named."""
    match message.forward_origin:
        case MessageOriginUser(sender_user=user):
            return _of_person(user)
        case MessageOriginHiddenUser(sender_user_name=name):
            return _labelled(name)
        case MessageOriginChat(sender_chat=chat, author_signature=author):
            return _of_chat(chat, author)
        case MessageOriginChannel(chat=chat, author_signature=author):
            return _of_chat(chat, author)
        case _ if message.sender_chat is not None:
            return _of_chat(message.sender_chat, message.author_signature)
        case _:
            return _of_person(message.from_user) if message.from_user else None


def source_link(origin: MessageOriginUnion) -> str:
    """Where a forwarded post stands, as a link in Markdown; empty where not everybody can open it."""
    if not isinstance(origin, MessageOriginChannel) or not origin.chat.username:
        return ""
    address = message_link(origin.chat.id, origin.chat.username, origin.message_id)
    return f"<{address}>" if address else ""


def blockquote(markdown: str) -> str:
    """The same as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in markdown.splitlines())


def _of_person(user: User) -> Quoted | None:
    quoted = _labelled(user.full_name)
    return Quoted(quoted.label, None if user.is_bot else user.id)


def _of_chat(chat: Chat, author: str | None) -> Quoted:
    return _labelled(" · ".join(filter(None, (chat.title or chat.full_name, author))))


def _labelled(label: str) -> Quoted:
    return Quoted(one_line(label)[:_LONGEST])
