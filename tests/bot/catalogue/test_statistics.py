"""The words of statistics."""

import re
from pathlib import Path

import pytest

from bot import catalogue
from bot.catalogue.statistics import StatisticsWords
from knowledge.records import Way

BOT = Path(catalogue.__file__).parents[1]


@pytest.mark.parametrize("words", StatisticsWords)
def test_both_languages_take_the_same_variables(words: StatisticsWords) -> None:
    """And the English holds nothing Chinese."""
    zh, en = words.value.zh, words.value.en
    assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en))
    assert not re.search("[\u4e00-\u9fff]", en)


def test_every_way_has_a_word_and_every_word_is_said() -> None:
    """One that nothing says any more is removed."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    named = {words.name for words in StatisticsWords if words.name.startswith(("WAY_", "MODE_", "STAGE_"))}
    assert {f"WAY_{way.name}" for way in Way} <= named
    assert {one.name for one in StatisticsWords if f"StatisticsWords.{one.name}" not in code} - named == set()
