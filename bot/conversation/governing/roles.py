"""/role: who may what everywhere."""

from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.catalogue.administering import ROLES
from bot.catalogue.governing import Governing
from bot.conversation.addressing import is_private
from bot.conversation.governing.persons import meant
from bot.conversation.keyboards import inline
from bot.conversation.sending import reply
from bot.governance import Governance
from bot.rendering import Audience, administering, sentence
from knowledge.governance.granting import AdminOfSettings, LastAdmin
from knowledge.governance.roles import Role

_NONE = "none"


async def role(message: Message, command: CommandObject, actor: int, governing: Governance, audience: Audience) -> None:
    """Give somebody a role, or take theirs; in private without words, list them."""
    if not command.args and is_private(message):
        granted = governing.granted
        text, keyboard = administering.roles(sorted(granted.admins), await granted.roles.grants(), audience)
        await reply(message, [text], inline(keyboard))
        return
    whom = meant(message, command)
    wanted = whom.words.strip().lower()
    if whom.user_id is None or wanted not in {_NONE, *Role}:
        await reply(message, sentence(Governing.ROLE_USAGE.say(audience.language)))
        return
    said = await _granted(whom.user_id, None if wanted == _NONE else Role(wanted), actor, governing, audience)
    await reply(message, sentence(said))


async def _granted(user_id: int, given: Role | None, actor: int, governing: Governance, audience: Audience) -> str:
    spoken = audience.language
    try:
        await governing.grant_role(user_id, given, str(actor))
    except LastAdmin:
        return Governing.LAST_ADMIN.say(spoken)
    except AdminOfSettings:
        return Governing.ADMIN_OF_SETTINGS.say(spoken)
    if given is None:
        return Governing.ROLE_TAKEN.say(spoken, id=user_id)
    return Governing.ROLE_GIVEN.say(spoken, id=user_id, role=ROLES[given].say(spoken))
