"""`/submit`: with words, as a reply, under a picture or file, or bare to begin collecting."""

from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.types import Message

from bot.catalogue.submitting import Submissions
from bot.conversation.addressing import LooseCommand, is_private
from bot.conversation.sending import reply
from bot.conversation.submitting.holding import held
from bot.conversation.submitting.messages import contents_of, handed_of, heading_of, is_submission, words_of
from bot.conversation.submitting.quoting import blockquote, quoted_of, source_link
from bot.rendering import Audience, sentence
from bot.weekly import WeeklyUseCases
from knowledge.weekly.notes import Note, NoteState
from knowledge.weekly.submitting import Collected, Handed, NoteRefusal, NoteRefused


def router() -> Router:
    """The command; somebody's forwarded command is none."""
    beginning = Router(name="beginning a note")
    beginning.message.register(submit, LooseCommand("submit", ignore_case=True), ~F.forward_origin)
    return beginning


async def submit(message: Message, bot: Bot, weekly: WeeklyUseCases, audience: Audience) -> None:
    """Begin a note; what is whole by itself is previewed in a moment, without a word before."""
    heading = heading_of(message)
    await weekly.submitting.desk.admitted(heading.sender)  # of nobody else are files fetched
    handed = await _handed(message, bot)
    if handed is None and not is_private(message):
        await reply(message, sentence(Submissions.IN_GROUP.say(audience.language)))
        return
    said = words_of(message)
    own = handed is not None and handed.message_id != heading.message_id
    beside = replace(heading, text=said) if own and said.strip() else None
    collected = await weekly.submitting.begin_note(heading.sender, heading.origin, handed, beside)
    for earlier in await held(message, bot, weekly):
        collected = await taken_in(earlier, collected.note, weekly) or collected
    await tell_refused_pictures(message, collected, audience)
    if handed is None:
        await reply(message, sentence(_collecting(collected, audience)))


def _collecting(collected: Collected, audience: Audience) -> str:
    if collected.parts:
        return Submissions.GOING_ON.say(audience.language, count=collected.parts)
    return Submissions.BEGIN.say(audience.language)


async def taken_in(handed: Handed, draft: Note, weekly: WeeklyUseCases) -> Collected | None:
    """A message as a part of a note; what comes too late for the preview makes a new one."""
    collected = await weekly.submitting.add_message(draft, handed) if draft.state is NoteState.COLLECTING else None
    if collected is None:
        await weekly.submitting.revise_note(handed, draft)
    return collected


async def tell_refused_pictures(message: Message, collected: Collected, audience: Audience) -> None:
    """Which pictures were none."""
    if collected.refused:
        said = Submissions.PICTURES_REFUSED.say(audience.language, count=collected.refused)
        await reply(message, sentence(said))


async def handed_again(message: Message, bot: Bot) -> Handed:
    """What an edited message hands in: a command below another's words still hands in those."""
    original = _replied_to(message, bot) if is_submission(message) else None
    if original is None or _is_own(original, heading_of(message)):
        return await handed_of(message, bot)
    return await _replied(message, original, bot)


async def _handed(message: Message, bot: Bot) -> Handed | None:
    """What the command hands in; None where it stands alone."""
    original = _replied_to(message, bot)
    if original is not None:
        return await _replied(message, original, bot)
    if message.text and not words_of(message).strip():
        return None
    return await handed_of(message, bot)


def _replied_to(message: Message, bot: Bot) -> Message | None:
    """The message that is replied to; in a forum every message replies to its topic's opening."""
    original = message.reply_to_message
    if original is None or original.forum_topic_created:
        return None
    return None if original.from_user and original.from_user.id == bot.id else original


async def _replied(message: Message, original: Message, bot: Bot) -> Handed:
    """The message that is replied to.

    One's own stays that message, so that editing it edits the note; another's words are a quotation below what the
    command itself says.
    """
    heading, said = heading_of(message), words_of(message).strip()
    text, pictures = await contents_of(original, bot)
    if message.quote is not None:
        text, pictures = message.quote.text, ()
    text = text.strip()
    if not text and not pictures:
        raise NoteRefused(NoteRefusal.EMPTY)
    if _is_own(original, heading):
        own = replace(heading, message_id=original.message_id, sent_at=original.date, album=original.media_group_id)
        return replace(own, text=text, pictures=pictures)
    link = source_link(original.forward_origin) if original.forward_origin else ""
    together = "\n\n".join(filter(None, (said, blockquote(text) if said else text, link)))
    return replace(heading, text=together, pictures=pictures, quoted=quoted_of(original))


def _is_own(original: Message, heading: Handed) -> bool:
    person = original.from_user
    if person is None or original.sender_chat is not None or original.forward_origin is not None:
        return False
    return person.id == heading.sender.user_id
