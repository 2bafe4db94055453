"""What is set up, to whoever governs the bot."""

from typing import Final

from aiogram.types import Message

from bot.buttons import Keyboard
from bot.catalogue.setting_up import SettingUpWords
from bot.conversation.connecting.standing import Lack, lack_of
from bot.conversation.keyboards import inline
from bot.conversation.sending import reply
from bot.conversation.setting_up.operator import Operator
from bot.rendering import sentence
from bot.rendering.runs import clipped
from bot.rendering.setting_up import STEPS, Shown, chats_of, here, page
from knowledge.governance.setting_up import Chosen

LONGEST_TITLE: Final = 64
LACKS: Final = {
    Lack.NOT_THERE: SettingUpWords.NOT_THERE,
    Lack.MUTED: SettingUpWords.MUTED,
    Lack.NO_POSTING: SettingUpWords.NO_POSTING,
}


async def show(message: Message, operator: Operator) -> None:
    """All that is set, with buttons to change it."""
    await operator.setting_up.places.refresh()
    texts, keyboard = await shown_to(operator)
    await reply(message, texts, inline(keyboard))


async def ask_here(message: Message, operator: Operator) -> None:
    """In a group, which is served from now on: what it is for."""
    chat = message.chat
    title = clipped(chat.title or "", LONGEST_TITLE) or None
    await operator.setting_up.set_place.admit(Chosen(chat.id, chat.type, title), operator.actor)
    buttons = here(operator.language, operator.setting_up.places.fixed)
    await reply(message, sentence(SettingUpWords.HERE.say(operator.language)), inline(buttons))


async def shown_to(operator: Operator, *, ended: bool = False) -> tuple[list[str], Keyboard]:
    """The page for an admin, with what the bot lacks in each of the chats."""
    setting_up, reader, bot = operator.setting_up, operator.actor, operator.bot
    places = setting_up.places.current
    chats = {one for place in STEPS for one in chats_of(places, place) if one != reader}
    known = {one: await setting_up.admissions.admission(one) for one in chats}
    titles = {one: admission.title for one, admission in known.items() if admission and admission.title}
    lacks = {one: LACKS[lack] for one in chats if (lack := await lack_of(bot, one)) is not None}
    me = await bot.get_me()
    privacy = me.can_read_all_group_messages is False
    return page(Shown(places, reader, setting_up.places.fixed, titles, lacks, privacy), operator.language, ended=ended)
