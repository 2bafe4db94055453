"""The words of an evaluation."""

import re
from pathlib import Path

import pytest

from bot import catalogue
from bot.catalogue.measures import Measures
from knowledge.evaluating.sets import Problem

BOT = Path(catalogue.__file__).parents[1]


@pytest.mark.parametrize("words", Measures)
def test_both_languages_take_the_same_variables(words: Measures) -> None:
    """And the Chinese is Chinese, the English is not."""
    zh, en = words.value.zh, words.value.en
    assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en))
    assert re.search("[\u4e00-\u9fff]", zh)
    assert not re.search("[\u4e00-\u9fff]", en)


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_of_a_set_has_a_sentence(problem: Problem) -> None:
    """That says where."""
    assert "{path}" in Measures[problem.name].value.en


def test_every_word_is_said_somewhere() -> None:
    """One that nothing says any more is removed."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    by_name = {problem.name for problem in Problem}
    assert {words.name for words in Measures if f"Measures.{words.name}" not in code} - by_name == set()
