import pytest

from knowledge.reading.formats.web_page.main_text import read

PROSE = "随机失活在训练时按概率把一部分神经元的输出置零，推断时全部保留，因此相当于许多子网络的平均。"


def article(*parts: str) -> str:
    """An article of a large messenger."""
    return f'<body><div id="js_content">{"".join(parts)}</div></body>'


def test_short_bold_paragraphs_are_headings() -> None:
    """Editors of messengers know no others."""
    first = '<section><span style="font-size:18px"><strong>一、为什么要失活</strong></span></section>'
    second = "<p><b>二、</b><strong>怎么选概率</strong></p>"
    text = read(article(first, f"<p>{PROSE}</p>", second, f"<p>{PROSE}</p>")).text
    assert text == f"## 一、为什么要失活\n\n{PROSE}\n\n## 二、怎么选概率\n\n{PROSE}"


@pytest.mark.parametrize(
    "part",
    [
        "<p><strong>随机失活</strong>由几个人在十年前提出。</p>",
        "<p><strong>一句话说完：它让网络不依赖某一个神经元。</strong></p>",
        "<ul><li><p><strong>一、要点</strong></p></li></ul>",
        "<p><strong>图1 失活前后</strong></p>",
        "<p><strong>随机失活</strong></p>",
        "<p><strong>关于随机失活</strong></p><p><strong>的一些说明</strong></p>",
        "<h2>真标题</h2><p><strong>一、要点</strong></p><p><strong>二、要点</strong></p>",
    ],
)
def test_other_bold_words_are_none(part: str) -> None:
    """Words in a sentence, sentences, items, captions, one line, a title set in two; none beside real headings."""
    lines = read(article(f"<p>{PROSE}</p>", part, f"<p>{PROSE}</p>")).text.split("\n")
    assert [line for line in lines if line.startswith("#") and "真标题" not in line] == []
