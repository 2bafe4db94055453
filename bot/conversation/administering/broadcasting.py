"""/broadcast: what is to be said is shown first, with where it goes; then it goes by the outbox, once to each chat."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message, MessageEntity

from bot.buttons import Press
from bot.catalogue.administering import Announcing
from bot.conversation.addressing import text_of
from bot.conversation.administering.desk import Administration, Desk
from bot.conversation.administering.titles import named, titles_of
from bot.conversation.keyboards import inline
from bot.conversation.sending import notice, reply, rewrite
from bot.governance import GovernancePorts
from bot.rendering import sentence
from bot.rendering.administering import name_of
from bot.rendering.broadcasts import choice, going_out
from bot.rendering.formatted import Style, formatted
from knowledge.governance.admissions import Standing
from knowledge.governance.broadcasting import BROADCAST, Broadcast
from knowledge.governance.confirmations import Confirmation

_LASTS: Final = dt.timedelta(hours=1)


async def preview(message: Message, command: CommandObject, desk: Desk) -> None:
    """Show it as it will look, and below that where it goes."""
    pages = _rendered(message, command)
    if len(pages) != 1:
        words = Announcing.TOO_LONG if pages else Announcing.USAGE
        await reply(message, sentence(words.say(desk.audience.language)))
        return
    targets = await _targets(desk)
    if not targets:
        await reply(message, sentence(Announcing.NOWHERE.say(desk.audience.language)))
        return
    chosen = [chat for chat, _ in targets]
    number = await _kept(desk, message.chat.id, {"html": pages[0], "targets": targets, "chosen": chosen})
    text, keyboard = choice(number, targets, chosen, desk.audience)
    await reply(message, [pages[0], text], inline(keyboard))


async def toggle(callback: CallbackQuery, press: Press, page: Message, desk: Desk) -> None:
    """Tick or untick a chat; the preview has another number from then on, and the old one's buttons are dead."""
    waits = await _waiting(press, page, desk)
    targets = [] if waits is None else _pairs(waits)
    if waits is None or press.version >= len(targets):
        await _outdated(callback, desk)
        return
    if await desk.governance.confirmations.take(press.id, desk.administration.clock.now()) is None:
        await _outdated(callback, desk)
        return
    chosen = set(waits.arguments["chosen"]) ^ {targets[press.version][0]}
    arguments = {**waits.arguments, "chosen": [chat for chat, _ in targets if chat in chosen]}
    number = await _kept(desk, page.chat.id, arguments)
    text, keyboard = choice(number, targets, chosen, desk.audience)
    await rewrite(page, text, inline(keyboard))
    await notice(callback)


async def send(callback: CallbackQuery, press: Press, page: Message, desk: Desk) -> None:
    """Put it into the outbox, then end the preview: in this order, whatever dies between them, it goes out once."""
    waits = await _waiting(press, page, desk)
    if waits is None:
        await look(callback, press, page, desk)
        return
    chosen = await _still_served(waits, desk.governance)
    if not chosen:
        await notice(callback, Announcing.NOBODY_CHOSEN.say(desk.audience.language), alert=True)
        return
    await _send(waits, chosen, desk.administration, desk.actor)
    await desk.governance.confirmations.take(press.id, desk.administration.clock.now())
    await look(callback, press, page, desk)


async def look(callback: CallbackQuery, press: Press, page: Message, desk: Desk) -> None:
    """How far it is; a preview that is over and never went out says so."""
    reached = await desk.administration.look_at_broadcast(press.id)
    if reached is None:
        await _outdated(callback, desk)
        return
    text, keyboard = going_out(reached, desk.audience)
    await rewrite(page, text, inline(keyboard))
    await notice(callback)


async def withdraw(callback: CallbackQuery, press: Press, page: Message, desk: Desk) -> None:
    """Do not send what is not sent yet."""
    await desk.administration.withdraw_broadcast(press.id, str(desk.actor))
    await look(callback, press, page, desk)


async def send_now(confirmation: Confirmation, callback: CallbackQuery, actor: int, data: dict[str, Any]) -> None:
    """The same by the confirming button that other things have."""
    chosen = await _still_served(confirmation, data["governance"])
    await _send(confirmation, chosen, data["administration"], actor)
    await notice(callback)


async def _still_served(waits: Confirmation, governance: GovernancePorts) -> tuple[int, ...]:
    """The chats that are ticked, but for those that were refused since they were shown."""
    listed = await governance.admissions.admissions()
    refused = {one.chat_id for one in listed if one.standing is Standing.REFUSED}
    return tuple(chat_id for chat_id in waits.arguments["chosen"] if chat_id not in refused)


async def _send(waits: Confirmation, chosen: tuple[int, ...], administration: Administration, actor: int) -> None:
    broadcast = Broadcast(waits.id, waits.chat_id, chosen)
    await administration.send_broadcast(broadcast, waits.arguments["html"], str(actor))


async def _targets(desk: Desk) -> list[tuple[int, str]]:
    """The groups that are served, and where issues are published, each with what it is called."""
    listed = await named(await desk.governance.admissions.admissions(), desk.bot)
    served = {one.chat_id: name_of(one) for one in listed if one.standing is Standing.ADMITTED and one.chat_id < 0}
    places = desk.administration.places
    published = [*places.groups, *([places.channel] if places.channel is not None else [])]
    titles = {one.chat_id: name_of(one) for one in listed}
    seen_now = await titles_of([chat for chat in published if chat not in titles], desk.bot)
    called = {chat: titles.get(chat) or seen_now.get(chat) or str(chat) for chat in published}
    return list((served | called).items())


async def _kept(desk: Desk, chat_id: int, arguments: dict[str, Any]) -> int:
    now = desk.administration.clock.now()
    waits = Confirmation(0, chat_id, BROADCAST, now, now + _LASTS, desk.actor, arguments)
    return await desk.governance.confirmations.ask(waits)


async def _waiting(press: Press, page: Message, desk: Desk) -> Confirmation | None:
    """The preview that a press is about, where it is this admin's, stands here and has not expired."""
    waits = await desk.governance.confirmations.confirmation(press.id)
    now = desk.administration.clock.now()
    if waits is None or (waits.action, waits.user_id, waits.chat_id) != (BROADCAST, desk.actor, page.chat.id):
        return None
    return waits if waits.asked_at <= now < waits.expires_at else None


async def _outdated(callback: CallbackQuery, desk: Desk) -> None:
    await notice(callback, Announcing.OUTDATED.say(desk.audience.language), alert=True)


def _pairs(waits: Confirmation) -> list[tuple[int, str]]:
    return [(int(chat), str(name)) for chat, name in waits.arguments["targets"]]


def _rendered(message: Message, command: CommandObject) -> list[str]:
    """The words behind the command, else those of the message that is replied to, as HTML of our own."""
    if not (command.args or "").strip():
        original = message.reply_to_message
        return _html(original, 0) if original is not None else []
    words = command.args or ""
    text = text_of(message)
    return _html(message, len(text) - len(words) if text.endswith(words) else len(text))


def _html(message: Message, cut: int) -> list[str]:
    """A message's words from a character on; its formatting counts UTF-16 units."""
    text = text_of(message)
    begins = len(text[:cut].encode("utf-16-le", "surrogatepass")) // 2
    entities: Sequence[MessageEntity] = (message.entities if message.text else message.caption_entities) or []
    styles = [
        Style(one.type, max(0, one.offset - begins), one.offset + one.length - begins, one.url)
        for one in entities
        if one.offset + one.length > begins
    ]
    return formatted(text[cut:], styles)
