"""The buttons under a member's own note."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias
from zlib import crc32

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.buttons import Keyboard, Press
from bot.catalogue.submitting import Submissions
from bot.conversation import presses
from bot.conversation.keyboards import inline
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, notes, sentence
from bot.rendering.runs import one_line
from bot.weekly import WeeklyUseCases
from knowledge.records import Origin
from knowledge.weekly.compiled import Section
from knowledge.weekly.submitting import ConsentWanted, Sender
from knowledge.weekly.submitting.changing import Wish

_SECTIONS: Final = frozenset(Section)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press with who pressed, and where."""

    callback: CallbackQuery
    press: Press
    weekly: WeeklyUseCases
    audience: Audience

    @property
    def user_id(self) -> int:
        """Who pressed."""
        return self.callback.from_user.id

    async def show(self, text: str, keyboard: Keyboard = ()) -> None:
        """Put this in the place of the message above the button."""
        await notice(self.callback)
        if isinstance(self.callback.message, Message):
            await rewrite(self.callback.message, text, inline(keyboard))

    async def take_away(self) -> None:
        """Take the button away, as it has done what it can; the others stay."""
        message = self.callback.message
        if not isinstance(message, Message) or message.reply_markup is None:
            return
        rows = message.reply_markup.inline_keyboard
        left = [[one for one in row if one.callback_data != self.callback.data] for row in rows]
        with contextlib.suppress(TelegramBadRequest):  # it is gone already
            await message.edit_reply_markup(reply_markup=InlineKeyboardMarkup(inline_keyboard=[*filter(None, left)]))

    async def say(self, words: str) -> None:
        """Put a sentence in its place."""
        await self.show(sentence(words)[0])


_Action: TypeAlias = Callable[[Pressed], Awaitable[None]]


def router() -> Router:
    """The buttons."""
    pressing = Router(name="pressing a note's buttons")
    pressing.callback_query.register(pressed, presses.Pressed("note", _ACTIONS))
    return pressing


async def pressed(callback: CallbackQuery, press: Press, weekly: WeeklyUseCases, audience: Audience) -> None:
    """Do what the button says."""
    await _ACTIONS[press.action](Pressed(callback, press, weekly, audience))


async def _confirm(by: Pressed) -> None:
    person, press = by.callback.from_user, by.press
    sender = Sender(person.id, person.full_name, person.language_code)
    outcome = await by.weekly.submitting.confirm_note(sender, press.id, press.version, agreed=press.more == "agreed")
    if isinstance(outcome, ConsentWanted):
        await by.show(*notes.consent(outcome.written, by.audience))
    else:
        await by.show(*notes.confirmed(outcome, by.audience))


async def _arrange(by: Pressed) -> None:
    press, arrange = by.press, by.weekly.submitting.arrange_preview
    shown = await arrange(by.user_id, press.id, press.version, _wish(press))
    await by.show(*await asyncio.to_thread(notes.preview, shown, by.audience))


def _wish(press: Press) -> Wish:
    match press.action:
        case "section" if press.more in _SECTIONS:
            return Wish(section=Section(press.more))
        case "anonymous":
            return Wish(anonymous=press.more == "1")
        case "join" if press.number is not None:
            return Wish(joins=press.number)
        case _:
            return Wish()


async def _cancel(by: Pressed) -> None:
    await by.weekly.submitting.cancel_draft(by.user_id, by.press.id, by.press.version)
    await by.say(Submissions.CANCELLED.say(by.audience.language))


async def _withdraw(by: Pressed) -> None:
    submitting, press = by.weekly.submitting, by.press
    if press.more == "sure":
        note = await submitting.withdraw_note(by.user_id, press.id)
        await by.say(Submissions.WITHDRAWN.say(by.audience.language, id=note.id))
        return
    note = await submitting.desk.own(press.id, by.user_id)
    await by.show(*notes.withdrawing(await submitting.desk.written(note.id), by.audience))


async def _queue_jump(by: Pressed) -> None:
    jumped = await by.weekly.submitting.jump_queue(by.user_id, by.press.id)
    said = Submissions.JUMPED if jumped else Submissions.NO_REVIEW
    await notice(by.callback, said.say(by.audience.language), alert=True)
    await by.take_away()


async def _edit(by: Pressed) -> None:
    """In private it begins here; from a group it leads there, as only there messages are collected."""
    submitting, message = by.weekly.submitting, by.callback.message
    await submitting.desk.own(by.press.id, by.user_id)
    if message is None or message.chat.type != ChatType.PRIVATE:
        await by.callback.answer(url=f"https://t.me/{by.audience.bot}?start=n_{by.press.id}")
        return
    # An origin begins one note: a press has no message of its own, but a number.
    origin = Origin(message.chat.id, -crc32(by.callback.id.encode()) - 1, by.user_id, private=True)
    note = await submitting.amend_note(by.user_id, by.press.id, origin)
    await notice(by.callback)
    if isinstance(message, Message):
        await reply(message, sentence(Submissions.AMEND.say(by.audience.language, id=note.amends or note.supersedes)))


async def _consent(by: Pressed) -> None:
    given = by.press.more == "yes"
    quoted = await by.weekly.submitting.answer_consent(by.user_id, by.press.id, given=given)
    said = Submissions.NOW_GIVEN if given else Submissions.NOW_REFUSED
    await by.say(said.say(by.audience.language, label=one_line(quoted.label)))


_ACTIONS: Final[Mapping[str, _Action]] = {
    "confirm": _confirm,
    "section": _arrange,
    "anonymous": _arrange,
    "join": _arrange,
    "cancel": _cancel,
    "withdraw": _withdraw,
    "queue_jump": _queue_jump,
    "edit": _edit,
    "consent": _consent,
}
