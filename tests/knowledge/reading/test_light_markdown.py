import pytest

from knowledge.reading.light_markdown import front_matter, simplify


def test_front_matter_is_taken_off() -> None:
    """Its fields are given by name, and the text begins after it."""
    fields, text = front_matter('---\nTitle: "优化: 上"\nauthor: 小雨\ntags: [a]\n---\n\n正文\n')
    assert fields == {"title": "优化: 上", "author": "小雨", "tags": "[a]"}
    assert text.strip() == "正文"


def test_a_rule_is_no_front_matter() -> None:
    """Two rules around prose are left alone."""
    text = "---\n一句话。\n---\n正文"
    assert front_matter(text) == ({}, text)


@pytest.mark.parametrize(
    ("given", "simple"),
    [
        ("标题\n===\n\n文", "# 标题\n\n文"),
        ("小节\n---\n\n文", "## 小节\n\n文"),
        ("一句话说完了。\n---\n文", "一句话说完了。\n\n文"),
        ("##标题\n文", "## 标题\n文"),
        ("**重点**和*强调*", "重点和强调"),
        ("a*b*c 与 `a*b*c` 与 $a*b*c$", "a*b*c 与 `a*b*c` 与 $a*b*c$"),
        ("* 一\n+ 二", "- 一\n- 二"),
        ("> 引用\n> 两行", "引用\n两行"),
        ("<center>图</center><br/>文", "图\n\n文"),
        ("句首标记是 <s>，a < b", "句首标记是 <s>，a < b"),
        ("<!-- 注 -->文", "文"),
        ("[TOC]\n- [一](#一)\n\n文", "文"),
        ("# 卷积\n:label:`sec_conv`\n\n见:numref:`fig_a`。 :cite:`X.2015`", "# 卷积\n\n见〔图〕。"),
        ("被编辑器折行，\n折在逗号后", "被编辑器折行，折在逗号后"),
        ("a&nbsp;&lt; b", "a < b"),
    ],
)
def test_markdown_becomes_light(given: str, simple: str) -> None:
    """Marks that are layout go; words, code and formulas stay as they are."""
    assert simplify(given) == simple


def test_code_and_formulas_are_left_alone() -> None:
    """Nothing is changed between fences or in a displayed formula."""
    text = "```html\n<!-- 留 -->\n**x**\n```\n\n$$\na*b*c_{**}\n$$"
    assert simplify(text) == text
