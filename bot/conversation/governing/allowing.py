"""/allow: which chats are served."""

from typing import Final

from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import Press
from bot.catalogue.governing import Governing
from bot.conversation.addressing import is_private
from bot.conversation.keyboards import inline
from bot.conversation.sending import notice, reply, rewrite
from bot.governance import Governance
from bot.rendering import Audience, administering, sentence
from bot.rendering.governing import chat_of
from knowledge.governance.admissions import Standing
from knowledge.spine.pacing import Paces, Rate

_GUESSES: Final = Rate(every=30.0, burst=5)
_STANDINGS: Final = {"admit": Standing.ADMITTED, "refuse": Standing.REFUSED}
_SAID: Final = {Standing.ADMITTED: Governing.ADMITTED, Standing.REFUSED: Governing.REFUSED}


async def allow(  # noqa: PLR0913, PLR0917  aiogram gives what is asked for by name
    message: Message,
    command: CommandObject,
    actor: int,
    governing: Governance,
    audience: Audience,
    paces: Paces | None = None,
) -> None:
    """Let this group in, or the chat that shows a code; in private without one, list those that have come."""
    code = (command.args or "").strip()
    if code:
        await reply(message, sentence(await _by_code(code, actor, governing, audience, paces)))
    elif is_private(message):
        text, keyboard = administering.chats(await governing.admit_chat.admissions.admissions(), 0, audience)
        await reply(message, [text], inline(keyboard))
    else:
        chat = message.chat
        await governing.admit_chat.come(chat.id, chat.type, chat.title)
        await governing.admit_chat.decide(chat.id, Standing.ADMITTED, str(actor))
        await reply(message, sentence(Governing.ADMITTED_HERE.say(audience.language)))


async def _by_code(code: str, actor: int, governing: Governance, audience: Audience, paces: Paces | None) -> str:
    if paces is not None and await paces.take(f"code:{actor}", _GUESSES) > 0:
        return Governing.TRY_LATER.say(audience.language)
    waiting = await governing.admit_chat.by_code(code)
    if waiting is None:
        return Governing.NO_SUCH_CODE.say(audience.language)
    await governing.admit_chat.decide(waiting.chat_id, Standing.ADMITTED, str(actor))
    return Governing.ADMITTED.say(audience.language, name=administering.name_of(waiting))


async def decide(callback: CallbackQuery, press: Press, actor: int, governing: Governance, audience: Audience) -> None:
    """What an admin says of a chat that waits; once it was decided, by whomever, the button does nothing more."""
    chat_id, standing = chat_of(press), _STANDINGS[press.action]
    known = await governing.admit_chat.admissions.admission(chat_id)
    if known is None:
        await notice(callback, Governing.NO_SUCH_CHAT.say(audience.language), alert=True)
        return
    if known.standing is Standing.WAITING:
        await governing.admit_chat.decide(chat_id, standing, str(actor))
    else:
        standing = known.standing
    said = _SAID[standing].say(audience.language, name=administering.name_of(known))
    if isinstance(callback.message, Message):
        await rewrite(callback.message, sentence(said)[0], None)
    await notice(callback)
