"""Messages as the payloads of effects."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.publishing.outgoing import Outgoing, PayloadRefused, effects

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.dictionaries(st.sampled_from(["html", "reply_to", "topic_id", "silent", "x"]), inner, max_size=5),
    max_leaves=8,
)


def test_a_payload_holds_the_whole_message() -> None:
    """By these names, which stay as they are while old payloads may lie in an outbox."""
    outgoing = Outgoing("<b>x</b>", 41, 33, silent=True)
    assert outgoing.payload() == {"html": "<b>x</b>", "reply_to": 41, "topic_id": 33, "silent": True}
    assert Outgoing.of_payload(outgoing.payload()) == outgoing


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["html", "reply_to", "topic_id", "silent", "x"]), JSON))
def test_what_is_no_message_is_refused(payload: dict[str, object]) -> None:
    """Whatever it is, and whatever else it has."""
    try:
        outgoing = Outgoing.of_payload(payload)
    except PayloadRefused:
        assert (
            not isinstance(payload.get("html"), str)
            or not {"reply_to", "topic_id"} <= payload.keys()
            or any(not isinstance(payload[name], int | None) for name in ("reply_to", "topic_id"))
        )
    else:
        assert outgoing.html == payload["html"]


def test_pages_are_effects_of_their_own() -> None:
    """In the place of the first; one page has the key alone."""
    first, second = effects("k", -100, ["一", "二"], Outgoing("", topic_id=3))
    assert (first.key, second.key, first.chat_id) == ("k", "k/2", -100)
    assert Outgoing.of_payload(second.payload) == Outgoing("二", topic_id=3)


@pytest.mark.parametrize("silent", [None, 1, "yes"])
def test_only_true_is_without_a_sound(silent: object) -> None:
    """A message that is heard disturbs less than one that is missed."""
    assert not Outgoing.of_payload({"html": "x", "reply_to": None, "topic_id": None, "silent": silent}).silent
