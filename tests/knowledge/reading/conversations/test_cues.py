"""The words by which talk is told."""

import re
from importlib.resources import files

from knowledge.reading import conversations
from knowledge.reading.conversations.cues import chatter, cue, kinds, vague_words


def test_every_pattern_compiles() -> None:
    """Each kind of answer has a pattern for the question and one for itself."""
    assert "why" in kinds()
    for kind in kinds():
        assert not cue(f"wants {kind}").search("")
        assert not cue(f"gives {kind}").search("")


def test_every_pattern_is_in_lower_case() -> None:
    """The text that they are searched in is; a capital could never match."""
    lines = files(conversations).joinpath("cues.txt").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if not line.startswith("#")]
    assert not [line for line in patterns if re.search("(?<!\\\\)[A-Z]", line)]


def test_chatter_is_all_of_the_text() -> None:
    """One word more and it is none."""
    assert chatter().fullmatch("好的 谢谢大佬")
    assert not chatter().fullmatch("好的 学习率")


def test_vague_words_are_words() -> None:
    """Single words as texts are cut into."""
    assert "模型" in vague_words()
