"""/calibrate: a gate fitted to the labels of a chat, shown beside the one in use, and used once a button says so."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message

from bot.buttons import Press
from bot.catalogue.manners import Manners
from bot.conversation.addressing import LooseCommand, is_private
from bot.conversation.answering.acknowledging import at_work
from bot.conversation.guarding.authority import Authority
from bot.conversation.guarding.permitting import Governs
from bot.conversation.keyboards import inline
from bot.conversation.presses import Pressed, chat_of
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience, manners, sentence
from bot.rendering.manners import CALIBRATE, Page
from bot.teaching import Teaching
from knowledge.listening.calibrate_chat import Wanting


def router() -> Router:
    """The command and its buttons; before what takes those of everybody else."""
    calibrating = Router(name="calibrating")
    calibrating.message.register(show, LooseCommand(CALIBRATE, ignore_case=True), Governs())
    calibrating.callback_query.register(choose, Pressed(CALIBRATE, {"list"}))
    calibrating.callback_query.register(use, Pressed(CALIBRATE, {"use"}))
    return calibrating


async def show(message: Message, bot: Bot, teaching: Teaching, authority: Authority, audience: Audience) -> None:
    """What the labels of this group make; in private of the one that the person governs, or the choice."""
    if not is_private(message):
        await _propose(message, message.chat.id, bot, teaching, audience)
        return
    labelled = sorted({one.chat_id for one in await teaching.overhearings.labelled()})
    own = [chat_id for chat_id in labelled if await authority.governs(message.chat.id, chat_id)]
    if not own:
        await reply(message, sentence(Manners.NOTHING_SHADOWED.say(audience.language)))
        return
    if not own[1:]:
        await _propose(message, own[0], bot, teaching, audience)
        return
    named = [(chat_id, await teaching.name(chat_id, audience)) for chat_id in own]
    text, keyboard = manners.chats(CALIBRATE, named, audience)
    await reply(message, [text], inline(keyboard))


async def choose(
    callback: CallbackQuery, press: Press, teaching: Teaching, authority: Authority, audience: Audience
) -> None:
    """Show what the labels of a chosen chat make."""
    chat_id, page = chat_of(press.more), callback.message
    if chat_id is None or not await authority.governs(callback.from_user.id, chat_id):
        await notice(callback, Manners.NOT_YOURS.say(audience.language), alert=True)
        return
    await notice(callback)  # fitting takes longer than a press may wait
    if isinstance(page, Message):
        text, keyboard = await _proposed(chat_id, teaching, audience)
        await rewrite(page, text, inline(keyboard))


async def use(
    callback: CallbackQuery, press: Press, teaching: Teaching, authority: Authority, audience: Audience
) -> None:
    """Fit again, and use that where it comes of the very labels that were shown; else show what comes of those of now.

    The same labels and embedder make the same gate, so that nothing has to be kept in between.
    """
    written, _, digest = press.more.partition(":")
    chat_id, page, actor = chat_of(written), callback.message, callback.from_user.id
    if chat_id is None or not await authority.governs(actor, chat_id):
        await notice(callback, Manners.NOT_YOURS.say(audience.language), alert=True)
        return
    await notice(callback)
    proposal = await teaching.calibrate(chat_id)
    same = not isinstance(proposal, Wanting) and proposal.digest == digest
    if same and not isinstance(proposal, Wanting):
        await teaching.change.use_gate(chat_id, actor, proposal.calibration.gate)
    if isinstance(page, Message):
        ends = Manners.USED if same else Manners.CHANGED
        text, keyboard = (
            (manners.wanting(proposal, audience.language), ())
            if isinstance(proposal, Wanting)
            else manners.proposal(proposal, chat_id, audience, ends)
        )
        await rewrite(page, text, inline(keyboard))


async def _propose(message: Message, chat_id: int, bot: Bot, teaching: Teaching, audience: Audience) -> None:
    async with at_work(message, bot):
        text, keyboard = await _proposed(chat_id, teaching, audience)
    await reply(message, [text], inline(keyboard))


async def _proposed(chat_id: int, teaching: Teaching, audience: Audience) -> Page:
    proposal = await teaching.calibrate(chat_id)
    if isinstance(proposal, Wanting):
        return manners.wanting(proposal, audience.language), ()
    return manners.proposal(proposal, chat_id, audience, Manners.NOT_USED_YET)
