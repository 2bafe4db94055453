"""What refusals mean."""

import pytest
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import SendMessage
from aiohttp import ClientConnectorError, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey

from bot.conversation.requests.refusals import is_certain, why_lost

METHOD = SendMessage(chat_id=1, text="x")


def caused(cause: Exception) -> TelegramNetworkError:
    """A failure of the way, as aiogram makes it."""
    error = TelegramNetworkError(METHOD, "x")
    error.__cause__ = cause
    return error


NOWHERE = ClientConnectorError(ConnectionKey("e.org", 443, True, True, None, None, None), OSError())  # noqa: FBT003


@pytest.mark.parametrize(
    ("error", "certain"),
    [
        (TelegramBadRequest(METHOD, "Bad Request: x"), True),
        (TelegramForbiddenError(METHOD, "Forbidden: x"), True),
        (TelegramRetryAfter(METHOD, "x", 3), True),
        (TelegramEntityTooLarge(METHOD, "x"), True),
        (caused(NOWHERE), True),
        (caused(ServerDisconnectedError()), False),
        (caused(TimeoutError()), False),
        (TelegramServerError(METHOD, "Bad Gateway"), False),
        (ClientDecodeError("x", ValueError(), "<html>"), False),
    ],
)
def test_only_telegrams_own_word_and_a_way_that_never_began_are_certain(error: AiogramError, *, certain: bool) -> None:
    """Everything else may have been sent."""
    assert is_certain(error) is certain


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (TelegramForbiddenError(METHOD, "Forbidden: something new"), "forbidden"),
        (TelegramBadRequest(METHOD, "Bad Request: chat not found"), "unknown"),
        (TelegramBadRequest(METHOD, "Bad Request: message to edit not found"), None),
        (TelegramRetryAfter(METHOD, "chat not found", 3), None),
    ],
)
def test_a_chat_is_lost_for_a_reason(error: AiogramError, reason: str | None) -> None:
    """Every 403 is one, a 400 whose words say so, and nothing else."""
    assert why_lost(error) == reason
