"""Which questions ask the same thing."""

import hashlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from knowledge.records import Meaning, Vector
from knowledge.remembering.same_question import same


class Pair(NamedTuple):
    """Two questions, whether they ask the same thing, and the cosine of their vectors."""

    alike: bool
    cosine: float
    before: str
    now: str


def pairs(*, held_out: bool) -> list[Pair]:
    """One half of the pairs; the wordings were written with the other half in sight."""
    lines = Path(__file__).with_name("question_pairs.txt").read_text(encoding="utf-8").splitlines()
    parted = [line.split(" ", 2) for line in lines if line[0] in "=!"]
    known = [Pair(mark == "=", float(cosine), *rest.split(" | ")) for mark, cosine, rest in parted]
    return [one for one in known if _is_held_out(one.before) == held_out]


def _is_held_out(question: str) -> bool:
    return hashlib.blake2b(question.encode(), digest_size=1).digest()[0] % 2 == 1


def at_cosine(cosine: float) -> tuple[Vector, Vector]:
    """Two unit vectors that are so near."""
    other = [cosine, (1 - min(cosine, 1.0) ** 2) ** 0.5]
    return np.asarray([1.0, 0.0], np.float32), np.asarray(other, np.float32)


def are_same(before: str, now: str, cosine: float = 0.99) -> bool:
    """Whether two questions that are so near are taken for one."""
    first, second = at_cosine(cosine)
    return same(Meaning(now, "e5", second), [Meaning(before, "e5", first)]) == [0]


@pytest.mark.parametrize(("held_out", "least_recall"), [(False, 0.55), (True, 0.5)])
def test_what_is_taken_for_the_same_is_the_same(*, held_out: bool, least_recall: float) -> None:
    """A wrong stored answer is worse than none: precision comes first, on both halves."""
    known = pairs(held_out=held_out)
    taken = [one for one in known if are_same(one.before, one.now, one.cosine)]
    right = [one for one in taken if one.alike]
    assert len(known) >= 100
    assert len(right) / len(taken) >= 0.98, [one for one in taken if not one.alike]
    assert len(right) / sum(one.alike for one in known) >= least_recall


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("batch norm 训练时怎么算", "batch norm 推理时怎么算"),
        ("为什么要做归一化", "为什么不要做归一化"),
        ("L1 正则有什么用", "L2 正则有什么用"),
        ("第 3 期讲了什么", "第 4 期讲了什么"),
        ("dropout 怎么用", "dropout 为什么有用"),
        ("LSTM 比 GRU 好在哪", "GRU 比 LSTM 好在哪"),
        ("能不能用 dropout", "要不要用 dropout"),
        ("过拟合是什么", "what is overfitting"),
        ("梯度消失怎么办", "梯度爆炸怎么办"),
        ("归一化之前要做什么", "归一化之后要做什么"),
    ],
)
def test_what_tells_questions_apart_does_so_however_near_they_are(before: str, now: str) -> None:
    """Situation, negation, name, figure, aspect, order, modality, language, thing, before and after."""
    assert not are_same(before, now, 1.0)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("什么是過擬合？", "过拟合是什么"),
        ("SVM 的核函数有什么用", "请问支持向量机核函数的作用"),
        ("LSTM 和 GRU 的区别", "GRU 跟 LSTM 有什么不同"),
        ("第四期讲了什么", "第 4 期讲了什么"),
        ("1x1 卷积有什么用", "1×1 卷积的作用"),
    ],
)
def test_other_words_for_the_same_are_the_same(before: str, now: str) -> None:
    """Script, names, politeness, order and spelling of figures change nothing."""
    assert are_same(before, now)


def test_questions_that_are_not_near_are_not_the_same() -> None:
    """What the wordings do not know, the vectors may."""
    assert are_same("门控怎么算", "如何计算门控", 0.9)
    assert not are_same("门控怎么算", "如何计算门控", 0.65)


def test_without_vectors_only_the_same_words_are_the_same() -> None:
    """Marks, spaces, case and width aside."""
    before = Meaning("LSTM 有几个门？")
    assert same(Meaning("ｌstm有几个门"), [before]) == [0]
    assert same(Meaning("LSTM 有多少个门"), [before]) == []


def test_vectors_of_another_embedder_are_not_compared() -> None:
    """Their numbers mean something else, and there may be more of them."""
    first, _ = at_cosine(1.0)
    other = Meaning("如何计算门控", "another", np.ones(3, np.float32))
    assert same(Meaning("门控怎么算", "e5", first), [other]) == []


@pytest.mark.parametrize("question", ["它有什么缺点", "这个模型怎么样", "how does it work"])
def test_a_question_that_leans_on_something_is_the_same_as_none(question: str) -> None:
    """It may mean another thing each time."""
    assert not are_same(question, question)


def test_questions_about_nothing_are_the_same_in_the_same_words_only() -> None:
    """「怎么做」 and 「怎么办」 word the same, about who knows what."""
    assert not are_same("怎么做", "怎么办")
    assert are_same("怎么做", "怎么做？")


def test_all_that_are_the_same_are_told_in_their_order() -> None:
    """The caller knows which it prefers."""
    first, second = at_cosine(0.95)
    earlier = [Meaning(one, "e5", second) for one in ("怎么算门控", "别的问题", "如何计算门控")]
    assert same(Meaning("门控怎么计算", "e5", first), earlier) == [0, 2]
