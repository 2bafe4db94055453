"""Telegram Desktop's records become messages."""

import datetime as dt
from typing import Any

import pytest

from knowledge.reading.conversations.telegram import conversation, text_of, time_of


def record(number: int, text: object, **more: object) -> dict[str, Any]:
    """One exported message."""
    return {
        "id": number,
        "type": "message",
        "date": "2024-03-01T20:00:00",
        "date_unixtime": "1709294400",
        "from": "Zhang Wei",
        "from_id": "user777000111",
        "text": text,
    } | more


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("一句话", "一句话"),
        (["看 ", {"type": "link", "text": "https://a.org"}], "看 https://a.org"),
        ([{"type": "text_link", "text": "这里", "href": "https://a.org/x"}], "[这里](https://a.org/x)"),
        ([{"type": "text_link", "text": "点我", "href": "javascript:x"}], "点我"),
        ([{"type": "pre", "text": "x = 1\n", "language": "python"}], "```python\nx = 1\n```"),
        (["用 ", {"type": "code", "text": "pip"}], "用 `pip`"),
        ([{"type": "phone", "text": "+86 138"}, {"type": "email", "text": "a@b.c"}], "〔已隐去〕〔已隐去〕"),
        ([{"type": "mention", "text": "@nobody_known"}, "看看"], "看看"),
        (["# 标题\n", {"type": "bold", "text": "粗"}, 3, None, {"type": "plain"}], "标题\n粗"),
        (None, ""),
    ],
)
def test_entities_become_light_markdown(text: object, shown: str) -> None:
    """Code is fenced, web links stay, people and their numbers go, whatever else is not text is left out."""
    assert text_of(record(1, text)) == shown


def test_a_mention_becomes_a_nickname() -> None:
    """Where somebody of that name or number wrote in the chat."""
    records = [
        record(1, [{"type": "mention", "text": "@old_zhou"}, "好"]),
        record(
            2, [{"type": "mention_name", "text": "周", "user_id": 5}, "好"], **{"from": "Old Zhou", "from_id": "user5"}
        ),
    ]
    said = conversation({"messages": records, "id": 1}).messages
    assert [message.text for message in said] == ["@Old 好", "@Old 好"]


def test_times_have_the_exporters_zone() -> None:
    """Two times of one message tell it; one alone is UTC."""
    assert time_of(record(1, "", date="2024-03-01T20:00:00", date_unixtime="1709294400")) == dt.datetime(
        2024, 3, 1, 20, tzinfo=dt.timezone(dt.timedelta(hours=8))
    )
    assert time_of({"date": "2024-03-01T20:00:00"}) == dt.datetime(2024, 3, 1, 20, tzinfo=dt.UTC)
    assert time_of({"date": "yesterday", "date_unixtime": "1" * 20}) is None


def test_topics_are_followed_through_replies() -> None:
    """A reply to a topic's root is in the topic and replies to nobody; a reply to that is in it too."""
    records = [
        {"id": 5, "type": "service", "action": "topic_created", "title": "答疑", "date": "2024-03-01T20:00:00"},
        record(6, "问", reply_to_message_id=5),
        record(7, "答", reply_to_message_id=6),
        record(8, "别的"),
    ]
    said = conversation({"messages": records})
    assert [(message.topic, message.reply_to) for message in said.messages] == [(5, None), (5, 6), (None, None)]
    assert said.topics == {5: "答疑"}


def test_bots_and_commands_are_left_out() -> None:
    """A question to a bot stays a question, without the command."""
    records = [
        record(1, "/ask 什么是注意力？"),
        record(2, "/start"),
        record(3, "注意力是……", **{"from": "Zixue Bot", "from_id": "user9"}),
        record(4, "x", via_bot="@gif"),
    ]
    assert [message.text for message in conversation({"messages": records}).messages] == ["什么是注意力？", ""]
