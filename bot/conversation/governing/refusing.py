"""What nobody else took: commands for those who govern, and buttons that lead nowhere any more."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.catalogue.governing import Governing
from bot.conversation.addressing import LooseCommand, is_private
from bot.conversation.guarding.authority import Authority
from bot.conversation.sending import notice, reply
from bot.rendering import Audience, sentence

_OF_ADMINS = (
    *("admin", "health", "ingest", "forget_source", "reindex", "broadcast"),
    *("allow", "role", "ban", "unban", "quota", "audit", "setup", "stats"),
    *("policy", "shadow", "calibrate", "language"),
)


def refused() -> Router:
    """Commands for those who govern, said by others: told so in private, met with silence in a group."""
    refusing = Router(name="refused")
    refusing.message.register(admins_only, LooseCommand(*_OF_ADMINS, ignore_case=True))
    return refusing


def dead_buttons() -> Router:
    """Every press that no handler took: stolen, forged, or of a button that means nothing any more."""
    dead = Router(name="dead buttons")
    dead.callback_query.register(say_dead)
    return dead


async def admins_only(message: Message, audience: Audience, authority: Authority | None = None) -> None:
    """Say for whom it is."""
    if is_private(message):
        has_admin = authority is None or await authority.has_admin()
        said = Governing.ADMINS_ONLY if has_admin else Governing.NO_ADMIN
        await reply(message, sentence(said.say(audience.language)))


async def say_dead(callback: CallbackQuery, audience: Audience) -> None:
    """Say that nothing happens."""
    await notice(callback, Governing.DEAD_BUTTON.say(audience.language))
