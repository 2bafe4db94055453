"""/forget_source and /reindex: what is done only once it was confirmed."""

import datetime as dt
from typing import Any, Final

from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import Press
from bot.catalogue.administering import Intake
from bot.conversation.administering.desk import Administration, Desk
from bot.conversation.guarding.confirming import ask_to_confirm
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, sentence
from bot.rendering.runs import clipped
from knowledge.governance.confirmations import Confirmation
from knowledge.governance.reindexing import REINDEX
from knowledge.governance.taking_in import FORGET

_LASTS: Final = dt.timedelta(minutes=10)
_TITLE: Final = 100


async def forget_source(message: Message, command: CommandObject, desk: Desk) -> None:
    """Ask whether the source is to go."""
    identifier = (command.args or "").strip()
    if not identifier:
        await reply(message, sentence(Intake.FORGET_USAGE.say(desk.audience.language)))
        return
    await _ask_to_forget(message, identifier, desk)


async def press_forget(callback: CallbackQuery, press: Press, page: Message, desk: Desk) -> None:
    """The same by a button of the menu."""
    await _ask_to_forget(page, press.more, desk)
    await notice(callback)


async def reindex(message: Message, desk: Desk) -> None:
    """Ask whether the index is to be built anew."""
    count = await desk.administration.library.vector_count(desk.administration.embedder)
    said = Intake.REINDEX_SURE.say(desk.audience.language, passages=count.done + count.pending)
    await _ask(message, REINDEX, {}, said, desk)


async def forget_now(confirmation: Confirmation, callback: CallbackQuery, actor: int, data: dict[str, Any]) -> None:
    """Forget the source; the index follows."""
    administration: Administration = data["administration"]
    audience: Audience = data["audience"]
    identifier = str(confirmation.arguments["source"])
    source = await administration.forget_source(identifier, str(actor))
    if source is None:
        said = Intake.NO_SUCH_SOURCE.say(audience.language, id=clipped(identifier, _TITLE))
    else:
        said = Intake.FORGOTTEN.say(audience.language, title=clipped(source.title, _TITLE))
    await _conclude(callback, said)


async def reindex_now(confirmation: Confirmation, callback: CallbackQuery, actor: int, data: dict[str, Any]) -> None:
    """Order it; every process does it beside its other work."""
    administration: Administration = data["administration"]
    audience: Audience = data["audience"]
    await administration.order_reindexing(str(actor), confirmation.chat_id)
    await _conclude(callback, Intake.REINDEXING.say(audience.language))


async def _ask_to_forget(message: Message, identifier: str, desk: Desk) -> None:
    spoken = desk.audience.language
    found = [one for one in await desk.administration.library.sources() if one.source.id == identifier]
    if not found:
        await reply(message, sentence(Intake.NO_SUCH_SOURCE.say(spoken, id=clipped(identifier, _TITLE))))
        return
    name = clipped(found[0].source.title, _TITLE)
    said = Intake.FORGET_SURE.say(spoken, title=name, entries=found[0].entries, passages=found[0].passages)
    await _ask(message, FORGET, {"source": identifier}, said, desk)


async def _ask(message: Message, action: str, arguments: dict[str, Any], said: str, desk: Desk) -> None:
    now = desk.administration.clock.now()
    waits = Confirmation(0, message.chat.id, action, now, now + _LASTS, desk.actor, arguments)
    await ask_to_confirm(message, desk.governance.confirmations, waits, sentence(said), desk.audience)


async def _conclude(callback: CallbackQuery, said: str) -> None:
    if isinstance(callback.message, Message):
        await rewrite(callback.message, sentence(said)[0], None)
    await notice(callback)
