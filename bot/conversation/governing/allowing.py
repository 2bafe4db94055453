"""/allow: which chats are served."""

import datetime as dt
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
from knowledge.governance.admissions import Admission, Standing
from knowledge.spine.inbox import Claim
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
    claim: Claim | None = None,
) -> None:
    """Let this group in, or the chat that shows a code; in private without one, list those that have come."""
    code = (command.args or "").strip()
    if code:
        held_back = paces is not None and await paces.take(f"code:{actor}", _GUESSES) > 0
        said = Governing.TRY_LATER.say(audience.language) if held_back else None
        await reply(message, sentence(said or await _by_code(code, actor, governing, audience, claim)))
    elif is_private(message):
        text, keyboard = administering.chats(await governing.admit_chat.admissions.admissions(), 0, audience)
        await reply(message, [text], inline(keyboard))
    else:
        chat = message.chat
        await governing.admit_chat.come(chat.id, chat.type, chat.title)
        await governing.admit_chat.decide(chat.id, Standing.ADMITTED, str(actor))
        await reply(message, sentence(Governing.ADMITTED_HERE.say(audience.language)))


async def _by_code(code: str, actor: int, governing: Governance, audience: Audience, claim: Claim | None) -> str:
    found = await governing.admit_chat.by_code(code)
    if found is not None:
        await governing.admit_chat.decide(found.chat_id, Standing.ADMITTED, str(actor))
    elif claim is not None and claim.attempt > 1:
        found = await _let_in_by(str(actor), governing, claim.arrived_at)  # before its process died
    if found is None:
        return Governing.NO_SUCH_CODE.say(audience.language)
    return Governing.ADMITTED.say(audience.language, name=administering.name_of(found))


async def _let_in_by(actor: str, governing: Governance, since: dt.datetime) -> Admission | None:
    """The chat that somebody has let in since then."""
    for one in await governing.admit_chat.admissions.admissions():
        by_them = one.standing is Standing.ADMITTED and one.decided_by == actor
        if by_them and one.decided_at is not None and one.decided_at >= since:
            return one
    return None


async def decide(callback: CallbackQuery, press: Press, actor: int, governing: Governance, audience: Audience) -> None:
    """What an admin says of a chat that waits; once it was decided, by whomever, the button does nothing more."""
    chat_id, standing = chat_of(press), _STANDINGS[press.action]
    known = await governing.admit_chat.admissions.admission(chat_id)
    if known is None:
        await notice(callback, Governing.NO_SUCH_CHAT.say(audience.language), alert=True)
        return
    if known.standing is Standing.WAITING:
        known = await governing.admit_chat.decide(chat_id, standing, str(actor), known.standing) or known
    if known.standing is not Standing.WAITING:
        standing = known.standing
    said = _SAID[standing].say(audience.language, name=administering.name_of(known))
    if isinstance(callback.message, Message):
        await rewrite(callback.message, sentence(said)[0], None)
    await notice(callback)
