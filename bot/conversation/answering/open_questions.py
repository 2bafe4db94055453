"""Open questions: the button that keeps one, and /questions."""

from typing import Final, Protocol

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot import rendering
from bot.catalogue import Words
from bot.conversation.addressing import LooseCommand
from bot.conversation.answering.concluding import Want
from bot.conversation.leafing import Leaf, keyboard
from bot.conversation.sending import notice, reply, rewrite
from bot.rendering import Audience
from knowledge.ports import OpenQuestions
from knowledge.records import Wish

_SAID: Final = {
    Wish.NOTED: Words.WISH_NOTED,
    Wish.KNOWN: Words.WISH_KNOWN,
    Wish.NOT_THEIRS: Words.NOT_YOUR_QUESTION,
    Wish.GONE: Words.EXCHANGE_GONE,
}


class Wishing(Protocol):
    """`KeepOpen`, as far as its button needs it."""

    async def want(self, exchange_id: int, chat_id: int, user_id: int) -> Wish:
        """What becomes of a wish to be told."""
        ...


def router() -> Router:
    """The command, its pages and the button; before what takes every other button."""
    listing = Router(name="open questions")
    listing.message.register(show, LooseCommand("questions", ignore_case=True))
    listing.callback_query.register(turn, Leaf.filter(F.kind == "questions"))
    listing.callback_query.register(want, Want.filter())
    return listing


async def show(message: Message, open_questions: OpenQuestions, audience: Audience) -> None:
    """The first page of what is open in this chat."""
    pages = await _pages(message.chat.id, open_questions, audience)
    await reply(message, pages[:1], keyboard(pages, Leaf(kind="questions"), audience))


async def turn(callback: CallbackQuery, callback_data: Leaf, open_questions: OpenQuestions, audience: Audience) -> None:
    """Show another page in the place of this one."""
    if isinstance(callback.message, Message):
        pages = await _pages(callback.message.chat.id, open_questions, audience)
        at = min(callback_data.page, len(pages) - 1)
        leaf = callback_data.model_copy(update={"page": at})
        await rewrite(callback.message, pages[at], keyboard(pages, leaf, audience))
    await notice(callback)


async def want(callback: CallbackQuery, callback_data: Want, keep_open: Wishing, audience: Audience) -> None:
    """Keep the question, and whoever asked it as one to be told."""
    if callback.message is None:  # an old button, of which Telegram does not say where it stands
        wish = Wish.GONE
    else:
        wish = await keep_open.want(callback_data.exchange, callback.message.chat.id, callback.from_user.id)
    await notice(callback, _SAID[wish].say(audience.language), alert=wish is Wish.NOTED)


async def _pages(chat_id: int, open_questions: OpenQuestions, audience: Audience) -> list[str]:
    """What is open in a chat, what was asked most often first, of those the newest."""
    listed = await open_questions.questions(chat_id)
    ranked = sorted(listed, key=lambda one: (one.times, one.asked_at), reverse=True)
    return rendering.questions(ranked, audience)
