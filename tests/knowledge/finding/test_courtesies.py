import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.finding.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("请问大佬们，什么是过拟合？谢谢！", "什么是过拟合？"),
        ("@zixue_bot LSTM 的遗忘门", "LSTM 的遗忘门"),
        ("什么是早停 @zixue_bot", "什么是早停"),
        ("有没有人知道 BN 为什么有效？", "BN 为什么有效？"),
        ("小白求问，Adam 的学习率怎么设，感谢各位", "Adam 的学习率怎么设"),
        ("老师好！池化层有什么用？在线等", "池化层有什么用？"),
        ("请教大神们一个问题：GAN 为什么难训练", "GAN 为什么难训练"),
        ("hi all, does anyone know why softmax is used? thanks in advance", "why softmax is used?"),
        ("Hello, please explain attention", "explain attention"),
    ],
)
def test_what_is_said_around_a_question_is_dropped(message: str, asked: str) -> None:
    """Mentions, greetings, apologies and thanks."""
    assert without_courtesies(message) == asked


@pytest.mark.parametrize(
    "question",
    [
        "早停是什么",
        "老师强迫是什么意思",
        "专家混合模型怎么路由",
        "请求超时怎么办",
        "邮件 a@example.com 能收到吗",
        "大家觉得 ReLU 好在哪里",
        "@Override 注解有什么用",
        "thanks to what does Adam converge",
        "What is a hidden state?",
    ],
)
def test_what_a_question_is_about_stays(question: str) -> None:
    """Words that only begin like a courtesy are none."""
    stays = question.removeprefix("@Override ")  # looks like a mention, and says no more than the rest
    assert without_courtesies(question) == stays


@pytest.mark.parametrize("message", ["谢谢", "你好", "请问", "🤔", "@zixue_bot"])
def test_a_message_of_courtesies_alone_stays(message: str) -> None:
    """Something has to be left."""
    assert without_courtesies(message) == message


def test_many_thanks_cost_little() -> None:
    """The patterns go through a message once."""
    assert without_courtesies("谢" * 1900 + "x").endswith("x")
    assert without_courtesies("请问" * 900 + "池化").endswith("池化")


@given(st.lists(st.sampled_from(["请问", "大佬们", "，", "池化层", "谢谢", "@zixue_bot", " ", "LSTM", "？", "各位"])))
def test_the_topic_is_never_lost(parts: list[str]) -> None:
    """Whatever stands around it."""
    asked = without_courtesies(" ".join(parts))
    assert all((topic in asked) == (topic in parts) for topic in ("池化层", "LSTM"))
