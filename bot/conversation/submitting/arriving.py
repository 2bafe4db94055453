"""The deep link under a note in a group: its author changes it in private."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from bot.catalogue.submitting import Submissions
from bot.conversation.answering.origins import origin_of
from bot.conversation.sending import reply
from bot.conversation.submitting.messages import sender_of
from bot.rendering import Audience, sentence
from bot.weekly import WeeklyUseCases


def router() -> Router:
    """`/start n_12`."""
    arriving = Router(name="arriving to change a note")
    wanted = F.args.regexp(r"n_\d{1,9}")
    arriving.message.register(change, CommandStart(deep_link=True, ignore_case=True, magic=wanted))
    return arriving


async def change(message: Message, command: CommandObject, weekly: WeeklyUseCases, audience: Audience) -> None:
    """Begin a draft that takes the place of the note's words."""
    note_id = int((command.args or "").removeprefix("n_"))
    await weekly.submitting.amend_note(sender_of(message).user_id, note_id, origin_of(message))
    await reply(message, sentence(Submissions.AMEND.say(audience.language, id=note_id)))
