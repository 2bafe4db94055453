"""Telegram Desktop's export is read."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import Refusal, SourceRefused
from knowledge.reading import formats
from knowledge.reading.formats import telegram_export


def message(number: int, name: str | None, text: object, reply: int | None = None, **more: object) -> dict[str, Any]:
    """One exported message, forty seconds after the one before."""
    seconds = 1709294400 + 40 * number
    made = {
        "id": number,
        "type": "message",
        "date": f"2024-03-01T20:{number % 60:02}:00",
        "date_unixtime": str(seconds),
        "from": name,
        "from_id": f"user9000{abs(hash(name)) % 1000:03}",
        "text": text,
    } | more
    return made if reply is None else made | {"reply_to_message_id": reply}


ASKED = [
    message(1, "小北 王", "为什么 LSTM 的门用 sigmoid？"),
    message(2, "老周", "输出在 0 到 1 之间，适合当比例。", 1),
    message(3, "小北 王", "谢谢", 2),
]


def export(messages: list[dict[str, Any]], kind: str = "private_supergroup", **more: object) -> bytes:
    """The `result.json` of one chat."""
    chat = {"name": "学习群", "type": kind, "id": 1234567890, "messages": messages} | more
    return json.dumps(chat, ensure_ascii=False, indent=1).encode()


def refusal_of(data: bytes) -> Refusal | None:
    """Why it is refused, if it is."""
    try:
        telegram_export.read("result.json", data, None)
    except SourceRefused as refused:
        return refused.refusal
    return None


def test_a_group_becomes_questions_and_answers() -> None:
    """One entry a question, linked to its message, dated, by who answered; nothing tells whose account it was."""
    reading = telegram_export.read("result.json", export(ASKED), None)
    (entry,) = reading.entries
    assert (reading.shape, reading.title, reading.private) == ("chat_export", "学习群", True)
    assert (entry.title, entry.author, entry.section) == ("为什么 LSTM 的门用 sigmoid？", "老周", "学习群")
    assert entry.url == "https://t.me/c/1234567890/1"
    assert entry.text == "## 小北 问：为什么 LSTM 的门用 sigmoid？\n\n## 老周 答\n\n输出在 0 到 1 之间，适合当比例。"
    assert str(entry.date) == "2024-03-01"


def test_it_is_recognised() -> None:
    """By its content, whatever it is called; other JSON is not."""
    assert formats.of("x.txt", export(ASKED)) is telegram_export
    assert telegram_export.recognises("", b'\xef\xbb\xbf{"about": "x", "chats": {"about": "", "list": []}}')
    assert not telegram_export.recognises("result.json", b'{"cells": [], "nbformat": 4}')
    assert not telegram_export.recognises("result.json", b'{"type": "message", "messages": []}')
    assert not telegram_export.recognises("result.json", b'["private_group"]')
    assert not telegram_export.recognises("", b"")


@pytest.mark.parametrize("kind", ["private_group", "personal_chat"])
def test_without_an_address_there_is_no_link(kind: str) -> None:
    """Messages of small groups and between two people cannot be linked to."""
    assert [entry.url for entry in telegram_export.read("", export(ASKED, kind), None).entries] == [None]


def test_of_an_account_only_groups_and_channels_are_read() -> None:
    """Conversations between two people are nobody else's."""
    group = {"name": "学习群", "type": "public_supergroup", "id": 1, "messages": ASKED}
    account = {
        "about": "x",
        "chats": {"list": [group, group | {"type": "personal_chat"}, 7]},
        "left_chats": {"list": 0},
    }
    reading = telegram_export.read("", json.dumps(account).encode(), None)
    assert (len(reading.entries), reading.title) == (1, "学习群")


def test_a_channels_posts_are_entries() -> None:
    """Each that has enough text; a public channel's are no private messages."""
    long = "扩散模型的采样为什么慢：每一步都要跑一遍网络。\n" + "蒸馏之后可以少走很多步，代价是多样性变差。" * 2
    posts = [message(1, "频道", long, author="Zhang Wei"), message(2, "频道", "早")]
    reading = telegram_export.read("", export(posts, "public_channel", username="some_channel"), None)
    (entry,) = reading.entries
    assert not reading.private
    assert (entry.text, entry.author, entry.url) == (long, "Zhang", "https://t.me/some_channel/1")
    assert telegram_export.read("", export(posts, "private_channel"), None).private


def test_a_forums_topic_is_the_section() -> None:
    """Where the question was asked in one."""
    root = {"id": 9, "type": "service", "action": "topic_created", "title": "答疑", "date": "2024-03-01T19:00:00"}
    inside = [root, ASKED[0] | {"id": 10, "reply_to_message_id": 9}, ASKED[1] | {"id": 11, "reply_to_message_id": 10}]
    (entry,) = telegram_export.read("", export(inside), None).entries
    assert entry.section == "答疑"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (export(ASKED)[:-40], Refusal.DAMAGED),
        (b'{"type": "private_group", "messages": [\xff\xfe]}', Refusal.DAMAGED),
        (b'{"type": "private_group", "messages": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", Refusal.TOO_COMPLEX),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, refusal: Refusal) -> None:
    """Cut off, not text, or nested without end."""
    assert refusal_of(data) is refusal


@pytest.mark.parametrize("kind", ["private_supergroup", "private_channel"])
def test_a_chat_without_answers_says_so(kind: str) -> None:
    """It is no page of which navigation was removed: nobody answered, or every post is too short."""
    assert refusal_of(export([message(1, "小北", "早"), message(2, "老周", "食堂")], kind)) is Refusal.NO_ANSWERS


def test_control_characters_are_no_damage() -> None:
    r"""Telegram Desktop writes them as \x0B, which no JSON reader takes."""
    data = export(ASKED).replace("适合".encode(), "适\\\\x0A合\\x0B".encode())
    assert "适\\x0A合" in telegram_export.read("", data, None).entries[0].text


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["message", "service", "怎么办？"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "id"]), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    [
        "id",
        "type",
        "date",
        "date_unixtime",
        "from",
        "from_id",
        "text",
        "text_entities",
        "reply_to_message_id",
        "action",
        "title",
        "via_bot",
    ]
)


@given(st.lists(st.tuples(st.sampled_from(ASKED), st.dictionaries(FIELDS, JSON, max_size=3)), max_size=6), JSON)
def test_any_fields_can_be_read(records: list[tuple[dict[str, Any], dict[str, Any]]], other: object) -> None:
    """Fields of any type, missing messages, numbers used twice: it is read, never an error."""
    messages = [one | changed for one, changed in records]
    data = json.dumps({"name": other, "type": "private_supergroup", "id": other, "messages": messages}).encode()
    assert refusal_of(data) in {None, Refusal.NO_ANSWERS}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["怎么联系 {}？", "可以打 {} 试试", "{}", "应该是 {} 的问题"]),
            st.text(alphabet="0123456789", min_size=9, max_size=9),
            st.sampled_from(["小北 {}", "{}", "老周({})"]),
        ),
        min_size=2,
        max_size=6,
    )
)
def test_no_number_of_anybody_comes_out(lines: list[tuple[str, str, str]]) -> None:
    """Neither a sender's id nor a telephone number, in names and texts alike."""
    messages = [
        message(
            place, name.format("13" + digits), text.format("13" + digits), place - 1 or None, from_id=f"user77{digits}"
        )
        for place, (text, digits, name) in enumerate(lines, 1)
    ] + [record | {"id": 90 + record["id"]} for record in ASKED[:1]]
    messages.append(message(99, "老周", "输出在 0 到 1 之间，适合当比例。", 91))
    shown = repr(telegram_export.read("", export(messages), None))
    assert "user77" not in shown
    assert not any("13" + digits in shown for _, digits, _ in lines)
