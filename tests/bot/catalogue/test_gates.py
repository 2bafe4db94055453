"""The words of a calibration."""

import re
from pathlib import Path

import pytest

from bot import catalogue
from bot.catalogue.gates import Gates
from knowledge.evaluating.sets import Problem
from knowledge.listening.labels import Shortage

BOT = Path(catalogue.__file__).parents[1]
OF_A_LINE = (Problem.NOT_AN_OBJECT, Problem.MISSING, Problem.EMPTY)


@pytest.mark.parametrize("words", Gates)
def test_both_languages_take_the_same_variables(words: Gates) -> None:
    """And the Chinese is Chinese, the English is not."""
    zh, en = words.value.zh, words.value.en
    assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en))
    assert re.search("[\u4e00-\u9fff]", zh)
    assert not re.search("[\u4e00-\u9fff]", en)


@pytest.mark.parametrize("problem", OF_A_LINE)
def test_every_problem_of_labels_says_where(problem: Problem) -> None:
    """By the file's name."""
    assert "{path}" in Gates[problem.name].value.en


@pytest.mark.parametrize("shortage", Shortage)
def test_every_shortage_is_counted(shortage: Shortage) -> None:
    """How many there are, so that one knows how many are missing."""
    assert "{count}" in Gates[shortage.name].value.en


def test_every_word_is_said_somewhere() -> None:
    """One that nothing says any more is removed."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    by_name = {problem.name for problem in OF_A_LINE}
    assert {words.name for words in Gates if f"Gates.{words.name}" not in code} - by_name == set()
