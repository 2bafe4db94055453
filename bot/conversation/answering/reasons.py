"""Why somebody finds an answer bad: by a button in private, or in their own words."""

import datetime as dt
import re
from typing import Any, Final

from aiogram import Bot, Router
from aiogram.enums import ParseMode
from aiogram.filters import CommandObject, CommandStart, Filter
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message

from bot.buttons import Press
from bot.catalogue.opinions import OpinionWords
from bot.conversation.addressing import is_command, is_private, text_of
from bot.conversation.answering.opinions import ABOUT, put_below, reasons, tallied
from bot.conversation.presses import Pressed
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, sentence
from bot.rendering.runs import clean, clipped
from bot.weekly import WeeklyUseCases
from knowledge.records import Fault
from knowledge.remembering.giving_opinions import GiveOpinion, GiveReason

_LINK: Final = re.compile(r"why_(\d{1,9})")
_PURPOSE: Final = re.compile(r"why:(\d{1,9})")
_PATIENCE: Final = dt.timedelta(minutes=2)
_QUESTION: Final = 60
"""Characters of a question that are shown again."""


class Awaited(Filter):
    """Lets through a reason in somebody's own words, as a reply to the bot's question for it."""

    async def __call__(self, message: Message, bot: Bot, weekly: WeeklyUseCases | None = None) -> bool | dict[str, Any]:
        """The exchange whose answer it is about, as `exchange_id`."""
        asked = message.reply_to_message
        if weekly is None or asked is None or message.from_user is None or is_command(message):
            return False
        if asked.from_user is None or asked.from_user.id != bot.id or not text_of(message):
            return False
        purpose = await weekly.waiting.purpose(message.chat.id, asked.message_id, message.from_user.id)
        found = _PURPOSE.fullmatch(purpose or "")
        return {"exchange_id": int(found[1])} if found else False


def router() -> Router:
    """The link from a group, the reasons' buttons, and the reply; before what takes every private text."""
    giving = Router(name="reasons")
    giving.message.register(ask_why, CommandStart(ignore_case=True), _is_why)
    giving.message.register(in_words, Awaited())
    giving.callback_query.register(by_button, Pressed(ABOUT, {"fault"}))
    return giving


async def _is_why(message: Message, command: CommandObject) -> bool | dict[str, int]:
    """Lets through `/start why_12` in private."""
    found = _LINK.fullmatch((command.args or "").strip())
    return {"exchange_id": int(found[1])} if found and is_private(message) else False


async def ask_why(message: Message, exchange_id: int, give_reason: GiveReason, audience: Audience) -> None:
    """Show the reasons to somebody who has found the answer bad."""
    asker = message.from_user
    exchange = await give_reason.disliked(exchange_id, asker.id) if asker else None
    if exchange is None:
        await reply(message, sentence(OpinionWords.ONLY_THEIRS.say(audience.language)))
        return
    said = OpinionWords.WHY.say(audience.language, question=clipped(exchange.typed, _QUESTION))
    keyboard = InlineKeyboardMarkup(inline_keyboard=reasons(exchange_id, audience, apart=True))
    await reply(message, sentence(said), keyboard)


async def by_button(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    callback: CallbackQuery,
    press: Press,
    give_opinion: GiveOpinion,
    give_reason: GiveReason,
    audience: Audience,
    weekly: WeeklyUseCases | None = None,
) -> None:
    """Note the reason, for whoever found the answer bad; whatever else it is, they may say in their own words."""
    is_known = press.more in set(Fault)
    if not is_known or not await give_reason(press.id, callback.from_user.id, Fault(press.more)):
        await notice(callback, OpinionWords.ONLY_THEIRS.say(audience.language), alert=True)
        return
    place = callback.message
    if isinstance(place, Message) and is_private(place) and press.more == Fault.OTHER and weekly is not None:
        await _ask_for_words(callback, place, press.id, weekly, audience)
    await notice(callback, OpinionWords.NOTED.say(audience.language))
    if isinstance(place, Message) and press.version:
        await rewrite(place, sentence(OpinionWords.REASON_NOTED.say(audience.language))[0], None)
    elif place is not None:
        await put_below(place, [await tallied(press.id, give_opinion)])


async def _ask_for_words(
    callback: CallbackQuery, place: Message, exchange_id: int, weekly: WeeklyUseCases, audience: Audience
) -> None:
    asked = await place.answer(
        OpinionWords.OWN_WORDS.say(audience.language),
        parse_mode=ParseMode.HTML,
        reply_markup=ForceReply(input_field_placeholder=OpinionWords.OWN_WORDS_HINT.say(audience.language)),
    )
    person, purpose = callback.from_user.id, f"why:{exchange_id}"
    await weekly.waiting.expect(place.chat.id, asked.message_id, person, purpose, asked.date)


async def in_words(
    message: Message, exchange_id: int, give_reason: GiveReason, weekly: WeeklyUseCases, audience: Audience
) -> None:
    """Note somebody's own words, within two minutes by Telegram's clock."""
    asked, person = message.reply_to_message, message.from_user
    if asked is None or person is None:
        return
    if message.date - asked.date > _PATIENCE:
        said = OpinionWords.TOO_LATE
    elif await give_reason(exchange_id, person.id, Fault.OTHER, clean(text_of(message))):
        said = OpinionWords.REASON_NOTED
    else:
        said = OpinionWords.ONLY_THEIRS
    await weekly.waiting.done(message.chat.id, asked.message_id)
    await reply(message, sentence(said.say(audience.language)))
