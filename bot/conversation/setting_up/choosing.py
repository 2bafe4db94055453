"""Choosing which chat has which part: step by step, and each of them whenever somebody wants to change it.

Nothing of it is remembered: what is asked next follows from what is set, and from which step was answered last.
"""

from typing import Final

from aiogram.filters import Filter
from aiogram.types import (
    CallbackQuery,
    ChatAdministratorRights,
    ChatShared,
    KeyboardButton,
    KeyboardButtonRequestChat,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.buttons import Press
from bot.catalogue import Language
from bot.catalogue.setting_up import SettingUpWords
from bot.conversation.connecting.standing import Lack, lacking, seen_in
from bot.conversation.keyboards import inline
from bot.conversation.sending import notice, reply, rewrite
from bot.conversation.setting_up.operator import Operator
from bot.conversation.setting_up.showing import LACKS, LONGEST_TITLE, shown_to
from bot.rendering import sentence
from bot.rendering.runs import clipped
from bot.rendering.setting_up import STEPS, chats_of, place_of, setting_of, step_number, words_of
from knowledge.governance.setting_up import Chosen, Place

_NO_RIGHTS: Final = dict.fromkeys(
    (name for name, one in ChatAdministratorRights.model_fields.items() if one.is_required()), False
)
_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


async def go_on(message: Message, after: int, operator: Operator) -> None:
    """Ask for the next part after that number which nothing has; after the last one show what is set."""
    await operator.setting_up.places.refresh()  # another process may have set the last one
    places = operator.setting_up.places.current
    open_ = (
        place for place in STEPS[after:] if not chats_of(places, place) and not operator.setting_up.is_fixed(place)
    )
    if (place := next(open_, None)) is not None:
        await _ask(message, place, operator.language)
        return
    texts, keyboard = await shown_to(operator, ended=True)
    await reply(message, texts, inline(keyboard))


async def _ask(message: Message, place: Place, language: Language) -> None:
    chosen = KeyboardButton(text=SettingUpWords.CHOOSE.say(language), request_chat=_request(place))
    rows = [[chosen], [KeyboardButton(text=words_of(place, "SKIP").say(language))]]
    if place is Place.NOTICES:
        rows.insert(0, [KeyboardButton(text=SettingUpWords.TO_ME.say(language))])
    keyboard = ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, one_time_keyboard=True)
    await message.answer(words_of(place, "ASK").say(language), reply_markup=keyboard)


def _request(place: Place) -> KeyboardButtonRequestChat:
    """What Telegram offers to choose from: a channel where the person may make the bot an administrator, or a group."""
    if place is not Place.CHANNEL:
        return KeyboardButtonRequestChat(
            request_id=step_number(place), chat_is_channel=False, bot_is_member=True, request_title=True
        )
    posting = {"can_post_messages": True, "can_edit_messages": True}
    return KeyboardButtonRequestChat(
        request_id=step_number(place),
        chat_is_channel=True,
        user_administrator_rights=ChatAdministratorRights(**_NO_RIGHTS | posting | {"can_promote_members": True}),
        bot_administrator_rights=ChatAdministratorRights(**_NO_RIGHTS | posting),
        request_title=True,
    )


async def choose(callback: CallbackQuery, press: Press, operator: Operator) -> None:
    """Ask for one part again."""
    place = place_of(press.id)
    if place is None or not isinstance(callback.message, Message) or await _fixed(callback, place, operator):
        return
    await _ask(callback.message, place, operator.language)
    await notice(callback)


async def take_chat(message: Message, operator: Operator) -> None:
    """Give the chat that was chosen its part, where the bot may write there; else say what it lacks."""
    shared = message.chat_shared
    place = place_of(shared.request_id) if shared else None
    if shared is None or place is None:
        return
    if operator.setting_up.is_fixed(place):
        await _tell(message, SettingUpWords.FIXED.say(operator.language, name=setting_of(place)))
        return
    seen = await seen_in(operator.bot, shared.chat_id)
    lack = Lack.NOT_THERE if seen is None else lacking(*seen)
    if seen is None or lack is not None:
        await reply(message, sentence(LACKS[lack or Lack.NOT_THERE].say(operator.language)))
        return
    await _give(message, place, _chosen(shared, str(seen[0].type), seen[0].title), operator)
    await go_on(message, step_number(place), operator)


def _chosen(shared: ChatShared, kind: str, title: str | None) -> Chosen:
    return Chosen(shared.chat_id, kind, clipped(title or shared.title or "", LONGEST_TITLE) or None)


async def take_me(message: Message, operator: Operator) -> None:
    """Let notices go to whoever says so."""
    if operator.setting_up.is_fixed(Place.NOTICES):
        await _tell(message, SettingUpWords.FIXED.say(operator.language, name=setting_of(Place.NOTICES)))
        return
    await _give(message, Place.NOTICES, Chosen(operator.actor, "private"), operator)
    await go_on(message, step_number(Place.NOTICES), operator)


async def skip(message: Message, skipped: Place, operator: Operator) -> None:
    """Leave a part as it is, and go on."""
    await _tell(message, SettingUpWords.SKIPPED.say(operator.language))
    await go_on(message, step_number(skipped), operator)


async def drop(callback: CallbackQuery, press: Press, operator: Operator) -> None:
    """Take a part from a chat; pressed twice it is gone all the same."""
    place, number = place_of(press.id), press.more
    if place is None or not number.removeprefix("-").isdecimal() or not isinstance(callback.message, Message):
        return
    if await _fixed(callback, place, operator):
        return
    await operator.setting_up.set_place.take(place, int(number), operator.actor)
    await operator.setting_up.places.refresh()
    texts, keyboard = await shown_to(operator)
    await rewrite(callback.message, texts[0], inline(keyboard))
    await notice(callback)


async def set_here(callback: CallbackQuery, press: Press, operator: Operator) -> None:
    """Give the group in which the button stands its part."""
    place, page = place_of(press.id), callback.message
    if place is None or place is Place.CHANNEL or not isinstance(page, Message) or page.chat.id > 0:
        return
    if await _fixed(callback, place, operator):
        return
    title = clipped(page.chat.title or "", LONGEST_TITLE) or None
    await operator.setting_up.set_place.give(place, Chosen(page.chat.id, page.chat.type, title), operator.actor)
    await operator.setting_up.places.refresh()
    said = SettingUpWords.SET.say(operator.language, place=words_of(place, "SHORT").say(operator.language), name=title)
    await rewrite(page, sentence(said)[0], None)
    await notice(callback)


async def _fixed(callback: CallbackQuery, place: Place, operator: Operator) -> bool:
    if operator.setting_up.is_fixed(place):
        await notice(callback, SettingUpWords.FIXED.say(operator.language, name=setting_of(place)), alert=True)
    return operator.setting_up.is_fixed(place)


async def _give(message: Message, place: Place, chosen: Chosen, operator: Operator) -> None:
    await operator.setting_up.set_place.give(place, chosen, operator.actor)
    language = operator.language
    name = (
        SettingUpWords.MINE.say(language) if chosen.chat_id == operator.actor else chosen.title or str(chosen.chat_id)
    )
    await _tell(message, SettingUpWords.SET.say(language, place=words_of(place, "SHORT").say(language), name=name))


async def _tell(message: Message, said: str) -> None:
    """Say it, and put away the keyboard that asked."""
    await message.answer(clipped(said, 300), reply_markup=ReplyKeyboardRemove(), parse_mode=None)


class Skipped(Filter):
    """Lets through what the keyboard of a step says where it is skipped, with the part as `skipped`."""

    async def __call__(self, message: Message) -> bool | dict[str, Place]:
        """Which part it is."""
        for place in STEPS:
            if message.text in {words_of(place, "SKIP").say(language) for language in _LANGUAGES}:
                return {"skipped": place}
        return False


async def is_for_me(message: Message) -> bool:
    """Whether the keyboard says that notices go to whoever presses it."""
    return message.text in {SettingUpWords.TO_ME.say(language) for language in _LANGUAGES}
