"""Which handler of setting up takes what."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject, CommandStart

from bot.conversation.guarding.permitting import IsAdmin
from bot.conversation.presses import Pressed
from bot.conversation.setting_up import choosing, claiming, showing
from bot.conversation.setting_up.operator import operating
from bot.rendering.setting_up import ABOUT

_PRIVATE = F.chat.type == ChatType.PRIVATE
_GROUP = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})


def links() -> Router:
    """The deep link that holds the code; before what greets newcomers."""
    root = Router(name="setting up by a link")
    root.message.register(claiming.claim_by_link, _PRIVATE, CommandStart(deep_link=True, ignore_case=True), _has_code)
    return root


def router() -> Router:
    """/setup, the buttons under it, and the chats that are chosen."""
    root = Router(name="setting up")
    message, press = root.message, root.callback_query
    for observer in (message, press):
        observer.middleware(operating)
    message.register(showing.show, _PRIVATE, Command("setup", ignore_case=True), IsAdmin())
    message.register(claiming.claim, _PRIVATE, Command("setup", ignore_case=True))
    message.register(showing.ask_here, _GROUP, Command("setup", ignore_case=True), IsAdmin())
    message.register(choosing.take_chat, _PRIVATE, F.chat_shared, IsAdmin())
    message.register(choosing.skip, _PRIVATE, choosing.Skipped(), IsAdmin())
    message.register(choosing.take_me, _PRIVATE, choosing.is_for_me, IsAdmin())
    press.register(choosing.choose, Pressed(ABOUT, {"choose"}), IsAdmin())
    press.register(choosing.drop, Pressed(ABOUT, {"drop"}), IsAdmin())
    press.register(choosing.set_here, Pressed(ABOUT, {"here"}), IsAdmin())
    return root


async def _has_code(_message: object, command: CommandObject) -> bool | dict[str, str]:
    """The code of a deep link."""
    kind, _, code = (command.args or "").partition("_")
    return {"code": code} if kind == "setup" and code else False
