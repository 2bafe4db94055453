"""The sentences of review."""

import re
from pathlib import Path

from bot import catalogue
from bot.catalogue import Phrase
from bot.catalogue.overviews import ISSUE_STATES, Overview
from bot.catalogue.reviewing import NOTE_STATES, OBSTACLES, REASONS, Cards, Deeds
from knowledge.weekly.issues import IssueState
from knowledge.weekly.notes import NoteState
from knowledge.weekly.reviewing import Obstacle

_WORDS: list[Phrase] = [one.value for kind in (Cards, Deeds, Overview) for one in kind]
_TABLES: list[Phrase] = [one for table in (NOTE_STATES, ISSUE_STATES, REASONS, OBSTACLES) for one in table.values()]


def test_both_languages_say_the_same_with_the_same_variables() -> None:
    """English holds no Chinese; what is not a sign alone is Chinese in Chinese."""
    for phrase in (*_WORDS, *_TABLES):
        assert set(re.findall(r"{\w+}", phrase.zh)) == set(re.findall(r"{\w+}", phrase.en)), phrase
        assert not re.search("[\u4e00-\u9fff]", phrase.en), phrase


def test_every_state_and_every_obstacle_has_words() -> None:
    """Nobody reads the name of a state as the program has it."""
    assert set(NOTE_STATES) == set(NoteState)
    assert set(ISSUE_STATES) == set(IssueState)
    assert set(OBSTACLES) == set(Obstacle)


def test_every_sentence_is_said_somewhere() -> None:
    """A sentence that nothing says any more is removed."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(catalogue.__file__).parents[1].rglob("*.py"))
    said = set(re.findall(r"\b(?:Cards|Deeds|Overview)\.[A-Z_]+\b", code))
    assert {f"{type(one).__name__}.{one.name}" for kind in (Cards, Deeds, Overview) for one in kind} <= said
