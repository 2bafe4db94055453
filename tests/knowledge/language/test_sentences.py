import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一句。两句！三句？四句；五句", ["一句。", "两句！", "三句？", "四句；", "五句"]),
        ("一句!两句?真的??三句", ["一句!", "两句?", "真的??", "三句"]),
        ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
        ("(见上文。)再看下文。", ["(见上文。)", "再看下文。"]),
        ("第一行\n第二行\n\n第三行", ["第一行", "第二行", "第三行"]),
        ("It works. It is fast.", ["It works.", "It is fast."]),
        ("误差是 0.05.结果见 a.b.c 文件", ["误差是 0.05.结果见 a.b.c 文件"]),
        ("See Fig. 3 of Smith et al. for J. Doe's proof.", ["See Fig. 3 of Smith et al. for J. Doe's proof."]),
        ("1. 先归一化。\n2. 再训练。", ["1. 先归一化。", "2. 再训练。"]),
        ("公式 $a;b!$ 和 `x; y!` 都不切。好", ["公式 $a;b!$ 和 `x; y!` 都不切。", "好"]),
        ("设 $a，b。c$ 且 \\(x；y\\)。好", ["设 $a，b。c$ 且 \\(x；y\\)。", "好"]),
        ("见 https://a.org/b?c=d;e!f 一文。好", ["见 https://a.org/b?c=d;e!f 一文。", "好"]),
        ("当 a != b 时成立。", ["当 a != b 时成立。"]),
        ("- 第一点。\n- 第二点", ["第一点。", "第二点"]),
        ("```\na;\nb;\n```\n后面。", ["```\na;\nb;\n```", "后面。"]),
        ("先下采样.再卷积.最后(见上文).完.", ["先下采样.", "再卷积.", "最后(见上文).", "完."]),
        ("它叫 FPN.用了 $x$.又用了 `y`.好", ["它叫 FPN.", "用了 $x$.", "又用了 `y`.", "好"]),
        ("Smith et al.提出,J.史密斯 vs.其他人", ["Smith et al.提出,J.史密斯 vs.其他人"]),
        ("Smith et al.（2020）和 Foo Inc.发布的", ["Smith et al.（2020）和 Foo Inc.发布的"]),
        ("一.背景\n2).方法\n选项A.监督", ["一.背景", "2).方法", "选项A.监督"]),
        ("版本 1.2.以后和 3.读 a.py 或 .配置", ["版本 1.2.以后和 3.读 a.py 或 .配置"]),
        ("见 https://a.org/b.html.然后", ["见 https://a.org/b.html.然后"]),
        ("周某. 机器学习[M].某出版社", ["周某.", "机器学习[M].某出版社"]),
        ("有...三个", ["有...三个"]),
        ("没有说完…… 又说了。", ["没有说完……", "又说了。"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, found: list[str]) -> None:
    """Chinese and ASCII marks and line ends end a sentence; code, formulas, numbers and addresses do not."""
    assert sentences(text) == found


@pytest.mark.parametrize("text", ["." * 200_000 + "x", "a.中" * 70_000, "数据.".join("一" * 70_000)])
def test_a_long_text_of_full_stops_takes_no_long_time(text: str) -> None:
    """The time grows with the length, not with its square."""
    begun = time.process_time()
    sentences(text)
    assert time.process_time() - begun < 5


@given(st.text(alphabet="中a1。.!?；;”)$`\n -h:/", max_size=300))
def test_sentences_are_verbatim_and_lose_nothing(text: str) -> None:
    """They stand in the text in order; what is left out is white space and list marks."""
    position = 0
    for sentence in sentences(text):
        begin = text.index(sentence, position)
        assert not text[position:begin].strip(" \n-")
        position = begin + len(sentence)
    assert not text[position:].strip(" \n-")
