import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.reading.mojibake import reread

CHINESE = st.text(
    "神经网络模型训练数据学习率梯度下降损失函数我们可以因为所以方法结果比较的在是和，。：；、！？（）“”G3", min_size=8
)
TRADITIONAL = st.text("神經網路模型訓練資料學習梯度損失函數我們可以因為方法結果比較的在是和，。、「」20", min_size=8)


@given(CHINESE)
def test_utf8_read_as_latin1_comes_back(text: str) -> None:
    """Once and twice."""
    assume(sum("\u4e00" <= character <= "\u9fff" for character in text) > 3)
    once = text.encode().decode("latin-1")
    assert reread(once) == text
    assert reread(once.encode().decode("latin-1")) == text


@given(CHINESE)
def test_gbk_read_as_latin1_comes_back(text: str) -> None:
    """Also where the second byte of a character is a letter."""
    assume(sum("\u4e00" <= character <= "\u9fff" for character in text) > 5)
    assert reread(text.encode("gbk").decode("latin-1")) == text


@given(TRADITIONAL)
def test_big5_read_as_gb18030_comes_back(text: str) -> None:
    """Where reading it so lost nothing."""
    broken = text.encode("big5").decode("gb18030", "replace")
    assume("\ufffd" not in broken and sum("\ue000" <= character <= "\uf8ff" for character in broken) > 2)
    assert reread(broken) == text


@given(CHINESE)
def test_utf8_read_as_gbk_comes_back_with_its_losses_marked(text: str) -> None:
    """What came back is from the text, in its order; what did not is one mark each time."""
    broken = text.encode().decode("gbk", "replace")
    again = reread(broken)
    left = iter(text)
    assert again == broken or all(character in left for character in again if character != "\ufffd")


def test_utf8_read_as_gbk_is_recognised() -> None:
    """By the characters that Chinese marks and frequent characters turn into."""
    text = "神经网络的训练就是不断调整参数，使损失函数在训练集上尽可能小。"
    again = reread(text.encode().decode("gb18030", "replace"))
    assert sum(again.count(character) for character in set(text)) > 0.7 * len(text)
    assert "\ufffd" in again


@given(CHINESE | TRADITIONAL)
def test_what_was_read_rightly_stays(text: str) -> None:
    """Simplified and traditional text are no damage."""
    assert reread(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Gödel、Poincaré 与 naïve «été» façade",
        "L'été à la plage où naît l'être",
        "Größe, Übermaß, Äpfel und Öl",
        "São João não é avião; ação, coração",
        "日本語の文章、カタカナとひらがな。",
        "한국어 자연어 처리",
        "Ελληνικά и русский",
        "锛是半导体和化学里的字，鐨也是。",
        "±×÷·°§¶ ½¼¾ ©®™",
    ],
)
def test_other_languages_are_no_damage(text: str) -> None:
    """Accents, other scripts, rare characters and signs stay as they are."""
    assert reread(text) == text
