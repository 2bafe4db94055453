import pytest

from knowledge.language.han_names import is_name, name_at_end


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我们使用批量归一化", "批量归一化"),
        ("这通常称为梯度下降法", "梯度下降法"),
        ("常见的长短期记忆网络", "长短期记忆网络"),
        ("卷积神经网络", "卷积神经网络"),
        ("这里的 k近邻", "k近邻"),
        ("，或降采样", "降采样"),
    ],
)
def test_a_name_begins_after_the_word_that_leads_to_it(text: str, name: str) -> None:
    """What leads to names, joins or points is no part of them."""
    assert name_at_end(text) == name


@pytest.mark.parametrize("text", ["网络上采样", "这是", "", "no Han", "编码器-解码器注意力", "softmax操作"])
def test_an_uncertain_beginning_gives_none(text: str) -> None:
    """Where a word may belong to the name or not, or something other than Han goes before."""
    assert name_at_end(text) is None


def test_a_whole_text_is_a_name_or_not() -> None:
    """Remarks are no names."""
    assert is_name("随机失活")
    assert not is_name("用于分隔")
