"""What members may ask of what is stored about them: /privacy, /export, /forget_me."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.catalogue.phrase import Phrases
from bot.catalogue.rights import RightsWords
from bot.conversation.addressing import LooseCommand, is_private
from bot.conversation.guarding.confirming import ask_to_confirm
from bot.conversation.sending import notice, reply, rewrite
from bot.governance import GovernancePorts
from bot.rendering import Audience, sentence
from bot.rendering.rights import Terms, privacy
from bot.rights import Rights
from knowledge.governance.confirmations import Confirmation
from knowledge.rights import Wished
from knowledge.spine.inbox import Claim

if TYPE_CHECKING:
    from collections.abc import Mapping

FORGET_ME: Final = "forget_me"
"""What waits to be confirmed; whoever asked confirms it, and needs no right for that."""

_LINK: Final = "privacy"
_ASKED_FOR: Final = dt.timedelta(minutes=15)
_ONCE_IN: Final = dt.timedelta(hours=1)

_SAID: "Final[Mapping[Wished, Phrases]]" = {
    Wished.NOTED: RightsWords.BEGUN,
    Wished.KNOWN: RightsWords.BEGUN_BEFORE,
    Wished.ONLY_ADMIN: RightsWords.ONLY_ADMIN,
}


def links() -> Router:
    """The deep link that a group is shown."""
    linked = Router(name="rights by link")
    linked.message.register(_linked, CommandStart(deep_link=True, ignore_case=True), _is_link)
    return linked


def router() -> Router:
    """The commands; what /forget_me asks is answered by `confirming`, as `FORGET_ME`."""
    rights = Router(name="rights")
    rights.message.register(show_privacy, LooseCommand("privacy", ignore_case=True))
    rights.message.register(export, LooseCommand("export", ignore_case=True))
    rights.message.register(forget_me, LooseCommand("forget_me", ignore_case=True))
    return rights


async def _is_link(_message: Message, command: CommandObject) -> bool:
    return command.args == _LINK


async def _linked(message: Message, audience: Audience, privacy_terms: Terms | None = None) -> None:
    await reply(message, privacy(privacy_terms or Terms(), audience))


async def show_privacy(message: Message, audience: Audience, privacy_terms: Terms | None = None) -> None:
    """What is stored; in a group only where to read it."""
    if is_private(message):
        await _linked(message, audience, privacy_terms)
        return
    link = f"https://t.me/{audience.bot}?start={_LINK}"
    await reply(message, sentence(RightsWords.PRIVACY_IN_GROUP.say(audience.language, link=link)))


async def export(message: Message, rights: Rights, audience: Audience, claim: Claim | None = None) -> None:
    """Send everything of whoever asks as files, once an hour."""
    user = message.from_user
    if user is None or not is_private(message):
        await _only_in_private(message, "/export", audience)
        return
    now = rights.clock.now()
    holder = str(claim.update_id if claim else message.message_id)
    if not await rights.leases.take(f"export:{user.id}", holder, now, now + _ONCE_IN):
        await reply(message, sentence(RightsWords.EXPORTED_LATELY.say(audience.language)))
        return
    files = await rights.export_mine(user.id)
    for n, file in enumerate(files):
        await message.answer_document(
            BufferedInputFile(file.data, filename=file.name),
            caption=RightsWords.EXPORTED.say(audience.language) if n == 0 else None,
            reply_parameters=message.as_reply_parameters(allow_sending_without_reply=True),
        )


async def forget_me(message: Message, rights: Rights, governance: GovernancePorts, audience: Audience) -> None:
    """Say what would go and what would stay, above a button that does it."""
    user = message.from_user
    if user is None or not is_private(message):
        await _only_in_private(message, "/forget_me", audience)
        return
    if await rights.wish_to_be_forgotten.is_only_admin(user.id):
        await reply(message, sentence(RightsWords.ONLY_ADMIN.say(audience.language)))
        return
    held = await rights.data.of(user.id)
    said = RightsWords.SURE.say(audience.language, questions=len(held["questions"]), notes=len(held["notes"]))
    if user.id in rights.wish_to_be_forgotten.admins:
        said += "\n" + RightsWords.STILL_ADMIN.say(audience.language)
    now = rights.clock.now()
    asked = Confirmation(0, message.chat.id, FORGET_ME, now, now + _ASKED_FOR, user.id)
    await ask_to_confirm(message, governance.confirmations, asked, sentence(said), audience)


async def forget_now(_confirmation: Confirmation, callback: CallbackQuery, actor: int, data: dict[str, Any]) -> None:
    """Note the wish: what is done takes longer than a button may wait, and is done whatever dies in between."""
    rights: Rights = data["rights"]
    audience: Audience = data["audience"]
    wished = await rights.wish_to_be_forgotten(actor, audience.language)
    if isinstance(callback.message, Message):
        await rewrite(callback.message, sentence(_SAID[wished].say(audience.language))[0], None)
    await notice(callback)


async def _only_in_private(message: Message, command: str, audience: Audience) -> None:
    await reply(message, sentence(RightsWords.IN_PRIVATE.say(audience.language, command=command)))
