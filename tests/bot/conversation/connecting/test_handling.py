"""From a claim to the handlers."""

import datetime as dt
import json
from typing import Any

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.contextvars import get_contextvars

from bot.conversation.connecting.handling import Handle
from knowledge.records import Answer
from knowledge.spine.endings import TryAgain, Undecodable
from knowledge.spine.inbox import Claim
from tests.bot.doubles import ANSWER, PERSON, PRIVATE, Conversation, talking
from tests.fakes import NOON

MESSAGE = {"message_id": 5, "date": int(NOON.timestamp()), "chat": PRIVATE, "from": PERSON, "text": "什么"}
SCALARS = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=3)
JSON = st.recursive(SCALARS, lambda deeper: st.lists(deeper) | st.dictionaries(st.text(max_size=3), deeper))


def claim(update: object, attempt: int = 1) -> Claim:
    """A claim of an update."""
    text = update if isinstance(update, str) else json.dumps(update)
    return Claim(1, 9, "chat:7", text, NOON, attempt)


def handle(chat: Conversation) -> Handle:
    """What handles the updates of a conversation."""
    return Handle(chat.dispatcher, chat.bot, attempts=5)


async def test_an_update_is_decoded_and_answered() -> None:
    """As one that Telegram handed over just now."""
    chat = Conversation()
    await handle(chat)(claim({"update_id": 9, "message": MESSAGE}))
    (sent,) = chat.screen.messages
    assert "门的值" in (sent.text or "")
    assert len(chat.replies.held) == 1


@pytest.mark.parametrize(
    "payload",
    ["", "null", "[]", "{", '{"update_id": "x"}', '{"update_id": 9, "message": {"date": 1e30}}', "[" * 100_000],
)
async def test_what_is_no_update_is_undecodable(payload: str) -> None:
    """Whatever is wrong with it, it is the same failure."""
    with pytest.raises(Undecodable):
        await handle(Conversation())(claim(payload))


@given(field=st.sampled_from([*MESSAGE, "entities", "reply_to_message", "photo"]), value=JSON)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
async def test_a_message_with_anything_in_it_is_worked_off_or_undecodable(field: str, value: object) -> None:
    """No field of a message raises anything else."""
    chat = Conversation()
    try:
        await handle(chat)(claim({"update_id": 9, "message": {**MESSAGE, field: value}}))
    except Undecodable:
        assert chat.calls() == []


async def test_half_of_a_surrogate_pair_becomes_a_replacement_character() -> None:
    """Nothing could encode it, neither the database nor the call to Telegram."""
    chat = Conversation()
    await handle(chat)(claim({"update_id": 9, "message": {**MESSAGE, "text": "什么\ud83d"}}))
    assert chat.answering.asked == ["什么\ufffd"]


@pytest.mark.parametrize("update", [{"update_id": 9}, {"update_id": 9, "something_new": {"id": 1}}])
async def test_an_update_of_a_kind_that_is_not_known_yet_is_done(update: dict[str, Any]) -> None:
    """Telegram adds kinds every few months."""
    chat = Conversation()
    await handle(chat)(claim(update))
    assert chat.session.calls == []


async def test_telegram_that_does_not_say_who_the_bot_is_is_asked_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often: no attempt is lost to it."""
    chat = Conversation()

    async def unreachable(*_: object, **__: object) -> None:
        raise TelegramNetworkError(GetMe(), "no route")

    monkeypatch.setattr(chat.session, "make_request", unreachable)
    with pytest.raises(TryAgain) as raised:
        await handle(chat)(claim({"update_id": 9, "message": MESSAGE}))
    assert (raised.value.after, raised.value.counted) == (dt.timedelta(seconds=10), False)


async def test_the_log_knows_of_which_update_it_tells() -> None:
    """Every attempt has an id of its own."""
    seen: list[dict[str, Any]] = []

    async def answering(*_: object, **__: object) -> Answer:
        seen.append(get_contextvars())
        return ANSWER

    chat = Conversation()
    chat.dispatcher.workflow_data.update(talking(answering))
    for text in ("什么", "怎么"):
        await handle(chat)(claim({"update_id": 9, "message": {**MESSAGE, "text": text}}))
    assert [one["update_id"] for one in seen] == [9, 9]
    assert len({one["request_id"] for one in seen}) == 2
    assert get_contextvars() == {}
