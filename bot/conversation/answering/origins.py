"""Where a message comes from, as what is remembered names it."""

from aiogram.types import Message, User

from bot.conversation.addressing import is_private, way_of
from knowledge.records import Origin, Way


def origin_of(message: Message, me: User | None = None) -> Origin:
    """The origin of a message, and how it came to the bot where it is told who that is; the rest it overheard.

    Who writes in the name of a chat has no id, and a thread of replies is no topic.
    """
    asker = None if message.sender_chat else message.from_user
    return Origin(
        chat_id=message.chat.id,
        message_id=message.message_id,
        user_id=asker.id if asker else None,
        private=is_private(message),
        topic_id=message.message_thread_id if message.is_topic_message else None,
        replied_to=message.reply_to_message.message_id if message.reply_to_message else None,
        way=(way_of(message, me) or Way.OVERHEARD) if me else None,
    )
