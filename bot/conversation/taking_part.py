"""Somebody's own part in the weekly: /mine, in private, and what its buttons do."""

import asyncio

from aiogram import Router
from aiogram.types import BufferedInputFile, CallbackQuery, Message, User

from bot.buttons import Keyboard, Press
from bot.catalogue.taking_part import TakingPartWords
from bot.conversation.addressing import LooseCommand, is_private
from bot.conversation.keyboards import inline
from bot.conversation.presses import Pressed, in_private
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, own_notes, sentence
from bot.rendering.own_notes import MINE
from bot.weekly import WeeklyUseCases
from knowledge.weekly.taking_part import Mine, Person, Wish


def router() -> Router:
    """The command, and the buttons of what it shows."""
    taking_part = Router(name="taking part")
    taking_part.message.register(mine, LooseCommand("mine", ignore_case=True))
    taking_part.callback_query.register(export, Pressed(MINE, ("export",)), in_private)
    taking_part.callback_query.register(erase, Pressed(MINE, ("erase",)), in_private)
    taking_part.callback_query.register(turn, Pressed(MINE), in_private)
    return taking_part


async def mine(message: Message, weekly: WeeklyUseCases, audience: Audience) -> None:
    """The list; in a group only where to get it, with the streak of those who let it be shown."""
    user = message.from_user
    if user is None or message.sender_chat is not None:
        await reply(message, sentence(TakingPartWords.NOBODY.say(audience.language)))
        return
    shown = await weekly.taking_part.show_mine(_person(user))
    if not is_private(message):
        await reply(message, sentence(_in_group(shown, audience)))
        return
    text, keyboard = await asyncio.to_thread(own_notes.listed, shown, 0, audience)
    await reply(message, [text], inline(keyboard))


async def turn(
    callback: CallbackQuery, press: Press, page: Message, weekly: WeeklyUseCases, audience: Audience
) -> None:
    """Show a note, the wishes or another part of the list in the place of this, once a wish is changed if it is one."""
    person = _person(callback.from_user)
    if press.action == "wish" and press.more in set(Wish):
        await weekly.taking_part.change_wish(person, Wish(press.more), wanted=bool(press.version))
    shown = await asyncio.to_thread(_shown, press, await weekly.taking_part.show_mine(person), audience)
    if shown is None:
        await notice(callback, TakingPartWords.GONE.say(audience.language), alert=True)
        return
    await rewrite(page, shown[0], inline(shown[1]))
    await notice(callback)


async def export(callback: CallbackQuery, page: Message, weekly: WeeklyUseCases, audience: Audience) -> None:
    """Send the notes of a year as a file."""
    shown = await weekly.taking_part.show_mine(_person(callback.from_user))
    notes = own_notes.year_of(shown.notes, weekly.taking_part.show_mine.clock.now())
    if not notes:
        await notice(callback, TakingPartWords.NOTHING_TO_EXPORT.say(audience.language), alert=True)
        return
    name = f"notes-{audience.day(notes[-1].note.opened_at)}.md"
    caption = TakingPartWords.EXPORTED.say(audience.language, count=len(notes))
    below = page.as_reply_parameters(allow_sending_without_reply=True)
    file = BufferedInputFile(own_notes.export(notes, audience).encode(), filename=name)
    await page.answer_document(file, caption=caption, reply_parameters=below)
    await notice(callback)


async def erase(
    callback: CallbackQuery, press: Press, page: Message, weekly: WeeklyUseCases, audience: Audience
) -> None:
    """Ask whether everything is to go; once that is sure, and nothing has come since, erase it."""
    await notice(callback)  # printing an issue anew takes longer than a press may wait
    count = len((await weekly.taking_part.show_mine(_person(callback.from_user))).notes)
    if press.more == "sure" and press.version == count:
        text, keyboard = own_notes.erased(await weekly.taking_part.erase_mine(callback.from_user.id), audience)
    else:
        text, keyboard = own_notes.sure(count, audience)
    await rewrite(page, text, inline(keyboard))


def _shown(press: Press, shown: Mine, audience: Audience) -> tuple[str, Keyboard] | None:
    """What stands in the place of the message; None where it is about a note that is not theirs, or gone."""
    if press.action == "show":
        found = next((one for one in shown.notes if one.note.id == press.id), None)
        return own_notes.note(found, press.version, audience) if found else None
    if press.action in {"wishes", "wish"}:
        return own_notes.wishes(shown.member, audience)
    return own_notes.listed(shown, press.version if press.action == "page" else 0, audience)


def _in_group(shown: Mine, audience: Audience) -> str:
    said = [TakingPartWords.IN_GROUP.say(audience.language)]
    if shown.member.shows_streak and shown.streak.weeks:
        name = own_notes.name_of(shown.member)
        said.append(TakingPartWords.IN_GROUP_STREAK.say(audience.language, name=name, weeks=shown.streak.weeks))
    return "\n".join(said)


def _person(user: User) -> Person:
    return Person(user.id, user.full_name, user.language_code)
