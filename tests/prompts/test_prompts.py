"""Filling templates."""

import pytest

from prompts import PromptError, fill


def test_every_variable_is_replaced() -> None:
    """A filled template holds the values and no placeholder."""
    filled = fill("answer_question", passages="[1] 门", question="什么是门？")
    assert "[1] 门" in filled
    assert "什么是门？" in filled
    assert "$" not in filled


def test_a_value_is_not_expanded_again() -> None:
    """What a member writes cannot reach another variable."""
    assert "$passages" in fill("answer_question", passages="secret", question="$passages")


@pytest.mark.parametrize("values", [{}, {"passages": ""}, {"passages": "", "question": "", "other": ""}])
def test_missing_and_unknown_variables_fail(values: dict[str, str]) -> None:
    """A template is filled with exactly its own variables."""
    with pytest.raises(PromptError):
        fill("answer_question", **values)


def test_an_unknown_template_fails() -> None:
    """A misspelt name is an error, not an empty prompt."""
    with pytest.raises(PromptError):
        fill("anwser")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("answer_rules", {"language": "English", "canary": "c0ffee"}),
        ("earlier_turns", {"turns": "<turn>"}),
        ("answer_question", {"passages": "门", "question": "什么？"}),
    ],
)
def test_each_template_takes_what_it_is_given(name: str, values: dict[str, str]) -> None:
    """And has a place for all of it."""
    filled = fill(name, **values)
    assert all(value in filled for value in values.values())
    assert "$" not in filled
