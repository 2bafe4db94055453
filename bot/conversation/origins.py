"""Where a message comes from, as what is remembered names it."""

from aiogram.types import Message

from bot.conversation.addressing import is_private
from knowledge.records import Origin


def origin_of(message: Message) -> Origin:
    """The origin of a question; an anonymous admin has no id, and a thread of replies is no topic."""
    asker = None if message.sender_chat else message.from_user
    return Origin(
        chat_id=message.chat.id,
        message_id=message.message_id,
        user_id=asker.id if asker else None,
        private=is_private(message),
        topic_id=message.message_thread_id if message.is_topic_message else None,
        replied_to=message.reply_to_message.message_id if message.reply_to_message else None,
    )
