"""Open questions: the button that keeps one, /questions, and the news that one has been answered."""

from collections.abc import Awaitable, Callable
from typing import Final, Protocol

import structlog
from aiogram import Bot, F, Router
from aiogram.enums import ParseMode
from aiogram.exceptions import AiogramError
from aiogram.types import CallbackQuery, LinkPreviewOptions, Message, ReplyParameters

from bot import rendering
from bot.catalogue import Words
from bot.conversation.addressing import LooseCommand
from bot.conversation.concluding import Want
from bot.conversation.leafing import Leaf, keyboard
from bot.conversation.sending import reply, rewrite
from bot.rendering import Audience
from knowledge.language.words import language
from knowledge.ports import OpenQuestions
from knowledge.records import Entry, Exchange, Wish

_log = structlog.get_logger(__name__)

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
    await callback.answer()


async def want(callback: CallbackQuery, callback_data: Want, keep_open: Wishing, audience: Audience) -> None:
    """Keep the question, and whoever asked it as one to be told."""
    if callback.message is None:  # an old button, of which Telegram does not say where it stands
        wish = Wish.GONE
    else:
        wish = await keep_open.want(callback_data.exchange, callback.message.chat.id, callback.from_user.id)
    await callback.answer(_SAID[wish].say(audience.language), show_alert=wish is Wish.NOTED)


def telling(bot: Bot) -> Callable[[Exchange, Entry], Awaitable[None]]:
    """What tells an asker by this bot which entry answers now, as a reply to the question; failures are logged."""

    async def tell(exchange: Exchange, entry: Entry) -> None:
        origin = exchange.origin
        try:
            audience = Audience(language(exchange.typed), (await bot.me()).username or "")
            (text,) = rendering.now_answered(exchange.meaning.question, entry, audience)
            await bot.send_message(
                origin.chat_id,
                text,
                message_thread_id=origin.topic_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_parameters=ReplyParameters(message_id=origin.message_id, allow_sending_without_reply=True),
            )
        except AiogramError as error:
            _log.warning("asker_not_told", chat_id=origin.chat_id, error=type(error).__name__)

    return tell


async def _pages(chat_id: int, open_questions: OpenQuestions, audience: Audience) -> list[str]:
    """What is open in a chat, what was asked most often first, of those the newest."""
    listed = await open_questions.questions(chat_id)
    ranked = sorted(listed, key=lambda one: (one.times, one.asked_at), reverse=True)
    return rendering.questions(ranked, audience)
