"""/ban and /unban: who is not served, until when and why."""

from typing import Final

from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import Press
from bot.catalogue.governing import Governing
from bot.conversation.addressing import is_private
from bot.conversation.governing.persons import speaker
from bot.conversation.keyboards import inline
from bot.conversation.sending import notice, reply, rewrite
from bot.governance import Governance
from bot.rendering import Audience, administering, sentence
from bot.rendering.governing import chat_of, ending, lifting, span_of
from bot.rendering.runs import clipped, one_line
from knowledge.governance.banning import AdminNotBanned
from knowledge.weekly.members import FOR_EVER

_REASON: Final = 200


async def ban(message: Message, command: CommandObject, actor: int, governing: Governance, audience: Audience) -> None:
    """Ban whoever is meant; in private without words, list who is banned, with a button each that lifts it."""
    if not command.args and is_private(message):
        await _list(message, governing, audience)
        return
    whom = speaker(message, command)
    span, reason = span_of(whom.words)
    if whom.user_id is None or not reason.strip():
        await reply(message, sentence(Governing.BAN_USAGE.say(audience.language)))
        return
    now = governing.ban_member.clock.now()
    until = now + span if span is not None else FOR_EVER
    try:
        await governing.ban_member(whom.user_id, str(actor), clipped(one_line(reason), _REASON), until)
        said = Governing.BANNED.say(audience.language, id=whom.user_id, until=ending(until, audience))
    except AdminNotBanned:
        said = Governing.ADMIN_NOT_BANNED.say(audience.language)
    await reply(message, sentence(said))


async def unban(
    message: Message, command: CommandObject, actor: int, governing: Governance, audience: Audience
) -> None:
    """Lift the ban of whoever is meant."""
    whom = speaker(message, command).user_id
    if whom is None:
        said = Governing.BAN_USAGE.say(audience.language)
    else:
        said = await _lifted(whom, actor, governing, audience)
    await reply(message, sentence(said))


async def lift(callback: CallbackQuery, press: Press, actor: int, governing: Governance, audience: Audience) -> None:
    """Lift the ban that a button names, and show who is still banned."""
    said = await _lifted(chat_of(press), actor, governing, audience)
    if isinstance(callback.message, Message):
        banned = await governing.ban_member.everybody()
        text, _ = administering.bans(banned, governing.ban_member.clock.now(), audience)
        await rewrite(callback.message, text, inline(lifting(banned, audience)))
    await notice(callback, said)


async def _lifted(user_id: int, actor: int, governing: Governance, audience: Audience) -> str:
    was_banned = await governing.ban_member.lift(user_id, str(actor))
    said = Governing.UNBANNED if was_banned else Governing.NOT_BANNED
    return said.say(audience.language, id=user_id)


async def _list(message: Message, governing: Governance, audience: Audience) -> None:
    banned = await governing.ban_member.everybody()
    text, _ = administering.bans(banned, governing.ban_member.clock.now(), audience)
    await reply(message, [text], inline(lifting(banned, audience)))
