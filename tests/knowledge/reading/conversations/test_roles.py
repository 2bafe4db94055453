"""What a turn does in a conversation."""

import datetime as dt

import pytest

from knowledge.reading.conversations.linking import Conversation
from knowledge.reading.conversations.messages import Message, Role
from knowledge.reading.conversations.roles import role_of
from knowledge.reading.conversations.speech import analyse
from knowledge.reading.conversations.turns import Turn

START = dt.datetime(2024, 3, 1, 20, tzinfo=dt.UTC)


def turn(person: str, text: str) -> Turn:
    """One message as a turn."""
    return Turn([Message(1, START, person, text)], analyse(text))


@pytest.mark.parametrize(
    ("person", "text", "role"),
    [
        ("乙", "把学习率降到 1e-4", Role.ANSWER),
        ("乙", "是不是学习率太大了？", Role.ANSWER),
        ("乙", "你用的什么版本？", Role.CONTEXT),
        ("甲", "用的 2.1 版本", Role.CONTEXT),
        ("甲", "那要不要 warmup？", Role.CONTEXT),
        ("甲", "解决了，原来是标签没打乱", Role.ANSWER),
    ],
)
def test_roles_are_told(person: str, text: str, role: Role) -> None:
    """Others answer, guess or ask back; the asker explains, asks on, or finds it out."""
    assert role_of(turn(person, text), Conversation([(Role.QUESTION, turn("甲", "loss 为什么不降？"))])) is role
