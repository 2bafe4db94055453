"""A model's text while it is being written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.citations import claims
from knowledge.answering.drafting import is_in, may_settle, settled, spoken


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("门。", "门。"),
        ("<think>想</think>门。", "门。"),
        ("<THINKING>想\n想</THINKING>\n门。", "\n门。"),
        ("<think>想到一半", ""),
        ("a < b，thinking 不算。", "a < b，thinking 不算。"),
    ],
)
def test_thoughts_are_not_spoken(written: str, text: str) -> None:
    """Whether they are over or not."""
    assert spoken(written) == text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", []),
        ("遗忘门决定", []),
        ("遗忘门决定丢弃。", []),
        ("遗忘门决定丢弃。[", []),
        ("遗忘门决定丢弃。[1", []),
        ("遗忘门决定丢弃。[1]", []),
        ("遗忘门决定丢弃。[1]输出", ["遗忘门决定丢弃。"]),
        ("遗忘门决定丢弃[1]。输出门【2", ["遗忘门决定丢弃。"]),
        ("Gates forget.[1] They remember", ["Gates forget."]),
    ],
)
def test_a_sentence_stands_when_the_next_has_begun(written: str, said: list[str]) -> None:
    """Until then its marks may be still to come."""
    assert [claim.text for claim in settled(written)] == said


SENTENCES = [
    "遗忘门决定丢弃。[1]",
    "输出门决定露出[2]。",
    "Gates forget.[1] ",
    "- 池化层没有参数【1】\n",
    "x = 0.5 时成立。[1][2]",
]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
def test_what_stands_does_not_change(sentences: list[str]) -> None:
    """At every character of a text, what has settled is the beginning of what the whole text claims."""
    written = "".join(sentences)
    whole = claims(written)
    for end in range(len(written)):
        said = settled(written[:end])
        assert said == whole[: len(said)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_has_come_may_settle(sentence: str) -> None:
    """Most tokens of it cost nothing."""
    assert may_settle(sentence)
    assert not may_settle("遗忘门")


@pytest.mark.parametrize(
    ("wanted", "text", "is_so"),
    [
        ("zh", "遗忘门决定丢掉哪些信息。", True),
        ("zh", "ResNet 用 shortcut connection 缓解了梯度消失。", True),
        ("zh", "The forget gate decides what to drop.", False),
        ("en", "The forget gate (遗忘门) decides what to drop.", True),
        ("en", "遗忘门（forget gate）决定丢掉哪些信息。", False),
        ("en", "", True),
    ],
)
def test_the_language_of_most_of_it_counts(wanted: str, text: str, *, is_so: bool) -> None:
    """Terms of the other language do not."""
    assert is_in("zh" if wanted == "zh" else "en", text) is is_so
