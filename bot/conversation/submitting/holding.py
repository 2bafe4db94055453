"""Items of an album whose words have not come yet: they are held, and taken along by the one that says /submit."""

from typing import Final

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Message

from bot.conversation.submitting.messages import handed_of
from bot.weekly import WeeklyUseCases
from knowledge.weekly.notes import AlbumItem
from knowledge.weekly.submitting import Handed

_KEPT: Final = {
    *("message_id", "date", "chat", "from_user", "message_thread_id", "is_topic_message", "media_group_id"),
    *("photo", "document", "caption", "caption_entities"),
}


def router() -> Router:
    """What nobody has taken for a part of a note."""
    holding = Router(name="holding items of albums")
    holding.message.register(hold, F.media_group_id, F.photo | F.document, ~F.forward_origin, ~F.sender_chat)
    return holding


async def hold(message: Message, weekly: WeeklyUseCases | None = None) -> None:
    """Hold it, and let it be taken for whatever else it is."""
    if weekly is not None and message.media_group_id is not None:
        told = message.model_dump_json(include=_KEPT, exclude_none=True, by_alias=True)
        item = AlbumItem(message.chat.id, message.message_id, message.media_group_id, told)
        await weekly.submitting.hold_item(item)
    raise SkipHandler


async def held(message: Message, bot: Bot, weekly: WeeklyUseCases) -> list[Handed]:
    """The other items of the album of a message that came before it.

    Raises:
        NoteRefused: one of them is of another kind, or its file is too large.
        SourceRefused: a file holds no text.
    """
    if message.media_group_id is None:
        return []
    items = await weekly.notes.held(message.chat.id, message.media_group_id)
    earlier = [Message.model_validate_json(one.message, context={"bot": bot}) for one in items]
    return [await handed_of(one, bot) for one in earlier if one.from_user == message.from_user]
