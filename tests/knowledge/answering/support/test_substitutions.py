import pytest

from knowledge.answering.support import names
from knowledge.answering.support.clauses import read
from knowledge.answering.support.likeness import Likeness
from knowledge.answering.support.substitutions import substituted

PASSAGE = "首词延迟由预填充决定，后面的速度由显存带宽决定。空洞卷积扩大感受野，不改变参数。前者的误差是固定的。"


def wrong(claim: str, passage: str = PASSAGE) -> bool:
    """Whether one thing of the passage stands in the claim where another has to."""
    kinds = names.kinds(claim) | names.kinds(passage)
    return substituted(Likeness(read(claim), read(passage), kinds, names.terms(claim) | names.terms(passage)))


@pytest.mark.parametrize(
    "claim",
    [
        "首词延迟由显存带宽决定",
        "首词延迟由显存带宽决定，后面的速度由预填充决定",
        "空洞卷积扩大参数",
    ],
)
def test_a_thing_in_the_place_of_another_is_wrong(claim: str) -> None:
    """Where all else of the clause is put as in the passage, and the passage speaks of it elsewhere."""
    assert wrong(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "首词延迟由预填充决定",
        "首词延迟由提示的长度决定",
        "空洞卷积扩大了视野",
        "均方的误差是固定的",
        "速度",
    ],
)
def test_other_words_are_not(claim: str) -> None:
    """What the passage does not know may be a synonym, or what a pronoun stands for."""
    assert not wrong(claim)


def test_what_clauses_are_about_are_of_a_kind() -> None:
    """Whatever they are called."""
    passage = "伯努利模型看词是否出现。多项式模型看词的频次。"
    assert wrong("伯努利模型看词的频次", passage)
    assert not wrong("多项式模型看词的频次", passage)


def test_what_stands_in_a_clause_as_it_is_is_no_substitution() -> None:
    """Though another clause says the same of another, or says it with 里面."""
    assert not wrong("He 的方差是 2", "Xavier 的方差是 2，He 的方差是 2。")
    assert not wrong("激活值有少数离群点", "激活值比权重难压缩，里面有少数离群点。")
