import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.finding.follow_ups import standalone
from knowledge.language.aliases import SHIPPED
from knowledge.records import Turn


def after(before: str, asked: str) -> str:
    """What is asked, after this question."""
    return standalone(asked, [Turn(before)], SHIPPED)


@pytest.mark.parametrize(
    ("before", "asked", "whole"),
    [
        ("LSTM 的遗忘门有什么用？", "那 GRU 呢？", "GRU 的遗忘门有什么用？"),
        ("对比学习的负样本怎么选", "正样本呢", "对比学习的正样本怎么选"),
        ("How does self-attention work?", "what about cross-attention?", "How does cross-attention work?"),
    ],
)
def test_a_new_thing_takes_the_place_of_the_one_most_like_it(before: str, asked: str, whole: str) -> None:
    """「那 X 呢」 asks the same of X."""
    assert after(before, asked) == whole


@pytest.mark.parametrize(
    ("before", "asked", "whole"),
    [
        ("残差连接为什么有效", "它有什么缺点", "残差连接有什么缺点"),
        ("批归一化和层归一化有什么区别", "后者适合什么任务？", "层归一化适合什么任务？"),
        ("ResNet 和 DenseNet 的区别", "两者谁更省显存", "ResNet 和 DenseNet 谁更省显存"),
        ("混合精度训练怎么开", "其原理是什么", "混合精度训练的原理是什么"),
        ("What is dropout?", "why does it help?", "why does dropout help?"),
        ("What is dropout?", "what are its drawbacks?", "what are dropout's drawbacks?"),
    ],
)
def test_a_pronoun_becomes_what_it_means(before: str, asked: str, whole: str) -> None:
    """One thing or the pair that was named."""
    assert after(before, asked) == whole


@pytest.mark.parametrize(
    ("before", "asked", "whole"),
    [
        ("什么是交叉熵", "公式呢", "交叉熵：公式呢"),
        ("怎么防止过拟合", "举个例子", "过拟合：举个例子"),
        ("BERT 是什么", "和 GPT 比呢", "BERT：和 GPT 比呢"),
        ("什么是过拟合", "为什么？", "什么是过拟合：为什么？"),
        ("GAN 训练不稳定怎么办", "上面第二点是什么意思", "GAN 训练不稳定怎么办：上面第二点是什么意思"),
        ("What is beam search?", "why not greedy search?", "beam search：why not greedy search?"),
    ],
)
def test_what_names_nothing_follows_the_topic(before: str, asked: str, whole: str) -> None:
    """Or the whole question before, where it says too little."""
    assert after(before, asked) == whole


@pytest.mark.parametrize(
    "asked",
    [
        "什么是梯度消失？",
        "LSTM 这个模型为什么能缓解梯度消失？",
        "BERT 为什么要掩码，它和 GPT 有什么不同？",
        "那 BERT 和 GPT 有什么区别？",
        "Why do vanishing gradients happen in an RNN?",
    ],
)
def test_a_question_that_stands_by_itself_is_left_alone(asked: str) -> None:
    """Whatever was talked of before."""
    assert after("池化层的作用是什么", asked) == asked


@given(st.text(max_size=30))
def test_without_a_thread_nothing_changes(asked: str) -> None:
    """There is nothing to lean on."""
    assert standalone(asked, (), SHIPPED) == asked


PARTS = ["它", "那", "呢", "LSTM", "和", "池化", "为什么", "？", " ", "it", "前者", "上面", "的", "对", "x"]


@given(*[st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join)] * 2)
def test_something_is_always_asked(before: str, asked: str) -> None:
    """Any two messages give a question."""
    assert after(before, asked).strip() or not asked.strip()
