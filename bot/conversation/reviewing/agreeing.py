"""What authors say to their entries: 确认 or 要改."""

from aiogram.types import CallbackQuery, Message

from bot.buttons import Press
from bot.catalogue.reviewing import Deeds
from bot.conversation.keyboards import inline
from bot.conversation.sending import notice
from bot.rendering import Audience, notes
from bot.weekly import WeeklyUseCases
from knowledge.weekly.notes import Agreement, Note


async def answer(callback: CallbackQuery, press: Press, weekly: WeeklyUseCases, audience: Audience) -> None:
    """Note what the author says of this wording; the press of anybody else changes nothing."""
    spoken = audience.language
    note = await weekly.notes.bare(press.id)
    if note is None or note.author_id != callback.from_user.id:
        await notice(callback, Deeds.NOT_YOURS.say(spoken), alert=True)
        return
    if not note.anonymous:
        await weekly.members.seen(callback.from_user.id, callback.from_user.full_name, callback.from_user.language_code)
    said = Agreement.GIVEN if press.action == "agree" else Agreement.REFUSED
    reviewed = await weekly.reviewing.agree_to_entry(press.id, press.version, callback.from_user.id, said)
    if reviewed is None:
        await notice(callback, Deeds.OUTDATED.say(spoken), alert=True)
        return
    await _without_buttons(callback, reviewed.written.note, said, audience)
    await notice(callback, _words(reviewed.written.note, said).say(spoken), alert=said is Agreement.REFUSED)


def _words(note: Note, said: Agreement) -> Deeds:
    if said is Agreement.GIVEN:
        return Deeds.THANKS
    return Deeds.LEFT_OUT if note.exchange_id is not None else Deeds.TELL_US


async def _without_buttons(callback: CallbackQuery, note: Note, said: Agreement, audience: Audience) -> None:
    """The question is answered; who wants changes gets the buttons for them."""
    if not isinstance(callback.message, Message) or (callback.message.reply_markup is None):
        return
    own = [("edit", Deeds.CHANGE), ("withdraw", Deeds.WITHDRAW)]
    row = tuple(notes.press(note, words.say(audience.language), action) for action, words in own)
    wanted = said is Agreement.REFUSED and note.exchange_id is None
    await callback.message.edit_reply_markup(reply_markup=inline((row,)) if wanted else None)
