"""A model's Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.layout import messages
from bot.rendering.markdown import markdown
from bot.terminal.markup import parse


def html(text: str) -> str:
    """The Markdown as one message."""
    return "\n---\n".join(messages(markdown(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**损失函数：**衡量误差", "<b>损失函数：</b>衡量误差"),
        ("这是**“重点”**吗", "这是<b>“重点”</b>吗"),
        ("用*斜体*写", "用<i>斜体</i>写"),
        ("a **b** c", "a <b>b</b> c"),
        ("snake_case_name", "snake_case_name"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("~~旧~~新", "<s>旧</s>新"),
        ("`a<b`", "<code>a&lt;b</code>"),
        ("# 标题", "<b>标题</b>"),
        ("3. 三\n4. 四", "3. 三\n4. 四"),
        ("- 一\n- 二", "• 一\n• 二"),
        ("> 引用", "<blockquote>引用</blockquote>"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("一\n二", "一\n二"),
        ("```python\nx = 1 < 2\n```", '<pre><code class="language-python">x = 1 &lt; 2</code></pre>'),
        ("```\nx\n```", "<pre>x</pre>"),
    ],
)
def test_a_safe_subset_is_rendered(text: str, expected: str) -> None:
    """Emphasis, code, lists, quotations and headings become Telegram's tags; the rest stays text."""
    assert html(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[点这里](https://evil.example/x)",
        "![图](https://evil.example/x.png)",
        "<https://evil.example>",
        "https://evil.example/a_b_c",
        "见evil.example。",
        "[看][1]\n\n[1]: https://evil.example",
        "tg://resolve?domain=evil",
        "写信给 a@evil.example",
        "@someone_else 你好",
        "例子.中国",
        "[x](javascript:alert(1))",
        "HTTPS://EVIL.EXAMPLE",
    ],
)
def test_no_address_of_a_model_becomes_a_link(text: str) -> None:
    """Neither by markup nor by Telegram's own search for addresses, which looks everywhere but in code."""
    shown = html(text)
    assert "<a " not in shown
    visible, entities = parse(shown)
    code = [entity.extract_from(visible) for entity in entities if entity.type == "code"]
    outside = visible
    for part in code:
        outside = outside.replace(part, "")
    assert "evil" not in outside.lower().replace("domain=evil", "")
    assert "://" not in outside
    assert "@" not in outside
    assert "中国" not in outside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x_t$ 与 \\(h_t\\)", "xₜ 与 hₜ"),
        ("$a*b*c$", "a*b*c"),
        ("$$\nE\n+ b\n- c\n$$", "E + b - c"),
        ("如下：\n\\[ \\alpha \\]\n其中", "如下：\n\nα\n\n其中"),
        (r"$\begin{x}a\end{x}$", r"<code>\begin{x}a\end{x}</code>"),
        ("一个 $5，两个 $10", "一个 $5，两个 $10"),
        ("`$x_t$`", "<code>$x_t$</code>"),
        ("〔公式缺失〕 在此", "〔公式缺失〕 在此"),
    ],
)
def test_formulas_come_out_readable(text: str, expected: str) -> None:
    """Simple TeX becomes Unicode before Markdown can eat its signs; the rest stays TeX in code."""
    assert html(text) == expected


def test_a_listing_in_a_list_keeps_its_mark() -> None:
    """An item that begins with code still shows its number."""
    assert html("1. ```\n   x\n   ```") == "1.\n\n<pre>x</pre>"


def test_nested_items_are_indented() -> None:
    """The second level stands further right."""
    assert html("- 一\n  - 二") == "• 一\n\u3000• 二"


@given(st.text(alphabet="学习机器 \n*_~`>#-+1.[]()!<a", max_size=200))
def test_letters_survive_any_markup(text: str) -> None:
    """Whatever a model writes, its words are all there, in order."""
    shown = "".join(parse(message)[0] for message in messages(markdown(text)))
    han = "学习机器"
    assert [c for c in shown if c in han] == [c for c in text if c in han]


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    """No text breaks the parser or makes HTML that Telegram refuses."""
    for message in messages(markdown(text)):
        parse(message)
