"""Words that ask nothing."""

import time

import pytest

from knowledge.language.courtesies import is_courtesy

CHINESE = [
    "谢谢",
    "謝謝！",
    "谢谢你",
    "多谢大佬",
    "非常感谢",
    "感谢老师，辛苦了",
    "好的",
    "好好好",
    "好嘞",
    "好的，谢谢",
    "嗯嗯",
    "哦哦明白了",
    "收到",
    "懂了，太强了",
    "学到了，感谢大佬",
    "原来如此",
    "哈哈哈哈",
    "厉害了",
    "牛逼",
    "不错",
    "666",
    "233333",
    "👍",
    "😂😂",
    "。。。",
]
ENGLISH = ["Thanks!", "thank you so much", "thx", "OK", "ok 谢谢", "got it, thanks", "haha", "lol", "Great!", "yyds"]
ASKING = [
    "?",
    "？？",
    "好的？",
    "可以吗",
    "懂了吗",
    "为什么",
    "不对吧",
    "谢谢，那GRU呢",
    "好像不对",
    "强化学习",
    "对比学习",
    "可以用别的吗",
    "好用的优化器",
    "GRU",
    "33",
    "感谢信怎么写",
    "嗯嗯x",
]


@pytest.mark.parametrize("text", [*CHINESE, *ENGLISH])
def test_thanks_and_consent_ask_nothing(text: str) -> None:
    """In either script and language, with any signs, one after the other."""
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text", ["", "  ", "nice 函数", "good features", "那 GRU 呢", "ok 那梯度呢", "谢" * 41, *ASKING]
)
def test_what_may_ask_something_is_no_courtesy(text: str) -> None:
    """A name, a doubt or anything else beside the thanks is to be answered; nothing said is nothing meant."""
    assert not is_courtesy(text)


@pytest.mark.parametrize("sign", ["嗯", "好", "谢", "ha", "6", "好的"])
def test_the_same_sign_many_times_takes_no_time(sign: str) -> None:
    """However a tease divides it."""
    begun = time.process_time()
    assert not is_courtesy(sign * (38 // len(sign)) + "x")
    assert time.process_time() - begun < 0.5
