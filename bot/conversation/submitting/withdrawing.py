"""`/withdraw`: taking a note back."""

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.catalogue.submitting import Submissions
from bot.conversation.addressing import LooseCommand, is_private
from bot.conversation.keyboards import inline
from bot.conversation.sending import reply
from bot.conversation.submitting.messages import sender_of
from bot.rendering import Audience, sentence
from bot.rendering.notes import which, withdrawing
from bot.weekly import WeeklyUseCases
from knowledge.weekly.submitting.changing import withdrawable


def router() -> Router:
    """The command."""
    taking_back = Router(name="withdrawing a note")
    taking_back.message.register(withdraw, LooseCommand("withdraw", ignore_case=True))
    return taking_back


async def withdraw(message: Message, command: CommandObject, weekly: WeeklyUseCases, audience: Audience) -> None:
    """Withdraw the note with this number; without one ask which, in private alone: a list would tell who wrote what."""
    user_id, wanted = sender_of(message).user_id, (command.args or "").strip().removeprefix("#")
    if wanted.isdecimal() and len(wanted) < 10:  # noqa: PLR2004  no note has a number of ten digits
        note = await weekly.submitting.withdraw_note(user_id, int(wanted))
        await reply(message, sentence(Submissions.WITHDRAWN.say(audience.language, id=note.id)))
    elif wanted or not is_private(message):
        said = Submissions.WITHDRAW_USAGE if wanted else Submissions.IN_PRIVATE
        await reply(message, sentence(said.say(audience.language)))
    else:
        await _ask(message, weekly, audience, user_id)


async def _ask(message: Message, weekly: WeeklyUseCases, audience: Audience, user_id: int) -> None:
    listed = await withdrawable(weekly.submitting.desk, user_id)
    if not listed:
        await reply(message, sentence(Submissions.NOTHING_TO_WITHDRAW.say(audience.language)))
        return
    text, keyboard = withdrawing(listed[0], audience) if len(listed) == 1 else which(listed[:20], audience)
    await reply(message, [text], inline(keyboard))
