"""The boundary between failures and people: an exception's type becomes a sentence, its text never does."""

import traceback
from contextlib import suppress

import structlog
from aiogram import Router
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import ErrorEvent

from bot import catalogue
from bot.conversation.sending import reply
from bot.rendering import Audience, sentence
from knowledge.errors import KnowledgeError, QuestionRefused

_log = structlog.get_logger(__name__)


def router() -> Router:
    """Catches whatever a handler raises."""
    errors = Router(name="failures")
    errors.errors.register(explain)
    return errors


async def explain(event: ErrorEvent, audience: Audience | None = None) -> None:
    """Log a failure with ids only, and say what it means where it can be said."""
    error = event.exception
    _record(event)
    if isinstance(error, TelegramAPIError) and not isinstance(error, TelegramBadRequest):
        return  # the chat cannot be reached, or wants silence: one more message would fail the same way
    text = catalogue.failure(error, audience.language if audience else "zh")
    with suppress(TelegramAPIError):
        if event.update.message:
            await reply(event.update.message, sentence(text))
        elif event.update.callback_query:
            await event.update.callback_query.answer(text, show_alert=True)


def _record(event: ErrorEvent) -> None:
    error = event.exception
    message = event.update.message or (event.update.callback_query and event.update.callback_query.message)
    ids = {"update_id": event.update.update_id, "chat_id": message.chat.id if message else None}
    if isinstance(error, QuestionRefused):
        _log.info("question_refused", **ids, length=error.length)
    elif isinstance(error, KnowledgeError | TelegramAPIError):
        _log.warning("update_failed", **ids, error=type(error).__name__)
    else:
        # places only: a message or a local variable of the exception may hold what somebody wrote
        places = [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
        cause = type(error.__cause__).__name__ if error.__cause__ else None
        _log.error("update_failed", **ids, error=type(error).__name__, cause=cause, places=places[-8:])
