"""What somebody does by saying something."""

import pytest

from knowledge.reading.conversations.speech import Act, analyse, asking_sentence, is_chatter, is_verdict


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("学习率怎么调", Act.QUESTION),
        ("求推荐一本概率论的书", Act.QUESTION),
        ("有没有试过 mamba 的", Act.QUESTION),
        ("why does attention scale with the square of the length", Act.QUESTION),
        ("how do I freeze a layer?", Act.QUESTION),
        ("装 apex 一直失败", Act.PROBLEM),
        ("CUDA out of memory 了", Act.PROBLEM),
        ("这就是为什么要用残差连接", Act.STATEMENT),
        ("这篇文章讲了如何做数据增强", Act.STATEMENT),
        ("换成 AdamW 就不报错了", Act.STATEMENT),
        ("新人请问怎么入门 pytorch？谢谢大家", Act.QUESTION),
        ("欢迎新人，报名 pytorch 小组的看群公告", Act.ASIDE),
        ("晚上吃什么？", Act.ASIDE),
        ("在吗？", Act.ASIDE),
        ("这不是废话吗？", Act.ASIDE),
        ("通知：本周组会取消", Act.ASIDE),
        ("谢谢大佬", Act.CHATTER),
        ("哈哈哈哈", Act.CHATTER),
        ("🎉🎉", Act.CHATTER),
        ("thanks a lot!", Act.CHATTER),
    ],
)
def test_acts_are_told(text: str, act: Act) -> None:
    """Questions and problems by their words, asides by what they are about, chatter by saying nothing."""
    assert analyse(text).act is act


def test_case_is_ignored() -> None:
    """People write as they like."""
    assert analyse("CUDA OUT OF MEMORY").act is Act.PROBLEM
    assert analyse("WHY DOES IT DIVERGE?").wants == analyse("why does it diverge?").wants
    assert is_chatter("THANKS A LOT!")
    assert is_verdict("Yes")
    assert asking_sentence(["Fine.", "CUDA OUT OF MEMORY"]) == "CUDA OUT OF MEMORY"


def test_a_forwarded_text_does_not_ask() -> None:
    """What was asked elsewhere is no question to this group."""
    assert analyse("学习率怎么调？", forwarded=True).act is Act.STATEMENT


def test_names_of_one_thing_are_one_word() -> None:
    """Talk in two languages has words in common."""
    assert analyse("学习率").words & analyse("learning rate").words


def test_chatter_is_short() -> None:
    """Code, links and whole sentences are never chatter."""
    assert is_chatter("好的，谢谢！")
    assert not is_chatter("谢谢，我把学习率调到 1e-4 之后就收敛了，原来是这样")
    assert not is_chatter("https://example.org/")


def test_a_verdict_is_a_bare_yes_or_no() -> None:
    """Anything said beside it makes it more."""
    assert is_verdict("可以的")
    assert not is_verdict("可以，但要加 warmup")


def test_the_sentence_that_asks_is_found() -> None:
    """Not the greeting and the background before it."""
    assert asking_sentence(["大家好。", "我在训 GAN。", "判别器太强怎么办？"]) == "判别器太强怎么办？"


def test_endless_laughter_is_read_at_once() -> None:
    """Texts that invite backtracking cost no more than others."""
    for text in ("哈" * 5000 + "x", "谢谢" * 12, "怎么" * 3000, "没什么" * 2000):
        assert analyse(text).act is not Act.PROBLEM
