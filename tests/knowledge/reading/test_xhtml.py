import pytest

from knowledge.reading.xhtml import markdown


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<h2>点<b>积</b></h2><p>一\n  句。</p>", "## 点积\n\n一句。"),
        ("<h1>第一章 感知机</h1><p>一。 二\n 三</p>", "# 第一章 感知机\n\n一。二三"),
        ("<p>see <a href='https://e.org/a'>the paper</a></p>", "see [the paper](https://e.org/a)"),
        ("<p><a href='ch2.xhtml'>下一章</a></p>", "下一章"),
        ("<p>a<br/>b</p>", "a\nb"),
        ("<ul><li>甲<ul><li>乙</li></ul></li><li><p>丙</p></li></ul>", "- 甲\n  - 乙\n- 丙"),
        ("<ol><li>一</li><li>二</li></ol>", "1. 一\n2. 二"),
        ("<pre class='language-python'>x = 1\n  y</pre>", "```python\nx = 1\n  y\n```"),
        ("<p>call <code>f(x)</code></p>", "call `f(x)`"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2|3</td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1 | 2\\|3 |",
        ),
        ("<table><tr><td><p>只是版面</p></td></tr></table>", "只是版面"),
        ("<p><ruby>汉<rt>han</rt></ruby>字</p>", "汉字"),
        ("<div>前<p>中</p>后</div>", "前\n\n中\n\n后"),
        ("<p>x<img src='a.png' alt='图'/></p><script>y</script>", "x"),
        ("<p># 不是标题</p>", "\\# 不是标题"),
        ("<p>a&nbsp;b&hellip;</p>", "a\xa0b…"),
    ],
)
def test_elements_become_light_markdown(source: str, text: str) -> None:
    """Each by its meaning; what is no text goes."""
    assert markdown(f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{source}</body></html>".encode()) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<math alttext='x^2'><mi>x</mi></math>", "$x^2$"),
        ("<math display='block'><annotation encoding='application/x-tex'>x</annotation></math>", "$$x$$"),
        ("<math><mi>k</mi><mo>=</mo><msqrt><mi>n</mi></msqrt></math>", "$k=\\sqrt{n}$"),
        ("<math><mtable><mtr><mtd><mi>x</mi></mtd></mtr></mtable></math>", "〔公式缺失〕"),
        ("<img class='math' alt='x_1'/>", "$x_1$"),
        ("<img class='equation'/>", "〔公式缺失〕"),
    ],
)
def test_formulas_are_tex_or_marked(source: str, text: str) -> None:
    """None goes without a trace."""
    assert markdown(f"<p>{source}</p>".encode()) == text


def test_what_is_not_well_formed_is_read_as_html() -> None:
    """As old books are written."""
    assert markdown("<p>甲<p>乙<br>丙".encode()) == "甲\n\n乙\n丙"
    assert markdown(b"") == ""
