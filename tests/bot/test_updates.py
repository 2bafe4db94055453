"""What arrives, whatever it is."""

import json
from typing import Any

import pytest
from aiogram.types import Update
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.answering.concluding import Again
from bot.conversation.answering.stopping import Stop
from bot.updates import arrived, arrived_body, kind_of

CHAT = {"id": -100, "type": "supergroup"}
PERSON = {"id": 7, "is_bot": False, "first_name": "小明"}
FROM_A_CHAT = {
    "message", "edited_message", "channel_post", "edited_channel_post", "business_message", "edited_business_message",
    "deleted_business_messages", "guest_message", "message_reaction", "message_reaction_count", "my_chat_member",
    "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost",
}  # fmt: skip
FROM_A_PERSON = {"inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query", "purchased_paid_media"}
OF_A_PERSON = {"poll_answer", "business_connection", "managed_bot", "subscription"}
ODD = {"callback_query", "stopped_message_generation", "poll"}

SCALARS = st.none() | st.booleans() | st.integers(-(10**40), 10**40) | st.floats() | st.text(max_size=5)
NAMES = st.sampled_from(["update_id", "message", "chat", "id", "from", "text", "callback_query"]) | st.text(max_size=3)
JSON = st.recursive(SCALARS, lambda deeper: st.lists(deeper) | st.dictionaries(NAMES, deeper), max_leaves=20)


def lane(**content: Any) -> str:  # noqa: ANN401
    """The lane of an update with this content."""
    return arrived({"update_id": 5, **content}).lane


def test_every_kind_of_update_is_known_here() -> None:
    """A kind that Telegram adds is to be given its lane."""
    assert Update.model_fields.keys() - {"update_id"} == FROM_A_CHAT | FROM_A_PERSON | OF_A_PERSON | ODD


@pytest.mark.parametrize("kind", sorted(FROM_A_CHAT))
def test_what_happens_in_a_chat_shares_the_chats_lane(kind: str) -> None:
    """So that it is worked off in order, whoever did it."""
    assert lane(**{kind: {"chat": CHAT, "from": PERSON, "user": PERSON}}) == "chat:-100"


@pytest.mark.parametrize(
    ("kind", "content"),
    [(kind, {"from": PERSON}) for kind in sorted(FROM_A_PERSON)]
    + [(kind, {"user": PERSON}) for kind in sorted(OF_A_PERSON)],
)
def test_what_has_only_a_person_goes_by_the_person(kind: str, content: dict[str, Any]) -> None:
    """Two of one person keep their order."""
    assert lane(**{kind: content}) == "user:7"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"callback_query": {"message": {"chat": CHAT}, "from": PERSON}}, "button:-100"),
        (
            {"callback_query": {"message": {"chat": CHAT}, "from": PERSON, "data": Again(exchange=1).pack()}},
            "button:-100",
        ),
        ({"callback_query": {"message": {"chat": CHAT}, "from": PERSON, "data": Stop(asker=7).pack()}}, "stop:-100"),
        ({"callback_query": {"inline_message_id": "x", "from": PERSON}}, "user:7"),
        ({"stopped_message_generation": {"chat": CHAT}}, "stop:-100"),
        ({"message": {"chat": CHAT, "text": "/stop"}}, "stop:-100"),
        ({"message": {"chat": CHAT, "text": "/STOP@zixue_bot 了"}}, "stop:-100"),
        ({"message": {"chat": CHAT, "text": "/stops"}}, "chat:-100"),
        ({"edited_message": {"chat": CHAT, "text": "/stop"}}, "chat:-100"),
        ({"poll_answer": {"voter_chat": CHAT}}, "chat:-100"),
        ({"poll": {"id": "77"}}, "update:5"),
        ({"something_new": {"chat": CHAT}}, "chat:-100"),
        ({"message": {"chat": {"id": "-100"}}}, "update:5"),
        ({"message": {"chat": {"id": True}}}, "update:5"),
        ({"message": {"chat": {"id": 10**30}}}, "update:5"),
        ({"message": "text"}, "update:5"),
        ({}, "update:5"),
    ],
)
def test_stops_and_buttons_overtake_what_is_written_in_their_chat(content: dict[str, Any], expected: str) -> None:
    """A stop that waited behind the answer would come too late; what has no chat at all waits for nothing."""
    assert lane(**content) == expected


TOPIC = {"chat": CHAT, "is_topic_message": True, "message_thread_id": 9}
THREAD = TOPIC | {"is_topic_message": False}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"message": TOPIC}, "chat:-100:9"),
        ({"edited_message": TOPIC}, "chat:-100:9"),
        ({"callback_query": {"message": TOPIC, "from": PERSON}}, "button:-100:9"),
        ({"message": TOPIC | {"text": "/stop"}}, "stop:-100"),
        ({"message": THREAD}, "chat:-100"),
        ({"callback_query": {"message": THREAD, "from": PERSON}}, "button:-100"),
        ({"message": TOPIC | {"message_thread_id": "9"}}, "chat:-100"),
        ({"message": TOPIC | {"chat": {"id": 7, "type": "private"}}}, "chat:7"),
    ],
)
def test_each_topic_of_a_forum_keeps_an_order_of_its_own(content: dict[str, Any], expected: str) -> None:
    """A slow answer in one holds up no other; what one person does in private stays in one order."""
    assert lane(**content) == expected


@given(JSON)
def test_anything_can_be_kept(update: object) -> None:
    """Whatever it is, it has a number that a database takes or none, and comes out as it went in."""
    incoming = arrived(update)
    assert incoming.update_id is None or -(2**63) <= incoming.update_id < 2**63
    assert json.dumps(json.loads(incoming.payload)) == json.dumps(update)
    assert incoming.payload.isascii()
    assert incoming == arrived_body(incoming.payload.encode())


@given(st.binary())
def test_any_bytes_can_arrive(body: bytes) -> None:
    """What is no JSON has no number, and its text is there to be looked at."""
    assert arrived_body(body).payload == body.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"<html>", b"[" * 100_000, b'{"update_id": ' + b"9" * 5000 + b"}", b'{"update_id": "5"}', b"5"],
)
def test_what_cannot_be_read_has_no_number(body: bytes) -> None:
    """Neither depth nor length ends the process."""
    assert arrived_body(body).update_id is None


def test_an_update_too_deep_to_be_written_keeps_its_number() -> None:
    """Only so can it be acknowledged; it is empty, and will be buried."""
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    incoming = arrived({"update_id": 5, "message": {"chat": CHAT, "entities": deep}})
    assert (incoming.update_id, incoming.lane, incoming.payload) == (5, "chat:-100", "")


def test_a_half_of_a_surrogate_pair_can_be_encoded() -> None:
    """Python's JSON reader lets it through, and no database takes it."""
    assert arrived(json.loads(r'{"update_id": 5, "message": {"text": "\ud83d"}}')).payload.encode()


@pytest.mark.parametrize(
    ("update", "kind"),
    [({"update_id": 1, "poll": {}}, "poll"), ({"update_id": 1}, "unknown"), ([], "unknown"), (None, "unknown")],
)
def test_the_kind_is_the_name_of_the_content(update: object, kind: str) -> None:
    """It is told to admins, and counted."""
    assert kind_of(update) == kind


@pytest.mark.parametrize(
    ("field", "said"),
    [("text", "/ingest https://example.org"), ("caption", "/INGEST@zixue_bot"), ("text", "/calibrate")],
)
def test_what_takes_minutes_has_a_lane_of_its_own(field: str, said: str) -> None:
    """The next message of its chat does not wait for it; what only begins like it does."""
    lanes = [arrived({"update_id": 5, "message": {"chat": CHAT, field: words}}).lane for words in (said, "/ingested")]
    assert lanes == ["long:-100", "chat:-100"]


@pytest.mark.parametrize(
    ("data", "lane"), [("w:calibrate:use:0:0:-100:ab", "long:-100"), ("w:calibrated", "button:-100")]
)
def test_a_button_that_takes_minutes_is_in_that_lane_too(data: str, lane: str) -> None:
    """Other buttons do not wait for it."""
    pressed = {"update_id": 5, "callback_query": {"data": data, "message": {"chat": CHAT}}}
    assert arrived(pressed).lane == lane
