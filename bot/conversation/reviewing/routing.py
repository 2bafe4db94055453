"""Which handler of review takes what."""

from aiogram import Router
from aiogram.filters import CommandObject

from bot.conversation.addressing import LooseCommand
from bot.conversation.presses import Pressed
from bot.conversation.reviewing import agreeing, arranging, deciding, replying, wechat
from bot.conversation.reviewing.desk import at_the_desk
from bot.conversation.reviewing.presses import Unauthorised, refuse
from bot.conversation.reviewing.prompts import ForAnother, Reply

_DRAFTS = frozenset({"draft", "草稿"})


def router() -> Router:
    """Review; before what takes /issue, and before the members' own buttons."""
    root = Router(name="reviewing")
    root.include_routers(_strangers(), _editors(), _authors())
    return root


def _strangers() -> Router:
    strangers = Router(name="strangers")
    for about in ("card", "issue", "order"):
        strangers.callback_query.register(refuse, Pressed(about), Unauthorised())
    return strangers


def _editors() -> Router:
    editors = Router(name="editors")
    editors.message.middleware(at_the_desk)
    editors.message.register(arranging.draft, LooseCommand("issue", ignore_case=True), _asks_for_the_draft)
    editors.message.register(replying.take_reply, Reply())
    editors.message.register(replying.point_elsewhere, ForAnother())
    buttons = editors.callback_query
    buttons.middleware(at_the_desk)
    buttons.register(deciding.decide, Pressed("card", deciding.DECISIONS))
    buttons.register(deciding.open_menu, Pressed("card", deciding.MENUS))
    buttons.register(deciding.give_reason, Pressed("card", ("reason",)))
    buttons.register(deciding.move, Pressed("card", deciding.MOVES))
    buttons.register(deciding.reword, Pressed("card", ("edit",)))
    buttons.register(deciding.look, Pressed("card", deciding.LOOKS))
    buttons.register(arranging.leaf, Pressed("issue", arranging.LISTS))
    buttons.register(arranging.take_step, Pressed("issue", arranging.STEPS))
    buttons.register(arranging.set_it, Pressed("issue", arranging.SETTINGS))
    buttons.register(arranging.prompt, Pressed("issue", arranging.PROMPTS))
    buttons.register(arranging.include, Pressed("issue", ("include",)))
    buttons.register(wechat.send_link, Pressed("issue", ("wechat",)))
    buttons.register(arranging.order, Pressed("order", ("up", "down")))
    return editors


def _authors() -> Router:
    authors = Router(name="authors")
    authors.callback_query.register(agreeing.answer, Pressed("note", ("agree", "change")))
    return authors


async def _asks_for_the_draft(_message: object, command: CommandObject) -> bool:
    """Whether /issue is followed by the word for it."""
    return (command.args or "").strip().casefold() in _DRAFTS
