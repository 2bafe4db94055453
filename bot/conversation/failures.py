"""The boundary between failures and people: an exception's type becomes a sentence, its text never does."""

import datetime as dt
import traceback
from typing import Final

import structlog
from aiogram import Bot, Router
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import ErrorEvent, Message, Update

from bot import catalogue
from bot.catalogue.failures import quota_spent
from bot.conversation.addressing import is_private, is_spoken_to
from bot.conversation.sending import reply
from bot.rendering import Audience, sentence
from knowledge.errors import (
    IndexUnavailable,
    KnowledgeError,
    LibraryDamaged,
    LibraryNewer,
    LibraryUnavailable,
    QuestionRefused,
    QuotaSpent,
)
from knowledge.spine.endings import TryAgain
from knowledge.spine.inbox import Claim
from knowledge.spine.pacing import Paces, Rate

_PASSING: Final = (
    TelegramNetworkError,
    TelegramServerError,
    TelegramRetryAfter,
    ClientDecodeError,  # a gateway's page in the place of Telegram's answer
    LibraryUnavailable,
    IndexUnavailable,
)
_LASTING: Final = (LibraryDamaged, LibraryNewer)
_SELDOM: Final = Rate(every=60.0)
_LATER: Final = dt.timedelta(minutes=2)
_log = structlog.get_logger(__name__)


def router() -> Router:
    """Catches whatever a handler raises."""
    errors = Router(name="failures")
    errors.errors.register(explain)
    return errors


async def explain(  # noqa: PLR0913  aiogram gives what is asked for by name
    event: ErrorEvent,
    bot: Bot,
    audience: Audience | None = None,
    claim: Claim | None = None,
    paces: Paces | None = None,
    *,
    last_attempt: bool = False,
) -> None:
    """Log a failure with ids only, and say what it means where it can be said and somebody waits for a word.

    Raises:
        TryAgain: what stands in the way passes, and the update is claimed, so that it will be tried again.
    """
    error = event.exception
    if isinstance(error, TryAgain):  # whoever raised it has said all there is to say
        raise error
    if claim is not None and _passes(error) and (not last_attempt or isinstance(error, TelegramRetryAfter)):
        _log.warning("update_waits", **_ids(event), error=type(error).__name__, attempt=claim.attempt)
        raise _again(error) from error
    _record(event)
    if await _nobody_waits(event.update, bot) or (_is_silent(error) and not (claim and _passes(error))):
        return
    try:
        if isinstance(error, QuotaSpent):
            await _refuse(event, error, audience, paces)
        else:
            await _say(event, catalogue.failure(error, audience.language if audience else "zh"))
    except _PASSING as failure:
        if claim is not None:  # no question ends without a word: who cannot be told now is told later, or answered
            raise _again(failure, _LATER) from failure
    except TelegramAPIError:
        return


def _passes(error: Exception) -> bool:
    return isinstance(error, _PASSING) and not isinstance(error, _LASTING)


def _again(error: Exception, after: dt.timedelta | None = None) -> TryAgain:
    """Telegram's own waiting time does not count as a failure, nor does what follows the last attempt."""
    if isinstance(error, TelegramRetryAfter):
        return TryAgain(dt.timedelta(seconds=error.retry_after), counted=False)
    return TryAgain(after, counted=after is None)


def _is_silent(error: Exception) -> bool:
    """Whether the chat cannot be reached, or wants silence: one more message would fail the same way."""
    return isinstance(error, TelegramAPIError) and not isinstance(error, TelegramBadRequest)


def _message_of(update: Update) -> Message | None:
    return update.message or update.edited_message


async def _nobody_waits(update: Update, bot: Bot) -> bool:
    """Whether it is what people of a group say to each other, of which the bot has only heard."""
    message = _message_of(update)
    return message is not None and not is_spoken_to(message, await bot.me())


async def _refuse(event: ErrorEvent, spent: QuotaSpent, audience: Audience | None, paces: Paces | None) -> None:
    """Say when one may ask again; in a group to each person once a minute, and with silence after that."""
    message = _message_of(event.update)
    if message is not None and not is_private(message) and paces is not None:
        asker = message.sender_chat or message.from_user
        if asker is not None and await paces.take(f"refused:{message.chat.id}:{asker.id}", _SELDOM) > 0:
            return
    spoken = audience or Audience("zh", "")
    await _say(event, quota_spent(spent, spoken.language, spoken.zone))


async def _say(event: ErrorEvent, text: str) -> None:
    if message := _message_of(event.update):
        await reply(message, sentence(text))
    elif event.update.callback_query:
        await event.update.callback_query.answer(text, show_alert=True)


def _ids(event: ErrorEvent) -> dict[str, int | None]:
    query = event.update.callback_query
    message = _message_of(event.update) or (query and query.message)
    return {"update_id": event.update.update_id, "chat_id": message.chat.id if message else None}


def _record(event: ErrorEvent) -> None:
    error, ids = event.exception, _ids(event)
    if isinstance(error, QuotaSpent):
        _log.info("quota_spent", **ids, kind=error.kind)
    elif isinstance(error, QuestionRefused):
        _log.info("question_refused", **ids, length=error.length)
    elif isinstance(error, KnowledgeError | TelegramAPIError):
        _log.warning("update_failed", **ids, error=type(error).__name__)
    else:
        # places only: a message or a local variable of the exception may hold what somebody wrote
        places = [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
        cause = type(error.__cause__).__name__ if error.__cause__ else None
        _log.error("update_failed", **ids, error=type(error).__name__, cause=cause, places=places[-8:])
