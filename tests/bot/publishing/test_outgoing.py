"""Messages as the payloads of effects."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import Button
from bot.publishing.outgoing import ArtefactFile, AttachmentFile, Outgoing, PayloadRefused, effects

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


def test_what_a_message_brings_along_comes_back_from_json() -> None:
    """Buttons, a file by where it is kept, what it edits; and nothing that is not asked for is kept."""
    keyboard = ((Button("通过", data="w:card:approve:1:2"),), (Button("网页", url="https://e.org"),))
    files = {"document": ArtefactFile(4, 2, "issue.pdf"), "photo": AttachmentFile(12)}
    for name, file in files.items():
        outgoing = Outgoing("x", keyboard=keyboard, edits="card:1", pin=True, filename="a.pdf", **{name: file})  # type: ignore[arg-type]
        payload = outgoing.payload()
        assert Outgoing.of_payload(json.loads(json.dumps(payload))) == outgoing
        assert files.keys() & payload.keys() == {name}


@pytest.mark.parametrize(
    "more", [{"keyboard": [[{"text": 1}]]}, {"keyboard": "x"}, {"document": {"issue": 4}}, {"edits": 7}, {"photo": "x"}]
)
def test_what_is_brought_along_must_have_its_shape(more: dict[str, object]) -> None:
    """Another version's buttons are not guessed at."""
    with pytest.raises(PayloadRefused):
        Outgoing.of_payload({"html": "x", "reply_to": None, "topic_id": None, **more})


def test_buttons_stand_under_the_last_page() -> None:
    """The first is what edits and is pinned."""
    keyboard = ((Button("通过", data="w:card:approve:1:2"),),)
    place = Outgoing("", 9, keyboard=keyboard, edits="card:1", pin=True)
    first, second = (Outgoing.of_payload(one.payload) for one in effects("k", -100, ["一", "二"], place))
    assert (first.keyboard, first.edits, first.pin, first.reply_to) == ((), "card:1", True, 9)
    assert (second.keyboard, second.edits, second.pin, second.reply_to) == (keyboard, None, False, 9)
