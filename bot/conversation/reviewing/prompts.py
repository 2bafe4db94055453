"""What an editor is asked to write: the bot's question waits in the database for the reply to it."""

import re
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from aiogram import Bot
from aiogram.enums import ChatType, ParseMode
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ForceReply, LinkPreviewOptions, Message

from bot.buttons import Press
from bot.catalogue.overviews import Overview
from bot.catalogue.reviewing import Cards
from bot.conversation.addressing import is_command
from bot.conversation.reviewing.desk import Desk
from bot.conversation.sending import notice, reply
from bot.rendering.layout import messages
from bot.rendering.runs import Block, Frame, Run, clean, one_line
from bot.weekly import WeeklyUseCases
from knowledge.weekly.issues import Issue
from knowledge.weekly.notes import NoteEvent, Written

_PURPOSE: Final = re.compile(r"(reject|ask|reword|foreword|unfreeze):(\d+):(\d+):(\d+)")


@dataclass(frozen=True, slots=True)
class Awaited:
    """What a reply is for: the note or issue in the version that it was asked for, and the message to be refreshed."""

    kind: str
    id: int
    version: int
    message_id: int


class Reply(Filter):
    """Lets through the replies that an editor was asked for, by whoever was asked; they are given as `awaited`.

    However late: what was asked for waits in the database. A command is none.
    """

    async def __call__(self, message: Message, bot: Bot, weekly: WeeklyUseCases | None = None) -> bool | dict[str, Any]:
        """What the reply is for, where it is such a one."""
        asked = _replied_to(message, bot)
        if weekly is None or asked is None or message.from_user is None:
            return False
        purpose = await weekly.waiting.purpose(message.chat.id, asked.message_id, message.from_user.id)
        found = _PURPOSE.fullmatch(purpose or "")
        return {"awaited": Awaited(found[1], int(found[2]), int(found[3]), int(found[4]))} if found else False


class ForAnother(Filter):
    """Lets through replies to what the bot has asked another person; who that is is given as `waits_for`."""

    async def __call__(self, message: Message, bot: Bot, weekly: WeeklyUseCases | None = None) -> bool | dict[str, Any]:
        """Whose reply is waited for, where it is another's."""
        asked = _replied_to(message, bot)
        if weekly is None or asked is None:
            return False
        person = await weekly.waiting.waits_for(message.chat.id, asked.message_id)
        is_theirs = message.from_user is not None and message.from_user.id == person
        return False if person is None or is_theirs else {"waits_for": person}


def _replied_to(message: Message, bot: Bot) -> Message | None:
    """The bot's message that this replies to; a command is no reply."""
    asked = message.reply_to_message
    is_own = asked is not None and asked.from_user is not None and asked.from_user.id == bot.id
    return asked if is_own and not is_command(message) else None


async def ask_reason(callback: CallbackQuery, press: Press, event: NoteEvent, desk: Desk) -> None:
    """Ask why changes are wanted, or a note is rejected."""
    spoken = desk.audience.language
    rejects = event is NoteEvent.REJECT
    what = (Cards.WHAT_REJECT if rejects else Cards.WHAT_ASK).say(spoken)
    html = Cards.GIVE_REASON.say(spoken, name=_mention(callback, desk), id=press.id, what=what)
    await _ask(callback, html, f"{'reject' if rejects else 'ask'}:{press.id}:{press.version}", desk)


async def ask_wording(callback: CallbackQuery, written: Written, desk: Desk) -> None:
    """Show a note as it was written, and ask for another wording."""
    note = written.note
    html = Cards.GIVE_WORDING.say(desk.audience.language, name=_mention(callback, desk), id=note.id)
    await _show(callback, written.revision.text)
    await _ask(callback, html, f"reword:{note.id}:{note.version}", desk)


async def ask_foreword(callback: CallbackQuery, issue: Issue, desk: Desk) -> None:
    """Show the foreword as it is, and ask for another."""
    spoken = desk.audience.language
    html = Overview.FOREWORD_PLEASE.say(spoken, name=_mention(callback, desk))
    await _show(callback, issue.foreword or Overview.NONE_YET.say(spoken))
    await _ask(callback, html, f"foreword:{issue.id}:{issue.version}", desk)


async def ask_unfreezing(callback: CallbackQuery, issue: Issue, desk: Desk) -> None:
    """Ask why an issue is to be unfrozen."""
    html = Overview.WHY_UNFREEZE.say(desk.audience.language, name=_mention(callback, desk))
    await _ask(callback, html, f"unfreeze:{issue.id}:{issue.version}", desk)


def _mention(callback: CallbackQuery, desk: Desk) -> str:
    """The name of whoever is asked; among others as a mention, so that only they see the field for the reply."""
    name = escape(one_line(desk.user.full_name), quote=False)
    alone = callback.message is not None and callback.message.chat.type == ChatType.PRIVATE
    return name if alone else f'<a href="tg://user?id={desk.user.id}">{name}</a>'


async def _show(callback: CallbackQuery, text: str) -> None:
    """A text to be copied."""
    if isinstance(callback.message, Message):
        await reply(callback.message, messages([Block((Run(clean(text)),), Frame.PRE, language="markdown")]))


async def _ask(callback: CallbackQuery, html: str, purpose: str, desk: Desk) -> None:
    message = callback.message
    if isinstance(message, Message):
        asked = await message.answer(
            html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=message.as_reply_parameters(allow_sending_without_reply=True),
            reply_markup=ForceReply(selective=True),
        )
        awaited = f"{purpose}:{message.message_id}"
        await desk.weekly.waiting.expect(message.chat.id, asked.message_id, desk.user.id, awaited, desk.now())
    await notice(callback)
