"""Which messages are one, and what that one says."""

import json
from typing import Any

import pytest
from aiogram.types import Update
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bursts import LONGEST, burst_of, joined

GROUP = {"id": -100, "type": "supergroup"}
ANNA = {"id": 7, "is_bot": False, "first_name": "Anna"}
BO = {"id": 8, "is_bot": False, "first_name": "Bo"}
OPENING = {"message_id": 1, "forum_topic_created": {"name": "论文", "icon_color": 1}}
SECONDS, LIMIT = 1.5, 200


def said(text: str, at: int = 0, person: object = ANNA, **more: Any) -> str:  # noqa: ANN401
    """An update with a message, so many seconds after the first."""
    message = {"message_id": 5, "date": 1_750_000_000 + at, "chat": GROUP, "from": person, "text": text}
    return json.dumps({"update_id": 1, "message": {name: one for name, one in {**message, **more}.items() if one}})


def places(*behind: str, first: str | None = None) -> tuple[tuple[int, ...], bool] | None:
    """Which of those behind the first belong to it, and whether no more can."""
    burst = burst_of(first or said("第一句"), behind, SECONDS, LIMIT)
    return None if burst is None else (burst.places, burst.is_over)


def test_what_follows_within_seconds_belongs_to_it() -> None:
    """Each as near to the one before as was set; dates lack their fractions. Others may write in between."""
    assert places() == ((), False)
    assert places(said("二", 2), said("别人", 2, BO), said("三", 4)) == ((0, 2), False)
    assert places(said("二", 2), said("三", 5)) == ((0,), True)


@pytest.mark.parametrize(
    "other",
    [
        said("/ask 别的", 1),
        said("", 1, photo=[{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}], caption="图"),
        said("转来的", 1, forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "x"}),
        said("对的", 1, reply_to_message={"message_id": 3}),
        said("对的", 1, quote={"text": "门", "position": 0}),
        said("@bo_bo 吃饭吗", 1, entities=[{"type": "mention", "offset": 0, "length": 6}]),
        said("小波吃饭吗", 1, entities=[{"type": "text_mention", "offset": 0, "length": 2, "user": BO}]),
        json.dumps({"update_id": 2, "edited_message": {"chat": GROUP, "from": ANNA, "text": "改了", "date": 1}}),
    ],
)
def test_anything_else_of_the_same_person_ends_it(other: str) -> None:
    """What comes after that is another question, however soon."""
    assert places(said("二", 1), other, said("三", 1)) == ((0,), True)


@pytest.mark.parametrize(
    "other",
    [
        said("别处", 1, chat={"id": 7, "type": "private"}),
        said("另一个话题", 1, is_topic_message=True, message_thread_id=9),
        said("以频道的名义", 1, sender_chat={"id": -5, "type": "channel"}),
        said("另一位匿名管理员", 1, author_signature="管理员"),
        "",
        "[" * 100_000,
        "null",
        '{"update_id": 3, "message": {"from": 5, "chat": [], "text": {}}}',
    ],
)
def test_what_is_not_the_same_person_in_the_same_place_is_passed_by(other: str) -> None:
    """Also what nobody can read."""
    assert places(other, said("二", 1)) == ((1,), False)


def test_whom_the_first_names_may_be_named_again() -> None:
    """In whichever case, and behind an emoji, which counts as two units."""
    name, again = ([{"type": "mention", "offset": at, "length": 6}] for at in (0, 3))
    first = said("@bo_bo 门控", entities=name)
    assert places(said("👍 @Bo_Bo 是什么", 1, entities=again), first=first) == ((0,), False)
    assert places(said("👍 @Al_Al 是什么", 1, entities=again), first=first) == ((), True)


def test_in_a_forum_the_opening_of_the_topic_is_no_reply() -> None:
    """Every message there has it."""
    topic: dict[str, Any] = {"is_topic_message": True, "message_thread_id": 9, "reply_to_message": OPENING}
    assert places(said("二", 1, **topic), first=said("一", **topic)) == ((0,), False)


@pytest.mark.parametrize(
    "first",
    [
        said("/ask 什么"),
        said("", caption="图"),
        said("这句？", quote={"text": "门", "position": 0}),
        joined(said("一"), [said("二")]),
        json.dumps({"update_id": 2, "callback_query": {"from": ANNA, "message": {"chat": GROUP}}}),
        "{}",
    ],
)
def test_nothing_is_joined_to_what_is_more_than_words(first: str) -> None:
    """Nor a second time to what was joined: an answer may have been given to that."""
    assert places(said("二", 1), first=first) is None


def test_a_burst_has_an_end() -> None:
    """In messages and in characters."""
    assert places(*[said("又", 1)] * LONGEST) == (tuple(range(LONGEST - 1)), True)
    assert places(said("字" * 100, 1), said("字" * 100, 1)) == ((0,), True)


def test_the_whole_says_all_of_it_in_lines() -> None:
    """As the first message; what is marked stands where it stood, in UTF-16 units, but for links and people."""
    mention = {"type": "mention", "offset": 0, "length": 7}
    person = {"type": "text_mention", "offset": 0, "length": 1, "user": {"id": "no number"}}
    others = [
        said("@zixue 第二句", 1, entities=[mention, {"type": "bold"}, 5]),
        said("三", 2, entities=[person]),
    ]
    update = json.loads(joined(said("😀 第一句", entities=[mention | {"offset": 3, "length": 3}]), others))
    message = Update.model_validate(update).message
    assert message is not None
    assert message.text == "😀 第一句\n@zixue 第二句\n三"
    assert message.message_id == 5
    found = [(one.type, one.extract_from(message.text)) for one in message.entities or ()]
    assert found == [("mention", "第一句"), ("mention", "@zixue "), ("text_mention", "三")]


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
JSON = st.recursive(SCALARS, lambda deeper: st.lists(deeper) | st.dictionaries(st.text(max_size=3), deeper))
FIELDS = st.sampled_from(["date", "chat", "from", "text", "entities", "reply_to_message", "message_thread_id"])


@given(FIELDS, JSON)
@settings(max_examples=20)
def test_whatever_waits_behind_a_question_it_can_be_asked(field: str, value: object) -> None:
    """Nobody has looked at it yet."""
    odd = json.dumps({"update_id": 2, "message": json.loads(said("二", 1))["message"] | {field: value}})
    burst = burst_of(said("一"), [odd], SECONDS, LIMIT)
    assert burst is not None
    others = [odd] if burst.places else []
    assert Update.model_validate_json(joined(said("一"), others)).message


def test_half_of_a_surrogate_pair_is_no_obstacle() -> None:
    """The database and Telegram get it later as anybody else's."""
    assert json.loads(joined(said("一\ud83d"), [said("二")]))["message"]["text"] == "一\ud83d\n二"
