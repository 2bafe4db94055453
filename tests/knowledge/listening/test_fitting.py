"""Kernel ridge regression on labelled messages."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.listening.fitting import Messages, fit, scores, sense, threshold
from tests.knowledge.listening.group import LABELS

TEXTS = [one.question for one in LABELS]
WANTED = [one.should_answer for one in LABELS]
EVERYTHING = np.arange(len(LABELS))


def made(*, with_meanings: bool) -> Messages:
    """The group's messages, with vectors that say a little about what is wanted."""
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(len(TEXTS), 6)) + np.array(WANTED)[:, None] + 3
    rows = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return Messages.of(TEXTS, list(rows) if with_meanings else None, WANTED)


@pytest.mark.parametrize("with_meanings", [False, True])
def test_a_message_left_out_is_scored_as_if_it_had_not_been_there(with_meanings: bool) -> None:  # noqa: FBT001
    """The closed form gives what fitting again without it gives, but for the centre of the vectors."""
    messages = made(with_meanings=with_meanings)
    whole = fit(messages, EVERYTHING)
    for number in (0, 50, 100):
        without = fit(messages, np.delete(EVERYTHING, number))
        assert without.sense == whole.sense
        (again,) = scores(without, messages, np.array([number]))
        assert again == pytest.approx(whole.left_out[number], abs=0.05 if with_meanings else 1e-6)


def test_what_is_learned_holds_for_other_messages() -> None:
    """Half of the group tells what the other half asks."""
    messages = made(with_meanings=False)
    odd, even = EVERYTHING[1::2], EVERYTHING[::2]
    fitted = fit(messages, odd)
    through = scores(fitted, messages, even) >= threshold(fitted.left_out, messages.wanted[odd])
    assert np.mean(through == (messages.wanted[even] > 0)) > 0.9


def test_vectors_help_where_words_do_not() -> None:
    """Messages without a word in common, told apart by meaning alone."""
    texts = [chr(0x4E00 + 3 * number) * 2 for number in range(60)]
    wanted = [number % 2 == 0 for number in range(60)]
    rng = np.random.default_rng(1)
    rows = [(np.array([1.0, 1.0 if one else -1.0]) + rng.normal(0, 0.1, 2)).astype(np.float32) for one in wanted]
    by_words, by_both = Messages.of(texts, None, wanted), Messages.of(texts, rows, wanted)
    numbers = np.arange(60)
    off = [float(np.mean((fit(each, numbers).left_out - each.wanted) ** 2)) for each in (by_words, by_both)]
    assert off[0] > 0.2
    assert off[1] < 0.05


@given(
    st.lists(st.tuples(st.integers(-1000, 2000), st.booleans()), min_size=1, max_size=60, unique_by=lambda one: one[0])
)
def test_as_many_are_let_through_as_are_wanted(scored: list[tuple[int, bool]]) -> None:
    """So that precision and recall are the same."""
    values, wanted = np.array([one / 1000 for one, _ in scored]), np.array([float(one) for _, one in scored])
    if wanted.any():
        assert np.sum(values >= threshold(values, wanted)) == wanted.sum()


def test_a_few_labels_do_not_set_the_threshold() -> None:
    """Of few labels those apart from each other make nearly the threshold that all of them make, and nearly its F1."""
    rng = np.random.default_rng(3)
    values = np.concatenate([rng.normal(0, 1, 2000), rng.normal(2, 1, 700)])
    wanted = np.concatenate([np.zeros(2000), np.ones(700)])
    chosen = [threshold(values[part::20], wanted[part::20]) for part in range(20)]
    assert np.std(chosen) < 0.2

    def f1(at: float) -> float:
        return float(2 * wanted[values >= at].sum() / (np.sum(values >= at) + wanted.sum()))

    assert f1(threshold(values, wanted)) > max(f1(at) for at in values) - 0.01


def test_without_vectors_there_is_no_sense() -> None:
    """The gate goes by words then."""
    messages = made(with_meanings=False)
    assert sense(fit(messages, EVERYTHING), messages, None) is None
