"""The shadow of a chat: /shadow, what waits for a label, and the buttons that give one."""

from aiogram import Bot, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import Press
from bot.catalogue.manners import Manners
from bot.conversation.addressing import LooseCommand, is_private
from bot.conversation.guarding.authority import Authority
from bot.conversation.guarding.permitting import Governs
from bot.conversation.keyboards import inline
from bot.conversation.manners.hearing import hears
from bot.conversation.presses import Pressed, chat_of
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, manners, sentence
from bot.rendering.manners import SHADOW
from bot.teaching import Teaching
from knowledge.records import Overheard


def router() -> Router:
    """The command and its buttons; before what takes those of everybody else."""
    shadow = Router(name="shadow")
    shadow.message.register(show, LooseCommand(SHADOW, ignore_case=True), Governs())
    shadow.callback_query.register(switch, Pressed(SHADOW, {"on", "off"}), Governs())
    shadow.callback_query.register(turn, Pressed(SHADOW, {"list"}))
    shadow.callback_query.register(label, Pressed(SHADOW, {"yes", "no", "skip"}))
    return shadow


async def show(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    message: Message,
    command: CommandObject,
    actor: int,
    bot: Bot,
    teaching: Teaching,
    authority: Authority,
    audience: Audience,
) -> None:
    """Whether there is one, once it is as the words say; in private, what waits for a label."""
    wanted = (command.args or "").strip().casefold()
    if is_private(message):
        await _list(message, teaching, authority, audience)
    elif wanted in {"on", "off"}:
        said, shadowed = await _switched(message.chat.id, actor, bot, teaching, on=wanted == "on")
        text, _ = manners.shadow(said, audience, shadowed=shadowed)
        await reply(message, [text])
    elif wanted:
        await reply(message, sentence(Manners.SHADOW_USAGE.say(audience.language)))
    else:
        shadowed = (await teaching.change.policies.policy(message.chat.id)).shadow
        said = [Manners.SHADOW_ON_ALREADY if shadowed else Manners.SHADOW_OFF]
        text, keyboard = manners.shadow(said, audience, shadowed=shadowed)
        await reply(message, [text], inline(keyboard))


async def switch(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    callback: CallbackQuery, press: Press, actor: int, bot: Bot, teaching: Teaching, audience: Audience
) -> None:
    """Do what the button says; the group reads it in the place of what it was."""
    page = callback.message
    if isinstance(page, Message) and not is_private(page):
        said, shadowed = await _switched(page.chat.id, actor, bot, teaching, on=press.action == "on")
        text, _ = manners.shadow(said, audience, shadowed=shadowed)
        await rewrite(page, text, None)
    await notice(callback)


async def turn(
    callback: CallbackQuery, press: Press, teaching: Teaching, authority: Authority, audience: Audience
) -> None:
    """Show another page, or the first of another chat."""
    page, chat_id = callback.message, chat_of(press.more)
    if not isinstance(page, Message) or not is_private(page) or chat_id is None:
        await notice(callback)
    elif not await authority.governs(callback.from_user.id, chat_id):
        await notice(callback, Manners.NOT_YOURS.say(audience.language), alert=True)
    else:
        text, keyboard = manners.listing(await teaching.waiting(chat_id, audience), press.id, audience)
        await rewrite(page, text, inline(keyboard))
        await notice(callback)


async def label(
    callback: CallbackQuery, press: Press, teaching: Teaching, authority: Authority, audience: Audience
) -> None:
    """Keep what somebody says of a message who governs its chat now; it may be changed by the same buttons."""
    overheard = await teaching.overhearings.overheard(press.id)
    if overheard is None:
        await notice(callback, Manners.LABEL_GONE.say(audience.language), alert=True)
        return
    actor = callback.from_user.id
    if not await authority.governs(actor, overheard.chat_id):
        await notice(callback, Manners.NOT_YOURS.say(audience.language), alert=True)
        return
    if press.action != "skip":
        says = press.action == "yes"
        overheard = await teaching.change.label(overheard, actor, should_answer=says) or overheard
    await _show_label(callback, press, overheard, teaching, audience)


async def _show_label(
    callback: CallbackQuery, press: Press, overheard: Overheard, teaching: Teaching, audience: Audience
) -> None:
    """The card as it is now, or the list without it."""
    page, skipped = callback.message, press.action == "skip"
    if isinstance(page, Message):
        if press.more == "list":
            waiting = await teaching.waiting(overheard.chat_id, audience)
            text, keyboard = manners.listing(waiting, press.version, audience)
        else:
            text, keyboard = await teaching.card(overheard, audience)
        await rewrite(page, text, None if skipped else inline(keyboard))
    await notice(callback, Manners.SKIPPED.say(audience.language) if skipped else None)


async def _list(message: Message, teaching: Teaching, authority: Authority, audience: Audience) -> None:
    """What waits in the one chat of theirs that has a shadow; where there are several, the choice."""
    person = message.chat.id
    shadowed = [one.chat_id for one in await teaching.change.policies.shadowed()]
    own = [chat_id for chat_id in shadowed if await authority.governs(person, chat_id)]
    if not own:
        await reply(message, sentence(Manners.NOTHING_SHADOWED.say(audience.language)))
        return
    if own[1:]:
        named = [(chat_id, await teaching.name(chat_id, audience)) for chat_id in own]
        text, keyboard = manners.chats(SHADOW, named, audience)
    else:
        text, keyboard = manners.listing(await teaching.waiting(own[0], audience), 0, audience)
    await reply(message, [text], inline(keyboard))


async def _switched(chat_id: int, actor: int, bot: Bot, teaching: Teaching, *, on: bool) -> tuple[list[Manners], bool]:
    """What is said once it is so; the group is told what it means when it begins."""
    before = await teaching.change.policies.policy(chat_id)
    if not on:
        await teaching.change(chat_id, actor, shadow=False, shadow_by=None)
        return [Manners.SHADOW_OFF], False
    if before.shadow:
        return [Manners.SHADOW_ON_ALREADY], True
    await teaching.change(chat_id, actor, shadow=True, shadow_by=actor)
    return [Manners.SHADOW_ON, *([] if await hears(bot, chat_id) else [Manners.DEAF])], True
