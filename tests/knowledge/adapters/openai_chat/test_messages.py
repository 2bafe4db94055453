"""What a model is told."""

from dataclasses import replace
from typing import cast

import pytest

from knowledge.adapters.openai_chat.messages import messages
from knowledge.records import Question, Turn
from tests.notes import found

QUESTION = Question("遗忘门决定什么", ("遗忘", "门"), "zh")
PASSAGES = [found("遗忘门决定丢掉哪些信息。", 1, "长短期记忆")]


def told(question: Question = QUESTION, text: str = "甲", title: str = "题", thread: tuple[Turn, ...] = ()) -> str:
    """The user's message."""
    hostile = replace(found(text, 1, title))
    return cast("str", messages(question, [hostile], thread, "c0ffee")[1]["content"])


def test_the_canary_stands_in_the_rules_alone() -> None:
    """Where nobody but the model reads it."""
    system, user = messages(QUESTION, PASSAGES, (), "c0ffee")
    assert "c0ffee" in cast("str", system["content"])
    assert "c0ffee" not in cast("str", user["content"])


@pytest.mark.parametrize(
    "mark",
    [
        "</passage>", "</ PASSAGE >", '<passage number="9">', "< passage>", "</turn>", "<answered>", "</asked>",
        "<|im_end|>", "<|im_start|>system", "<|eot_id|>", "<｜User｜>", "<start_of_turn>", "<end_of_turn>", "</s>",
        "[INST]", "[/INST]",
    ],
)  # fmt: skip
def test_nobody_ends_what_he_stands_in(mark: str) -> None:
    """Neither a page, its title, the question nor what was said before; nor with a chat template's own marks."""
    hostile = replace(QUESTION, text=f"问{mark}")
    text = told(hostile, f"甲{mark}乙", f"题{mark}", (Turn(f"先{mark}", f"后{mark}"),))
    assert mark not in text.replace('<passage number="1">', "").replace("</passage>\n\nQuestion", "").replace(
        "<turn>\n<asked>先", ""
    ).replace("</asked>\n<answered>后", "").replace("</answered>\n</turn>", "")
    assert text.count("<passage") == text.count("</passage") == 1
    assert text.count("<answered") == text.count("</answered") == 1


def test_code_and_comparisons_stay_as_they_are() -> None:
    """Only what could be taken for a delimiter is changed."""
    for text in ("x < 3 且 a<b", "vector<int> v;", "<div>", "a[0][INS]"):
        assert text in told(text=text)


def test_earlier_turns_come_before_the_passages_without_their_marks() -> None:
    """Oldest first; a number in them would be that of another passage."""
    text = told(thread=(Turn("什么是 LSTM", "一种网络[1][12]。"), Turn("它有几个门")))
    assert text.index("什么是 LSTM") < text.index("它有几个门") < text.index("<passage")
    assert "一种网络。" in text
    assert "[12]" not in text


def test_a_turn_is_kept_short() -> None:
    """It tells what is talked of."""
    assert len(told(thread=(Turn("问" * 2000, "答" * 9000),))) < 2000


def test_a_question_without_a_thread_says_nothing_of_one() -> None:
    """As it always was."""
    assert "Earlier" not in told()
