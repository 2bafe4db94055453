"""What can go wrong between us and a model, as one failure with a word for the log."""

import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from json import JSONDecodeError
from typing import Final

import httpx2
from openai import APIConnectionError, APIStatusError, APITimeoutError, AuthenticationError, OpenAIError

from knowledge.errors import KeyRefused, WriterFailed

# The client checks no chunk against its own types: what a chunk of another shape raises is whatever reading it raises.
FAILURES: Final = (
    WriterFailed,
    OpenAIError,
    httpx2.HTTPError,
    RuntimeError,  # also that the client is closed already, because the bot is about to end
    httpx2.InvalidURL,
    TimeoutError,
    ValueError,
    TypeError,
    AttributeError,
    ExceptionGroup,  # from the library below the client's, while it connects
)
_TOO_MANY: Final = 429
_SERVER_ERROR: Final = 500


class CutOff(WriterFailed):
    """The answer broke off: its stream ended, and the model had not said why it stops."""


def failure_of(error: BaseException) -> WriterFailed:
    """The failure that an error stands for; never with the server's own words, which may repeat the key."""
    match error:
        case WriterFailed():
            return error
        case AuthenticationError():
            return KeyRefused(f"status {error.status_code}")
        case APIStatusError():
            return WriterFailed(f"status {error.status_code}")
        case _:
            return WriterFailed(type(error).__name__)


def is_passing(error: BaseException) -> bool:
    """Whether the same request may go well in a moment: too much traffic, a server's error, a broken connection.

    A chunk that is no JSON is one that was damaged or cut on its way.
    """
    if isinstance(error, APIStatusError):
        return error.status_code == _TOO_MANY or error.status_code >= _SERVER_ERROR
    if isinstance(error, APITimeoutError | httpx2.TimeoutException):
        return False
    return isinstance(error, APIConnectionError | httpx2.TransportError | CutOff | JSONDecodeError)


def retry_after(error: BaseException) -> float | None:
    """The seconds that the server asked to be left alone for, if it did (RFC 9110, 10.2.3; OpenAI's own in ms)."""
    if not isinstance(error, APIStatusError):
        return None
    headers = error.response.headers
    try:
        if (milliseconds := headers.get("retry-after-ms")) is not None:
            return max(float(milliseconds) / 1000, 0.0)
        asked = headers.get("retry-after")
        return None if asked is None else max(_seconds(asked), 0.0)
    except ValueError:
        return None


def _seconds(asked: str) -> float:
    """Seconds, or the date that stands there instead."""
    try:
        return float(asked)
    except ValueError:
        return parsedate_to_datetime(asked).replace(tzinfo=UTC).timestamp() - time.time()
