"""What the bot was used for: /stats, as a picture with buttons that turn it."""

import re
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Final

from aiogram import Bot, Router
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import CommandObject
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup, InputMediaPhoto, Message
from aiogram.utils.chat_action import ChatActionSender

from bot.buttons import Button, Press
from bot.catalogue.statistics import StatisticsWords
from bot.conversation.addressing import LooseCommand, is_private
from bot.conversation.guarding.permitting import Governs, IsAdmin
from bot.conversation.keyboards import inline
from bot.conversation.presses import Pressed, in_group, in_private
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, sentence
from bot.rendering.statistics import caption
from bot.rendering.statistics_sheet import sheet
from knowledge.statistics.figures import Overview
from knowledge.statistics.ports import ChartRefused, Charts
from knowledge.statistics.show_statistics import ShowStatistics

ABOUT: Final = "stats"
PERIODS: Final = (7, 30, 90)
"""Days."""

_USUAL: Final = 30
_DAYS: Final = re.compile(r"(\d{1,3})\s*(?:d|days?|天)?", re.IGNORECASE)


def router() -> Router:
    """The command and its buttons: in private of the whole bot for its admins, in a group for whoever governs that."""
    statistics = Router(name="statistics")
    command = LooseCommand("stats", ignore_case=True)
    statistics.message.register(show, command, is_private, IsAdmin())
    statistics.message.register(show, command, _is_group, Governs())
    statistics.callback_query.register(turn, Pressed(ABOUT, ("show",)), in_private, IsAdmin())
    statistics.callback_query.register(turn, Pressed(ABOUT, ("show",)), in_group, Governs())
    statistics.callback_query.register(from_menu, Pressed("admin", ("stats",)), in_private, IsAdmin())
    return statistics


def _is_group(message: Message) -> bool:
    return not is_private(message)


async def show(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    message: Message,
    command: CommandObject,
    bot: Bot,
    statistics: ShowStatistics,
    charts: Charts,
    audience: Audience,
) -> None:
    """Send the picture, or say how to ask for one."""
    wanted = _DAYS.fullmatch((command.args or str(_USUAL)).strip())
    if wanted is None or int(wanted[1]) not in PERIODS:
        await reply(message, sentence(StatisticsWords.USAGE.say(audience.language)))
        return
    async with _at_work(message, bot):
        await _send(message, await statistics(int(wanted[1]), _chat_of(message)), charts, audience)


async def from_menu(
    callback: CallbackQuery, page: Message, statistics: ShowStatistics, charts: Charts, audience: Audience
) -> None:
    """Send the picture below the menu."""
    await notice(callback, StatisticsWords.DRAWING.say(audience.language))
    await _send(page, await statistics(_USUAL), charts, audience)


async def turn(  # noqa: PLR0913, PLR0917  as above
    callback: CallbackQuery,
    press: Press,
    page: Message,
    statistics: ShowStatistics,
    charts: Charts,
    audience: Audience,
) -> None:
    """Put the picture of other days in the place of this."""
    if press.id not in PERIODS:
        await notice(callback)
        return
    await notice(callback, StatisticsWords.DRAWING.say(audience.language))  # drawing takes longer than a press may wait
    overview = await statistics(press.id, _chat_of(page))
    words, keyboard = caption(overview, audience.language), _keyboard(press.id, audience)
    try:
        picture = await _picture(overview, charts, audience)
    except ChartRefused:
        if page.photo:
            await notice(callback, StatisticsWords.NO_CHART.say(audience.language))
            return
        await rewrite(page, _alone(overview, audience), keyboard)
        return
    media = InputMediaPhoto(media=picture, caption=words, parse_mode=ParseMode.HTML)
    try:
        await page.edit_media(media, reply_markup=keyboard)
    except TelegramBadRequest as error:
        if "message is not modified" not in error.message:
            raise


async def _send(message: Message, overview: Overview, charts: Charts, audience: Audience) -> None:
    keyboard = _keyboard(overview.period.days, audience)
    try:
        picture = await _picture(overview, charts, audience)
    except ChartRefused:
        await reply(message, [_alone(overview, audience)], keyboard)
        return
    await message.answer_photo(
        picture,
        caption=caption(overview, audience.language),
        parse_mode=ParseMode.HTML,
        reply_parameters=message.as_reply_parameters(allow_sending_without_reply=True),
        reply_markup=keyboard,
    )


async def _picture(overview: Overview, charts: Charts, audience: Audience) -> BufferedInputFile:
    drawn = await charts.drawn(sheet(overview, audience.language))
    return BufferedInputFile(drawn, filename=f"stats-{overview.period.dates()[-1]}-{overview.period.days}d.png")


def _alone(overview: Overview, audience: Audience) -> str:
    """The numbers where there is no picture."""
    return caption(overview, audience.language, StatisticsWords.NO_CHART.say(audience.language))


def _keyboard(shown: int, audience: Audience) -> InlineKeyboardMarkup | None:
    def button(days: int) -> Button:
        words = StatisticsWords.DAYS.say(audience.language, days=days)
        return Button(f"· {words} ·" if days == shown else words, Press(ABOUT, "show", days).pack())

    return inline((tuple(map(button, PERIODS)),))


def _chat_of(message: Message) -> int | None:
    """The chat that is counted; None where it is the whole bot, which is told of in private."""
    return None if is_private(message) else message.chat.id


def _at_work(message: Message, bot: Bot) -> AbstractAsyncContextManager[object]:
    return ChatActionSender.upload_photo(message.chat.id, bot) if is_private(message) else nullcontext()
