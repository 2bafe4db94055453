"""The messages that follow: what somebody collects in private, the rest of an album, the next piece of a paste."""

import asyncio
import contextlib
import datetime as dt
from typing import Any, Final

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Filter
from aiogram.types import Message, ReactionTypeEmoji

from bot.catalogue.submitting import Submissions
from bot.conversation.addressing import Addressed, LooseCommand, is_command, is_private
from bot.conversation.answering.staleness import Absence
from bot.conversation.keyboards import inline
from bot.conversation.sending import reply
from bot.conversation.submitting.beginning import taken_in, tell_refused_pictures
from bot.conversation.submitting.messages import handed_of, heading_of, sender_of
from bot.rendering import Audience, sentence
from bot.rendering.notes import preview
from bot.weekly import WeeklyUseCases
from knowledge.spine.inbox import Claim
from knowledge.weekly.notes import Note, NoteState, Written
from knowledge.weekly.submitting import NoteRefusal, NoteRefused
from knowledge.weekly.submitting.previewing import shown_again

_BURST: Final = dt.timedelta(seconds=3)


class Belongs(Filter):
    """Lets through what belongs to a note that is being collected, and gives its `draft`."""

    async def __call__(self, message: Message, bot: Bot, weekly: WeeklyUseCases | None = None) -> bool | dict[str, Any]:
        """The note; nothing where the message is a command, in the name of a chat, or for the bot in a group."""
        if weekly is None or (is_command(message) and not message.forward_origin):
            return False
        if message.from_user is None or message.sender_chat is not None:
            return False
        if not is_private(message) and not message.media_group_id and await Addressed()(message, bot):
            return False
        if await _is_awaited(message, weekly):
            return False
        draft = await weekly.submitting.find_draft(heading_of(message))
        return {"draft": draft} if draft else False


def router() -> Router:
    """What belongs to a note, `/done` and `/cancel`."""
    collecting = Router(name="collecting a note")
    collecting.message.register(done, LooseCommand("done", ignore_case=True), ~F.forward_origin)
    collecting.message.register(cancel, LooseCommand("cancel", ignore_case=True), ~F.forward_origin)
    collecting.message.register(add, Belongs())
    return collecting


async def add(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    message: Message,
    bot: Bot,
    draft: Note,
    weekly: WeeklyUseCases,
    audience: Audience,
    absence: Absence | None = None,
) -> None:
    """Add a message; what comes too late for the preview makes a new one."""
    await weekly.submitting.desk.admitted(sender_of(message))
    try:
        handed = await handed_of(message, bot)
    except NoteRefused as refused:
        if refused.refusal is NoteRefusal.FILE_KIND and not await _is_first(message, absence):
            return
        raise
    collected = await taken_in(handed, draft, weekly)
    if collected is None:
        return
    await tell_refused_pictures(message, collected, audience)
    if not is_private(message) or message.media_group_id:
        return
    if collected.parts == 1:
        await reply(message, sentence(Submissions.FIRST_PART.say(audience.language)))
    else:
        await _acknowledge(message)


async def done(message: Message, weekly: WeeklyUseCases, audience: Audience) -> None:
    """Show what was collected; what was shown already is shown again."""
    submitting, sender = weekly.submitting, sender_of(message)
    draft = await weekly.notes.collecting(sender.user_id, message.chat.id)
    if draft is not None:
        shown = await submitting.preview_note(draft)
    else:
        earlier = await _previewed_here(message, weekly)
        if not earlier:
            raise NoteRefused(NoteRefusal.NOTHING_COLLECTED)
        shown = await shown_again(submitting.desk, earlier[0])
    text, keyboard = await asyncio.to_thread(preview, shown, audience)
    await reply(message, [text], inline(keyboard))


async def cancel(message: Message, weekly: WeeklyUseCases, audience: Audience, claim: Claim | None = None) -> None:
    """Throw away what is collected or previewed here; an update that is tried again finds it gone by its own hand."""
    user_id = sender_of(message).user_id
    draft = await weekly.notes.collecting(user_id, message.chat.id)
    if draft is None:
        draft = next((one.note for one in await _previewed_here(message, weekly)), None)
    if draft is not None:
        await weekly.submitting.cancel_draft(user_id, draft.id)
    elif claim is None or claim.attempt == 1:
        raise NoteRefused(NoteRefusal.NOTHING_COLLECTED)
    await reply(message, sentence(Submissions.CANCELLED.say(audience.language)))


async def _is_awaited(message: Message, weekly: WeeklyUseCases) -> bool:
    """Whether it answers what the bot has asked this person."""
    asked = message.reply_to_message
    if asked is None or message.from_user is None:
        return False
    return await weekly.waiting.purpose(message.chat.id, asked.message_id, message.from_user.id) is not None


async def _previewed_here(message: Message, weekly: WeeklyUseCases) -> list[Written]:
    user_id = sender_of(message).user_id
    previewed = await weekly.notes.of_author(user_id, {NoteState.PREVIEWED})
    return [one for one in previewed if one.note.origin.chat_id == message.chat.id]


async def _is_first(message: Message, absence: Absence | None) -> bool:
    """Whether it is the first of a burst that cannot be taken, such as an album of videos."""
    if absence is None:
        return True
    now = absence.clock.now()
    name = f"declined:{message.chat.id}:{sender_of(message).user_id}"
    return await absence.leases.take(name, str(message.message_id), now, now + _BURST)


async def _acknowledge(message: Message) -> None:
    """A sign that needs no reading; a chat may not allow it."""
    with contextlib.suppress(TelegramBadRequest):
        await message.react([ReactionTypeEmoji(emoji="👌")])
