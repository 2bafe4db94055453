"""Becoming the first admin by the code that the operator sees."""

from typing import Final

from aiogram import Bot
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.catalogue.setting_up import SettingUpWords
from bot.conversation.sending import reply
from bot.conversation.setting_up.choosing import go_on
from bot.conversation.setting_up.operator import Operator
from bot.places import SettingUp
from bot.rendering import Audience, sentence
from knowledge.governance.setting_up import Claimed

_REFUSALS: Final = {
    Claimed.WRONG: SettingUpWords.WRONG_CODE,
    Claimed.TOO_OFTEN: SettingUpWords.TOO_OFTEN,
    Claimed.CLOSED: SettingUpWords.CLOSED,
}


async def claim(
    message: Message,
    command: CommandObject,
    bot: Bot,
    audience: Audience,
    setting_up: SettingUp | None = None,
) -> None:
    """Take the code of /setup; without one, say where it is found as long as there is no admin.

    Raises:
        SkipHandler: an admin is needed here, and there is one.
    """
    code = (command.args or "").strip()
    if setting_up is None or (not code and await setting_up.granted.has_admin()):
        raise SkipHandler
    if code:
        await claim_by_link(message, code, bot, audience, setting_up)
    else:
        await reply(message, sentence(SettingUpWords.NEEDS_CODE.say(audience.language)))


async def claim_by_link(
    message: Message, code: str, bot: Bot, audience: Audience, setting_up: SettingUp | None = None
) -> None:
    """Take a code: whoever is an admin now, or was when they sent it once more, goes on with the first step.

    Raises:
        SkipHandler: nothing can be set up here.
    """
    user = message.from_user
    if setting_up is None or user is None:
        raise SkipHandler
    if not await setting_up.granted.is_admin(user.id):
        claimed = await setting_up.claim_bot(user.id, code)
        if claimed is not Claimed.WON:
            await reply(message, sentence(_REFUSALS[claimed].say(audience.language)))
            return
        await reply(message, sentence(SettingUpWords.WON.say(audience.language)))
    await go_on(message, 0, Operator(user.id, bot, setting_up, audience))
