"""What can go wrong, as one failure."""

import datetime as dt
import time
from email.utils import format_datetime
from json import JSONDecodeError

import httpx2
import pytest
from openai import APIConnectionError, APIStatusError, APITimeoutError, AuthenticationError

from knowledge.adapters.openai_chat.failures import CutOff, failure_of, is_passing, retry_after
from knowledge.errors import KeyRefused, WriterFailed

REQUEST = httpx2.Request("POST", "http://127.0.0.1/")


def refusal(status: int, **headers: str) -> APIStatusError:
    """What the client raises for a status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = AuthenticationError if status == 401 else APIStatusError
    return kind("sk-secret", response=httpx2.Response(status, headers=named, request=REQUEST), body=None)


def test_a_failure_has_no_words_of_the_server() -> None:
    """They may repeat the key."""
    for error in (refusal(401), refusal(500), ValueError("sk-secret")):
        assert "secret" not in f"{failure_of(error)!r} {failure_of(error)}"


def test_a_refused_key_has_a_type_of_its_own() -> None:
    """A status that only looks like it has not."""
    assert isinstance(failure_of(refusal(401)), KeyRefused)
    assert not isinstance(failure_of(refusal(403)), KeyRefused)
    assert failure_of(refusal(403)).reason == "status 403"


def test_what_is_a_failure_already_stays_itself() -> None:
    """With its reason."""
    cut = CutOff("finish_reason None")
    assert failure_of(cut) is cut


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (refusal(429), True),
        (refusal(500), True),
        (refusal(503), True),
        (refusal(400), False),
        (refusal(401), False),
        (refusal(404), False),
        (APIConnectionError(request=REQUEST), True),
        (APITimeoutError(request=REQUEST), False),
        (httpx2.RemoteProtocolError("x"), True),
        (httpx2.ReadTimeout("x"), False),
        (JSONDecodeError("x", "{", 1), True),
        (CutOff("finish_reason None"), True),
        (WriterFailed("finish_reason length"), False),
        (WriterFailed("no first token in time"), False),
        (ValueError(), False),
    ],
)
def test_what_may_pass_is_known(error: Exception, *, passing: bool) -> None:
    """Too much traffic, a stumbling server, a broken connection; not what took too long, makes no sense or is meant."""
    assert is_passing(error) is passing


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry_after": "2"}, 2.0),
        ({"retry_after": "0.5"}, 0.5),
        ({"retry_after_ms": "250", "retry_after": "9"}, 0.25),
        ({"retry_after": "-1"}, 0.0),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
    ],
)
def test_a_server_may_say_when(headers: dict[str, str], seconds: float | None) -> None:
    """In seconds, milliseconds or as a date."""
    assert retry_after(refusal(429, **headers)) == seconds


def test_a_date_is_so_many_seconds_away() -> None:
    """By this machine's clock."""
    at = dt.datetime.fromtimestamp(time.time() + 100, dt.UTC)
    assert retry_after(refusal(503, retry_after=format_datetime(at, usegmt=True))) == pytest.approx(100, abs=5)


def test_a_broken_connection_asks_for_nothing() -> None:
    """It has no headers."""
    assert retry_after(APIConnectionError(request=REQUEST)) is None
