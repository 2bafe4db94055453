"""The commands and buttons of governing, each for admins of the bot alone."""

from aiogram import Router

from bot.conversation.addressing import LooseCommand
from bot.conversation.governing import allowing, banning, limiting, roles
from bot.conversation.guarding.permitting import IsAdmin
from bot.conversation.presses import Pressed
from bot.rendering.governing import ALLOW, BAN


def router() -> Router:
    """/allow, /role, /ban, /unban and /quota."""
    governing = Router(name="governing")
    commands = {
        "allow": allowing.allow,
        "role": roles.role,
        "ban": banning.ban,
        "unban": banning.unban,
        "quota": limiting.quota,
    }
    for name, handler in commands.items():
        governing.message.register(handler, LooseCommand(name, ignore_case=True), IsAdmin())
    governing.message.register(limiting.own_quota, LooseCommand("quota", ignore_case=True), limiting.in_private)
    governing.callback_query.register(allowing.decide, Pressed(ALLOW, {"admit", "refuse"}), IsAdmin())
    governing.callback_query.register(banning.lift, Pressed(BAN, {"lift"}), IsAdmin())
    return governing
