"""Estimates of tokens."""

import pytest

from knowledge.language.tokens import token_count


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("a", 0), ("遗忘门决定", 3), ("forget gate", 3), ("LSTM 的门", 3)]
)
def test_a_chinese_character_is_about_twice_an_english_letter(text: str, tokens: int) -> None:
    """Of both in one text, each counts as its own kind."""
    assert token_count(text) == tokens
