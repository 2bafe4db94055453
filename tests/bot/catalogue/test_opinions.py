"""The words of opinions and of inline mode."""

import re
from pathlib import Path

import pytest

from bot import catalogue
from bot.catalogue.opinions import FAULTS, InlineWords, OpinionWords
from knowledge.records import Fault

BOT = Path(catalogue.__file__).parents[1]


@pytest.mark.parametrize("words", [*OpinionWords, *InlineWords])
def test_both_languages_take_the_same_variables(words: OpinionWords | InlineWords) -> None:
    """And the Chinese is Chinese, the English is not."""
    zh, en = words.value.zh, words.value.en
    assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en))
    assert re.search("[\u4e00-\u9fff]", zh)
    assert not re.search("[\u4e00-\u9fff]", en)


def test_every_word_is_said_somewhere() -> None:
    """One that nothing says any more is removed."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    assert [one for one in (*OpinionWords, *InlineWords) if f"{type(one).__name__}.{one.name}" not in code] == []


def test_every_fault_but_wrong_can_be_said_with_one_tap() -> None:
    """That an answer is wrong says nothing that 👎 does not."""
    assert set(FAULTS) == set(Fault) - {Fault.WRONG}
