import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.copying import undo

WORDS = [
    *("神经网络", "模型", "训练", "数据", "学习率", "梯度下降", "损失函数", "我们", "可以", "因为"),
    *("所以", "方法", "结果", "比较", "注意力机制", "参数", "卷积", "在", "是", "和", "使用"),
]
SENTENCE = st.lists(st.sampled_from([*WORDS, "GPU", "3"]), min_size=6, max_size=40).map(
    lambda words: "".join(words) + "。"
)
RADICALS = {"一": "⼀", "用": "⽤", "长": "⻓", "见": "⻅", "页": "⻚", "门": "⻔", "力": "⼒", "大": "⼤", "方": "⽅"}


@given(SENTENCE)
def test_entities_are_their_characters(text: str) -> None:
    """Decimal, hexadecimal, and escaped once more."""
    for form in ("&#{};", "&#x{:x};", "&amp;#{};"):
        assert undo("".join(form.format(ord(each)) if each > "\x7f" else each for each in text)) == text


@given(SENTENCE)
def test_unicode_escapes_are_their_characters(text: str) -> None:
    """As scripts and logs write them."""
    assert undo("".join(f"\\u{ord(each):04x}" if each > "\x7f" else each for each in text)) == text


@given(SENTENCE)
def test_percent_encoded_sentences_are_read(text: str) -> None:
    """A sentence is text, not part of an address."""
    assert undo(quote(text)) == text


@given(SENTENCE)
def test_full_width_letters_and_digits_become_plain(text: str) -> None:
    """Chinese marks keep their width."""
    wide = "".join(chr(ord(each) + 0xFEE0) if each.isascii() and each.isalnum() else each for each in text)
    assert undo(wide) == text


def test_radicals_from_pdf_become_characters() -> None:
    """Both blocks of them."""
    text = "从大方面看，一页长文可见其力，门是用来用的。"
    assert undo("".join(RADICALS.get(each, each) for each in text)) == text


@given(SENTENCE.filter(lambda text: len(re.findall("学习率|神经网络|梯度下降|损失函数|注意力机制", text)) > 3))
def test_spaces_between_all_characters_go(text: str) -> None:
    """As a scanner or a PDF file leaves them; spaces around Latin words are not told from them."""
    han = "[\u4e00-\u9fff。]"
    assert undo(re.sub(f"(?<={han})(?={han})", " ", text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "关键词：机器学习 深度学习 神经网络 自然语言处理 计算机视觉",
        "张三 李四 王五 赵六 钱七 孙八",
        "第一章　总　则",
        "在 Python 里用 `\\u4e2d\\u6587\\u5b57` 表示三个字",
        "```\nx = '&#20013;&#25991;&#23383;'\n```",
        "实体 &#20013; 就是“中”字，&lt; 是小于号",
        "见 https://zh.wikipedia.org/wiki/%E6%9C%BA%E5%99%A8%E5%AD%A6%E4%B9%A0 一文",
        "[词条](/wiki/%E6%9C%BA%E5%99%A8%E5%AD%A6%E4%B9%A0)",
        "“英－法”数据集，共（三）部分！",
        "提升了 100% 以上，D:\\user\\name",
        "㈠ ① Ⅳ ㎏ ½ ™",
    ],
)
def test_what_was_written_so_stays(text: str) -> None:
    """Lists of words, code, addresses, and marks that are wide in Chinese."""
    expected = text.replace("第一章　总　则", "第一章 总 则")
    assert undo(text) == expected
