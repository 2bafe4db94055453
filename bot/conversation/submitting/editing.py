"""Messages of a note that are edited in the chat."""

import datetime as dt
from dataclasses import replace

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.types import Message

from bot.catalogue.submitting import Submissions
from bot.conversation.sending import reply
from bot.conversation.submitting.beginning import handed_again
from bot.conversation.submitting.messages import sender_of
from bot.rendering import Audience, sentence
from bot.weekly import WeeklyUseCases
from knowledge.spine.inbox import Claim
from knowledge.weekly.notes import NoteState


class IsPart(Filter):
    """Lets through what is a part of a note of whoever edits it."""

    async def __call__(self, message: Message, weekly: WeeklyUseCases | None = None) -> bool:
        """Whether it is."""
        if weekly is None or message.from_user is None or message.sender_chat is not None:
            return False
        note = await weekly.notes.of_message(message.chat.id, message.message_id)
        return note is not None and note.author_id == message.from_user.id


def router() -> Router:
    """Edited messages."""
    editing = Router(name="editing a note's message")
    editing.edited_message.register(edited, IsPart())
    return editing


async def edited(
    message: Message, bot: Bot, weekly: WeeklyUseCases, audience: Audience, claim: Claim | None = None
) -> None:
    """Word the note anew; a preview follows by itself, and editors see the new wording on their card.

    An update that is tried again may find it worded so by its own hand, and its author not told.
    """
    edited_at = dt.datetime.fromtimestamp(message.edit_date, dt.UTC) if message.edit_date else message.date
    await weekly.submitting.desk.admitted(sender_of(message))
    handed = replace(await handed_again(message, bot), edited_at=edited_at)
    written = await weekly.submitting.revise_note(handed)
    if written is None and claim is not None and claim.attempt > 1:
        note = await weekly.notes.of_message(message.chat.id, message.message_id)
        written = await weekly.notes.note(note.id) if note else None
    if written is not None and written.note.state is NoteState.PENDING:
        await reply(message, sentence(Submissions.EDIT_NOTED.say(audience.language)))
