"""The way to an issue's WeChat page: a link for one editor, sent where nobody else reads it."""

from collections.abc import Callable

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, LinkPreviewOptions

from bot.buttons import Press
from bot.catalogue.overviews import Overview
from bot.conversation.reviewing.desk import Desk
from bot.conversation.sending import notice
from bot.rendering.layout import messages
from bot.rendering.runs import Block, Run


async def send_link(
    callback: CallbackQuery,
    press: Press,
    bot: Bot,
    desk: Desk,
    editors_link: Callable[[int, str], str | None] | None = None,
) -> None:
    """Send the link to the editor in private; a client's preview would be a visit, so there is none."""
    spoken = desk.audience.language
    issue = await desk.weekly.issues.issue(press.id)
    number = issue.number if issue else None
    link = editors_link(number, desk.actor) if editors_link and number is not None else None
    if link is None:
        await notice(callback, Overview.NO_PAGE.say(spoken), alert=True)
        return
    said = Overview.WECHAT_LINK.say(spoken, number=number)
    (html,) = messages([Block((Run(said, href=link),))])
    try:
        await bot.send_message(
            desk.user.id, html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        )
    except (TelegramForbiddenError, TelegramBadRequest):
        await notice(callback, Overview.TALK_FIRST.say(spoken), alert=True)
        return
    await notice(callback, Overview.LINK_SENT.say(spoken))
