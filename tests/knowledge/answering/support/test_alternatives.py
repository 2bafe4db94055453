import pytest

from knowledge.answering.support import names
from knowledge.answering.support.alternatives import named_otherwise
from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness


def like(claim: str, passage: str) -> Likeness:
    """The two beside each other, with what they name."""
    kinds = names.kinds(claim) | names.kinds(passage)
    return Likeness(read(claim), read(passage), kinds, names.terms(claim) | names.terms(passage))


PASSAGE = "指标是语料级的，按列归一化。"


@pytest.mark.parametrize("claim", ["指标是句子级的", "指标按行归一化", "指标用单卡算，按行归一化"])
def test_an_alternative_that_is_never_named_is_wrong(claim: str) -> None:
    """Where the passage names another of its kind."""
    assert named_otherwise(like(claim, PASSAGE), ())


@pytest.mark.parametrize("claim", ["指标是语料级的", "指标按列算", "指标用单卡算", "指标更低"])
def test_what_is_named_or_has_no_rival_there_is_not(claim: str) -> None:
    """Nor is the end of a scale: a negation may turn it."""
    assert not named_otherwise(like(claim, PASSAGE + "误差不会更高。"), ())


def test_the_heading_names_too() -> None:
    """It is what the whole passage speaks of."""
    assert not named_otherwise(like("指标是句子级的", PASSAGE), read("句子级与语料级"))
