"""/admin and /health: one message that turns in place; and what its buttons change of a chat."""

from aiogram.types import CallbackQuery, Message

from bot.buttons import Press
from bot.catalogue.administering import Menu
from bot.conversation.administering.desk import Desk
from bot.conversation.administering.pages import chat_named, page_of
from bot.conversation.keyboards import inline
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import sentence
from bot.rendering.administering import ADMIN
from knowledge.governance.admissions import Standing
from knowledge.governance.manners import Changes
from knowledge.records import Policy

_DECISIONS = {"admit": Standing.ADMITTED, "refuse": Standing.REFUSED}
_LANGUAGES = (None, "zh", "en")


async def elsewhere(message: Message, desk: Desk) -> None:
    """Say where these commands belong."""
    await reply(message, sentence(Menu.IN_PRIVATE.say(desk.audience.language)))


async def show_menu(message: Message, desk: Desk) -> None:
    """The first page."""
    await _open(message, "home", desk)


async def show_health(message: Message, desk: Desk) -> None:
    """How the bot is."""
    await _open(message, "health", desk)


async def turn(callback: CallbackQuery, press: Press, page: Message, desk: Desk) -> None:
    """Show another page in the place of this one."""
    shown = await page_of(desk, press)
    if shown is None:
        await notice(callback, Menu.GONE.say(desk.audience.language), alert=True)
        return
    await rewrite(page, shown[0], inline(shown[1]))
    await notice(callback)


async def decide(callback: CallbackQuery, press: Press, page: Message, desk: Desk) -> None:
    """Admit or refuse a chat, unless it stands otherwise by now than it was shown."""
    chat_id = chat_named(press)
    held = await desk.governance.admissions.admission(chat_id)
    if held is None:
        await notice(callback, Menu.GONE.say(desk.audience.language), alert=True)
        return
    fresh = list(Standing).index(held.standing) == press.version
    if fresh:
        await desk.administration.admit_chat.decide(chat_id, _DECISIONS[press.action], str(desk.actor), held.standing)
    await _again(callback, press, page, desk, changed=not fresh)


async def set_manners(callback: CallbackQuery, press: Press, page: Message, desk: Desk) -> None:
    """Change when the bot speaks in a chat, whether it only writes down what it would say, or its language."""
    wanted = _wanted(press, desk.actor)
    if wanted is None or await desk.governance.admissions.admission(chat_named(press)) is None:
        await notice(callback, Menu.GONE.say(desk.audience.language), alert=True)
        return
    await desk.administration.change_manners(chat_named(press), desk.actor, **wanted)
    await _again(callback, press, page, desk)


def _wanted(press: Press, actor: int) -> Changes | None:
    """What the press wants; None where it says nothing that there is."""
    match press.action:
        case "policy" if press.id < len(Policy):
            return Changes(policy=list(Policy)[press.id])
        case "shadow":
            return Changes(shadow=bool(press.id), shadow_by=actor if press.id else None)
        case "language" if press.id < len(_LANGUAGES):
            return Changes(language=_LANGUAGES[press.id])
        case _:
            return None


async def _open(message: Message, action: str, desk: Desk) -> None:
    shown = await page_of(desk, Press(ADMIN, action))
    if shown is not None:
        await reply(message, [shown[0]], inline(shown[1]))


async def _again(callback: CallbackQuery, press: Press, page: Message, desk: Desk, *, changed: bool = False) -> None:
    """Show the chat as it is now; with a word where somebody else has been there before."""
    shown = await page_of(desk, Press(ADMIN, "chat", more=press.more))
    if shown is not None:
        await rewrite(page, shown[0], inline(shown[1]))
    await notice(callback, Menu.CHANGED.say(desk.audience.language) if changed else None, alert=changed)
