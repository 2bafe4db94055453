"""What is asked, in the words of a message."""

import pytest
from aiogram.types import Message, User

from bot.conversation.addressing import is_command, question_of
from tests.bot.doubles import GROUP, ME

BOT = User.model_validate(ME)


def message(text: str, *entities: tuple[int, int]) -> Message:
    """A group message with mentions at these places."""
    marks = [{"type": "mention", "offset": offset, "length": length} for offset, length in entities]
    return Message.model_validate({"message_id": 1, "date": 1, "chat": GROUP, "text": text, "entities": marks})


def test_every_mention_of_the_bot_is_removed() -> None:
    """Those of other people stay."""
    text = "🙂@zixue_bot 问 @someone 的 @ZIXUE_BOT 问题"
    assert question_of(message(text, (2, 10), (15, 8), (26, 10)), BOT) == "🙂 问 @someone 的 问题"


def test_line_breaks_and_indentation_of_a_question_stay() -> None:
    """A question may quote code."""
    assert question_of(message("/ask 看\n  x = 1\n好吗"), BOT) == "看\n  x = 1\n好吗"


@pytest.mark.parametrize("text", ["/ask", "/ask x", "/ask@bot", "/foo\nx", "/foo，x"])
def test_commands_are_commands(text: str) -> None:
    """With or without a bot's name."""
    assert is_command(message(text))


@pytest.mark.parametrize("text", ["/usr/bin", "/ask什么", "ask", " /ask", "/"])
def test_other_slashes_are_not(text: str) -> None:
    """A path is a path."""
    assert not is_command(message(text))
