"""What is said around an issue."""

import re

import pytest

from bot.catalogue.issues import IssueWords


@pytest.mark.parametrize("words", IssueWords)
def test_both_languages_take_the_same_variables(words: IssueWords) -> None:
    """A sentence that needs a number needs it in both languages."""
    phrase = words.value
    assert set(re.findall(r"{(\w+)}", phrase.zh)) == set(re.findall(r"{(\w+)}", phrase.en))
