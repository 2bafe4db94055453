"""A chat's manners: /policy and /language, by whoever governs it."""

from typing import Final

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import Press
from bot.catalogue import Language
from bot.catalogue.manners import Manners
from bot.conversation.addressing import LooseCommand, is_private
from bot.conversation.guarding.permitting import Governs
from bot.conversation.keyboards import inline
from bot.conversation.manners import calibrating, shadowing
from bot.conversation.manners.hearing import hears
from bot.conversation.manners.tongues import audience_in
from bot.conversation.presses import Pressed
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, manners, sentence
from bot.rendering.manners import CALIBRATE, LANGUAGE, POLICY, SHADOW
from knowledge.governance.manners import ChangeManners
from knowledge.ports import Policies
from knowledge.records import ChatPolicy, Policy

_LANGUAGES: Final = frozenset({"zh", "en", "auto"})
_COMMANDS: Final = (POLICY, LANGUAGE, SHADOW, CALIBRATE)


def router() -> Router:
    """The commands and their buttons; whoever may not use them gives a group no reason for a word."""
    policies = Router(name="policies")
    policies.message.register(show_policy, LooseCommand(POLICY, ignore_case=True), Governs())
    policies.message.register(show_language, LooseCommand(LANGUAGE, ignore_case=True), Governs())
    policies.callback_query.register(press_policy, Pressed(POLICY, set(Policy)), Governs())
    policies.callback_query.register(press_language, Pressed(LANGUAGE, _LANGUAGES), Governs())
    policies.include_routers(shadowing.router(), calibrating.router(), _others())
    return policies


def _others() -> Router:
    others = Router(name="policies, of others")
    others.message.register(_say_nothing, LooseCommand(*_COMMANDS, ignore_case=True), F.chat.type != ChatType.PRIVATE)
    for about in _COMMANDS:
        others.callback_query.register(_not_theirs, Pressed(about))
    return others


async def show_policy(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    message: Message, command: CommandObject, actor: int, bot: Bot, change_manners: ChangeManners, audience: Audience
) -> None:
    """What is set, once it is as the words say."""
    wanted = (command.args or "").strip().casefold()
    if is_private(message):
        await reply(message, sentence(Manners.FOR_GROUPS.say(audience.language)))
    elif wanted and wanted not in set(Policy):
        await reply(message, sentence(Manners.POLICY_USAGE.say(audience.language)))
    else:
        chat = await _policy(message.chat.id, wanted, actor, change_manners)
        text, keyboard = manners.policy(chat, audience, await remarks(chat, bot, change_manners.policies))
        await reply(message, [text], inline(keyboard))


async def press_policy(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    callback: CallbackQuery, press: Press, actor: int, bot: Bot, change_manners: ChangeManners, audience: Audience
) -> None:
    """Set what the button says, and show it in the place of what was set."""
    page = callback.message
    if isinstance(page, Message) and not is_private(page):
        chat = await _policy(page.chat.id, press.action, actor, change_manners)
        text, keyboard = manners.policy(chat, audience, await remarks(chat, bot, change_manners.policies))
        await rewrite(page, text, inline(keyboard))
    await notice(callback)


async def show_language(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    message: Message,
    command: CommandObject,
    actor: int,
    change_manners: ChangeManners,
    audience: Audience,
    default_language: Language = "zh",
) -> None:
    """What is spoken, once it is as the words say."""
    wanted = (command.args or "").strip().casefold()
    if wanted and wanted not in _LANGUAGES:
        await reply(message, sentence(Manners.LANGUAGE_USAGE.say(audience.language)))
        return
    chat = await _language(message.chat.id, wanted, actor, change_manners)
    spoken = audience_in(chat, message.from_user, audience, default_language)
    text, keyboard = manners.language(chat, spoken, private=is_private(message))
    await reply(message, [text], inline(keyboard))


async def press_language(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    callback: CallbackQuery,
    press: Press,
    actor: int,
    change_manners: ChangeManners,
    audience: Audience,
    default_language: Language = "zh",
) -> None:
    """Speak what the button says, and show it in the place of what was spoken."""
    page = callback.message
    if isinstance(page, Message):
        chat = await _language(page.chat.id, press.action, actor, change_manners)
        spoken = audience_in(chat, callback.from_user, audience, default_language)
        text, keyboard = manners.language(chat, spoken, private=is_private(page))
        await rewrite(page, text, inline(keyboard))
    await notice(callback)


async def remarks(chat: ChatPolicy, bot: Bot, policies: Policies) -> list[Manners]:
    """What stands in the way of a chat that listens."""
    if chat.policy is not Policy.LISTEN:
        return []
    said = [] if await hears(bot, chat.chat_id) else [Manners.DEAF]
    if await policies.gate(chat.chat_id) is None:
        said.append(Manners.NO_GATE)
    return [*said, Manners.SHADOWED] if chat.shadow else said


async def _policy(chat_id: int, wanted: str, actor: int, change_manners: ChangeManners) -> ChatPolicy:
    """What is set, once it is as wanted."""
    if not wanted:
        return await change_manners.policies.policy(chat_id)
    return await change_manners(chat_id, actor, policy=Policy(wanted))


async def _language(chat_id: int, wanted: str, actor: int, change_manners: ChangeManners) -> ChatPolicy:
    if not wanted:
        return await change_manners.policies.policy(chat_id)
    return await change_manners(chat_id, actor, language=None if wanted == "auto" else wanted)


async def _say_nothing(_: Message) -> None:
    """Whoever may not is no reason for a word in a group."""


async def _not_theirs(callback: CallbackQuery, audience: Audience) -> None:
    """Tell whoever pressed that the button is not for them."""
    await notice(callback, Manners.NOT_YOURS.say(audience.language), alert=True)
