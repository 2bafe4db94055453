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
        ("见 https://a.org/b?c=d;e!f 一文。好", ["见 https://a.org/b?c=d;e!f 一文。", "好"]),
        ("当 a != b 时成立。", ["当 a != b 时成立。"]),
        ("- 第一点。\n- 第二点", ["第一点。", "第二点"]),
        ("```\na;\nb;\n```\n后面。", ["```\na;\nb;\n```", "后面。"]),
        ("没有说完…… 又说了。", ["没有说完……", "又说了。"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, found: list[str]) -> None:
    """Chinese and ASCII marks and line ends end a sentence; code, formulas, numbers and addresses do not."""
    assert sentences(text) == found


@given(st.text(alphabet="中a1。.!?；;”)$`\n -h:/", max_size=300))
def test_sentences_are_verbatim_and_lose_nothing(text: str) -> None:
    """They stand in the text in order; what is left out is white space and list marks."""
    position = 0
    for sentence in sentences(text):
        begin = text.index(sentence, position)
        assert not text[position:begin].strip(" \n-")
        position = begin + len(sentence)
    assert not text[position:].strip(" \n-")
