"""`/nick`: how a member is called in the weekly."""

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.catalogue.submitting import Submissions
from bot.conversation.addressing import LooseCommand
from bot.conversation.sending import reply
from bot.conversation.submitting.messages import sender_of
from bot.rendering import Audience, sentence
from bot.rendering.runs import one_line
from bot.weekly import WeeklyUseCases


def router() -> Router:
    """The command."""
    naming = Router(name="naming a member")
    naming.message.register(nick, LooseCommand("nick", ignore_case=True))
    return naming


async def nick(message: Message, command: CommandObject, weekly: WeeklyUseCases, audience: Audience) -> None:
    """Keep the name behind the command, or say what it is now."""
    sender, wanted = sender_of(message), (command.args or "").strip()
    if wanted:
        member = await weekly.submitting.choose_nickname(sender, wanted)
        said = Submissions.NAMED_NOW
    else:
        member = await weekly.submitting.desk.admitted(sender)
        said = Submissions.NAME_USAGE
    await reply(message, sentence(said.say(audience.language, name=one_line(member.byline))))
